import { readPipelineView } from '../../live/pipeline-views.ts';
import type { CommandSpec } from '../command.ts';
import { pipelineStatusDocument } from '../documents/pipeline-document.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { statusText } from '../render/status-text.ts';

export const status: CommandSpec = {
  path: ['status'],
  summary: 'stages, actions, transitions and inbound executions of a pipeline, now',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [],
  examples: [
    { command: 'signalbox status storefront', meaning: 'for a person' },
    { command: 'signalbox status storefront --output json', meaning: 'for a script' },
  ],
  noun: 'pipeline',
  run: (invocation) =>
    withPipeline(
      invocation,
      invocation.words[0] ?? '',
      async ({ session, id }) => {
        const view = await readPipelineView(session.live, id, { definition: true });
        return {
          value: pipelineStatusDocument(id, view),
          text: (sheet) => statusText(id, view, session, sheet),
        };
      },
      { everywhere: false },
    ),
};
