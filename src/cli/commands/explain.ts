import type { CommandSpec } from '../command.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';

export const explain: CommandSpec = {
  path: ['explain'],
  summary: 'why a pipeline is not moving, and what will happen next',
  arguments: [
    { name: '<PIPELINE>', description: "the pipeline's name" },
    { name: '[STAGE]', description: 'only this stage' },
  ],
  options: [],
  examples: [
    { command: 'signalbox explain storefront', meaning: 'a sentence a stage, and what comes next' },
    { command: 'signalbox explain storefront Approval --output json', meaning: 'one stage, for a script' },
  ],
  noun: 'explanation',
  run: (invocation) => {
    const [name = '', stage] = invocation.words;
    if (stage !== undefined) checkName('STAGE', 'stage', stage);
    return withPipeline(
      invocation,
      name,
      async (target) => {
        const { explanationOutcome } = await import('../outcomes/explanation-outcome.ts');
        return explanationOutcome(target, stage);
      },
      { everywhere: false },
    );
  },
};
