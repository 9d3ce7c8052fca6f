import { STOP_REASON } from '../../rules/reasons.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { givenText } from '../given-text.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const stop: CommandSpec = {
  path: ['stop'],
  summary: 'stop an execution when its running actions have ended, or at once',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '<EXECUTION>', description: "the execution's id; its first 6 characters are enough" },
  ],
  options: [
    { flags: '--abandon', description: 'stop at once; what its actions have begun goes on unattended' },
    { flags: '--reason <TEXT>', description: 'why, kept with the execution' },
  ],
  examples: [
    { command: 'signalbox stop storefront e1a2f0', meaning: 'shows what will happen, then asks' },
    { command: 'signalbox stop storefront e1a2f0 --abandon --yes', meaning: 'at once, from a script' },
  ],
  noun: 'result',
  run: (invocation) => {
    const [pipeline = '', execution = ''] = invocation.words;
    const { flags } = invocation;
    const wanted = executionId('EXECUTION', execution);
    const reason = givenText('--reason', STOP_REASON, flags.text('reason'));
    return withPipeline(
      invocation,
      pipeline,
      async ({ session, id }) => {
        const { planStop } = await import('../../operations/stop.ts');
        const plan = await planStop(session.operations, {
          pipeline: id,
          executionId: wanted,
          abandon: flags.on('abandon'),
        });
        return carryOut(invocation, plan, { flag: '--reason', value: reason });
      },
      { everywhere: true },
    );
  },
};
