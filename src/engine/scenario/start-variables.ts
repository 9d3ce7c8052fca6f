import type { Step } from './model.ts';

/** The variables of a step as StartPipelineExecution takes them. */
export function startVariables({ variables }: Extract<Step, { verb: 'start' }>): object[] | undefined {
  return variables && Object.entries(variables).map(([name, value]) => ({ name, value }));
}
