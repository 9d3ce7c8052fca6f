import type { StageDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { deploy, lambda, pipeline, source, stage, V2, variableCheck } from '../definitions.ts';
import { Harness } from '../harness.ts';

export type Exits = Partial<Pick<StageDeclaration, 'beforeEntry' | 'onSuccess' | 'onFailure'>>;

/** Source → Test, with conditions → Prod. */
export function definition(exits: Exits, extra = {}) {
  return pipeline(
    [
      stage('Source', source('Checkout', { namespace: 'src' })),
      { ...stage('Test', lambda('Smoke', { namespace: 'smoke' })), ...exits },
      stage('Prod', deploy()),
    ],
    { ...V2, ...extra },
  );
}

export function started(exits: Exits, extra = {}) {
  const engine = new Harness();
  const id = engine.create(definition(exits, extra));
  engine.advance(1);
  return { engine, id };
}

export const failing = { match: { rule: 'Check' }, outcome: 'fail' } as const;
export const BAD = variableCheck('#{src.BranchName}', 'EQ', 'release');
export const GOOD = variableCheck('#{src.BranchName}', 'EQ', 'main');
