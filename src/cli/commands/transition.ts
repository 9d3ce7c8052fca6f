import { TRANSITION_REASON } from '../../rules/reasons.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { givenText } from '../given-text.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';

const ARGUMENTS: CommandSpec['arguments'] = [
  { name: '<PIPELINE>', description: "the pipeline's name" },
  { name: '<STAGE>', description: 'the stage that the transition leads into' },
];

export const enableTransition: CommandSpec = {
  path: ['transition', 'enable'],
  summary: 'open the inbound transition of a stage',
  arguments: ARGUMENTS,
  options: [],
  examples: [
    { command: 'signalbox transition enable storefront Production --yes', meaning: 'what waits there enters' },
  ],
  noun: 'result',
  run: (invocation) => change(invocation, true),
};

export const disableTransition: CommandSpec = {
  path: ['transition', 'disable'],
  summary: 'close the inbound transition of a stage',
  arguments: ARGUMENTS,
  options: [{ flags: '--reason <TEXT>', description: 'why, for everybody who will wait; asked for on a terminal' }],
  examples: [
    { command: 'signalbox transition disable storefront Production --reason "year-end freeze"', meaning: 'then asks' },
  ],
  noun: 'result',
  run: (invocation) => change(invocation, false),
};

function change(invocation: Invocation, enable: boolean) {
  const [pipeline = '', stage = ''] = invocation.words;
  checkName('STAGE', 'stage', stage);
  const reason = givenText('--reason', TRANSITION_REASON, invocation.flags.text('reason'));
  return withPipeline(
    invocation,
    pipeline,
    async ({ session, id }) => {
      const { planTransition } = await import('../../operations/transition.ts');
      const plan = await planTransition(session.operations, { pipeline: id, stage, enable });
      return carryOut(invocation, plan, { flag: '--reason', value: reason });
    },
    { everywhere: true },
  );
}
