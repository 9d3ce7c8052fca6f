import type { Fault } from '../../domain/fault.ts';
import { TRANSITION_REASON } from '../../rules/reasons.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec, Outcome } from '../command.ts';
import { givenText } from '../given-text.ts';

export const freeze: CommandSpec = {
  path: ['freeze'],
  summary: 'close the transitions of many pipelines, and remember which',
  arguments: [{ name: '<GLOB...>', description: 'the pipelines whose name matches one of these' }],
  options: [
    { flags: '--reason <TEXT>', description: 'why, for everybody who will wait; asked for on a terminal' },
    {
      flags: '--stage <GLOB>',
      description: 'only the transitions into these stages; otherwise into all but the first',
    },
  ],
  examples: [
    {
      command: "signalbox freeze '*-api' --reason 'year-end freeze'",
      meaning: 'shows what would be closed, then asks',
    },
    {
      command: "signalbox freeze '*' --stage 'Prod*' --reason 'INC-7 database is down' --yes",
      meaning: 'production alone, from a script',
    },
  ],
  noun: 'result',
  run: async (invocation) => {
    const { words, flags } = invocation;
    const reason = givenText('--reason', TRANSITION_REASON, flags.text('reason'));
    const { operations, problems } = await invocation.connect();
    const { planFreeze } = await import('../../operations/freeze.ts');
    const { pipelinesMatching } = await import('../../operations/pipelines-matching.ts');
    const found = await pipelinesMatching(operations.live, words);
    const request = { pipelines: found.ids, globs: words, stage: flags.text('stage') };
    const plan = await planFreeze(operations, request);
    return withProblems(await carryOut(invocation, plan, { flag: '--reason', value: reason }), [
      ...problems,
      ...found.problems,
    ]);
  },
};

export const unfreeze: CommandSpec = {
  path: ['unfreeze'],
  summary: 'open what freezes have closed and nobody has changed since',
  arguments: [{ name: '[GLOB...]', description: 'only pipelines whose name matches one of these' }],
  options: [],
  examples: [
    { command: 'signalbox unfreeze', meaning: 'shows what would be opened, then asks' },
    { command: "signalbox unfreeze '*-api' --yes", meaning: 'from a script' },
  ],
  noun: 'result',
  run: async (invocation) => {
    const { operations, problems } = await invocation.connect();
    const { planUnfreeze } = await import('../../operations/unfreeze.ts');
    const plan = await planUnfreeze(operations, { globs: invocation.words });
    return withProblems(await carryOut(invocation, plan), problems);
  },
};

function withProblems(outcome: Outcome, problems: readonly Fault[]): Outcome {
  return { ...outcome, problems: [...(outcome.problems ?? []), ...problems] };
}
