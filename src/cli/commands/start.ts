import { usage } from '../../domain/fault.ts';
import { soleSubject } from '../../operations/plan.ts';
import { carryOut, resultOutcome } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { parseKeyValues } from '../key-value.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const start: CommandSpec = {
  path: ['start'],
  summary: 'start an execution',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [
    { flags: '--variable <K=V>', description: 'a pipeline variable', repeatable: true },
    { flags: '--revision <ACTION=VALUE>', description: 'what a source action takes', repeatable: true },
    { flags: '--watch', description: 'follow it to its end' },
  ],
  examples: [
    { command: 'signalbox start storefront', meaning: 'the newest revision; asks before' },
    { command: 'signalbox start storefront --yes --watch --timeout 30m', meaning: 'from a script, to the end' },
    { command: 'signalbox start storefront --revision "Checkout=$(git rev-parse HEAD)"', meaning: 'a certain commit' },
  ],
  noun: 'result',
  streams: (flags) => flags.on('watch'),
  run: (invocation) => {
    const { words, flags, global } = invocation;
    const variables = parseKeyValues('--variable', flags.list('variable'));
    const revisions = parseKeyValues('--revision', flags.list('revision'));
    const keyless = revisions.find(({ value }) => value === 'key:');
    if (keyless) throw usage(`--revision gives ${keyless.key} no key: it must be ${keyless.key}=key:VALUE`);
    return withPipeline(
      invocation,
      words[0] ?? '',
      async ({ session, id }) => {
        const { planStart } = await import('../../operations/start.ts');
        const plan = await planStart(session.operations, {
          pipeline: id,
          variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])),
          revisions: revisions.map(({ key, value }) => ({ action: key, value })),
        });
        return carryOut(invocation, plan, undefined, async (result) => {
          if (!flags.on('watch')) return resultOutcome(result);
          if (global.output === 'text') invocation.note(result.message);
          const { watchOutcome } = await import('../watch/watch-outcome.ts');
          const wanted = { started: soleSubject(result).executionId };
          const { requestId } = result;
          const goal = { failOnApproval: false };
          return watchOutcome(invocation, { session, id, wanted, goal, operation: 'start', requestId });
        });
      },
      { everywhere: true },
    );
  },
};
