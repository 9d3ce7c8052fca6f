import type { CommandSpec } from '../command.ts';
import { pipelineDocument } from '../documents/pipeline-document.ts';
import { readFleet } from '../read-fleet.ts';
import { pipelinesText } from '../render/pipelines-text.ts';

export const pipelines: CommandSpec = {
  path: ['pipelines'],
  summary: 'one row a pipeline: health, newest revision, what waits',
  arguments: [{ name: '[GLOB...]', description: 'only pipelines whose name matches one of these' }],
  options: [],
  examples: [
    { command: 'signalbox pipelines', meaning: 'everything in the account and region' },
    { command: "signalbox pipelines 'checkout-*' --output json", meaning: 'for a script' },
    { command: 'signalbox pipelines --mock', meaning: 'the bundled engine, no account needed' },
  ],
  noun: 'pipelines',
  async run({ words, connect, progress }) {
    const session = await connect();
    const fleet = await readFleet(session, words, progress);
    return {
      value: fleet.rows.map(({ id, view }) => pipelineDocument(id, view)),
      problems: fleet.problems,
      text: (sheet) => pipelinesText(fleet, session, sheet),
    };
  },
};
