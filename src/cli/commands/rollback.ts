import { carryOut } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const rollback: CommandSpec = {
  path: ['rollback'],
  summary: 'run a stage again with what an earlier execution had there',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '<STAGE>', description: 'the stage that is rolled back' },
  ],
  options: [
    { flags: '--to <EXECUTION>', description: 'the execution whose work is brought back; asked for on a terminal' },
  ],
  examples: [
    { command: 'signalbox rollback landing Publish', meaning: 'lists what it may go back to, and asks' },
    { command: 'signalbox rollback landing Publish --dry-run', meaning: 'the same list, and why the others are not' },
    { command: 'signalbox rollback landing Publish --to c3b9d4 --yes', meaning: 'from a script' },
  ],
  noun: 'result',
  run: (invocation) => {
    const [pipeline = '', stage = ''] = invocation.words;
    const { flags, global } = invocation;
    checkName('STAGE', 'stage', stage);
    const given = executionId('--to', flags.text('to'));
    return withPipeline(
      invocation,
      pipeline,
      async ({ session, id }) => {
        const { planRollback, planRollbackChoice } = await import('../../operations/rollback.ts');
        if (given === undefined && global.dryRun) {
          return carryOut(invocation, await planRollbackChoice(session.operations, { pipeline: id, stage }));
        }
        const to = given ?? (await chosen());
        return carryOut(invocation, await planRollback(session.operations, { pipeline: id, stage, to }));

        async function chosen() {
          const { readRollbackChoice } = await import('../../operations/rollback-targets.ts');
          const { askRollbackTarget } = await import('../ask-rollback-target.ts');
          return askRollbackTarget(invocation, session, await readRollbackChoice(session.live, id, stage));
        }
      },
      { everywhere: true },
    );
  },
};
