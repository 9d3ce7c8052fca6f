import { usage } from '../../domain/fault.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const execution: CommandSpec = {
  path: ['execution'],
  summary: 'the timeline, revisions, variables, artifacts and errors of an execution',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '<ID>', description: 'the execution; 6 characters are enough' },
  ],
  options: [{ flags: '--markdown', description: 'the timeline as a document for an incident review' }],
  examples: [
    { command: 'signalbox execution storefront e1a2f0', meaning: 'for a person' },
    { command: 'signalbox execution storefront e1a2f0 --output json', meaning: 'for a script' },
    { command: 'signalbox execution storefront e1a2f0 --markdown', meaning: 'for a post-mortem' },
  ],
  noun: 'execution',
  run: (invocation) => {
    const { words, flags, global } = invocation;
    const [pipeline = '', wanted = ''] = words;
    const markdown = flags.on('markdown');
    if (markdown && global.output !== 'text')
      throw usage(`--markdown and --output ${global.output} exclude each other`);
    executionId('ID', wanted);
    return withPipeline(
      invocation,
      pipeline,
      async (target) => {
        const { executionOutcome } = await import('../outcomes/execution-outcome.ts');
        return executionOutcome(invocation, target, { wanted, markdown });
      },
      { everywhere: false },
    );
  },
};
