import { usage } from '../../domain/fault.ts';
import type { OverridableCondition } from '../../operations/override.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';

const CONDITIONS: readonly OverridableCondition[] = ['before-entry', 'on-success'];

export const override: CommandSpec = {
  path: ['override'],
  summary: 'let a stage go on as if its condition had been met',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '<STAGE>', description: 'the stage whose condition is checked, or has failed' },
  ],
  options: [
    {
      flags: '--condition <WHICH>',
      description: `${CONDITIONS.join(' or ')}; needed`,
      choices: ['before-entry', 'on-success'],
    },
    { flags: '--execution <ID>', description: 'only if this execution stands in the stage' },
  ],
  examples: [
    {
      command: 'signalbox override checkout Production --condition on-success --scenario conditions',
      meaning: 'shows what its rules say, then asks',
    },
  ],
  noun: 'result',
  run: (invocation) => {
    const [pipeline = '', stage = ''] = invocation.words;
    const { flags } = invocation;
    checkName('STAGE', 'stage', stage);
    const wanted = executionId('--execution', flags.text('execution'));
    const condition = conditionOf(flags.text('condition'));
    return withPipeline(
      invocation,
      pipeline,
      async ({ session, id }) => {
        const { planOverride } = await import('../../operations/override.ts');
        const plan = await planOverride(session.operations, { pipeline: id, stage, condition, executionId: wanted });
        return carryOut(invocation, plan);
      },
      { everywhere: true },
    );
  },
};

function conditionOf(text: string | undefined): OverridableCondition {
  const condition = CONDITIONS.find((one) => one === text);
  if (condition) return condition;
  const given = text === undefined ? 'is needed' : `is not '${text}'`;
  throw usage(`--condition ${given}: give ${CONDITIONS.join(' or ')}`);
}
