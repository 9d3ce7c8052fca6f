import { carryOut } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const retry: CommandSpec = {
  path: ['retry'],
  summary: 'run a failed stage again in the same execution',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '<STAGE>', description: 'the stage that failed' },
  ],
  options: [
    { flags: '--all-actions', description: 'all actions of the stage, not only those that failed' },
    { flags: '--execution <ID>', description: 'only if this execution stands in the stage' },
  ],
  examples: [
    { command: 'signalbox retry checkout-api Build', meaning: 'shows what failed, then asks' },
    { command: 'signalbox retry checkout-api Build --all-actions --yes', meaning: 'from a script' },
  ],
  noun: 'result',
  run: (invocation) => {
    const [pipeline = '', stage = ''] = invocation.words;
    const { flags } = invocation;
    checkName('STAGE', 'stage', stage);
    const wanted = executionId('--execution', flags.text('execution'));
    return withPipeline(
      invocation,
      pipeline,
      async ({ session, id }) => {
        const { planRetry } = await import('../../operations/retry.ts');
        const plan = await planRetry(session.operations, {
          pipeline: id,
          stage,
          allActions: flags.on('allActions'),
          executionId: wanted,
        });
        return carryOut(invocation, plan);
      },
      { everywhere: true },
    );
  },
};
