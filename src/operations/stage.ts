import { exactlyNamed } from '../domain/exact-name.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';

/** A pipeline, or a definition of it, with its stages and their actions. */
interface Staged<S> {
  readonly id: PipelineId;
  readonly stages: readonly S[];
}

interface Named {
  readonly name: string;
}

/** The stage of exactly that name. Throws Fault `usage` where several begin so, otherwise `not-found`. */
export function stageNamed<S extends Named>({ id, stages }: Staged<S>, name: string): S {
  return exactlyNamed(name, stages, { code: 'StageNotFoundException', kind: 'stage', of: id.name });
}

/** The same of an action in it. */
export function actionNamed<A extends Named>(
  staged: Staged<Named & { readonly actions: readonly A[] }>,
  stageName: string,
  name: string,
): A {
  const { name: stage, actions } = stageNamed(staged, stageName);
  const of = `${stage} of ${staged.id.name}`;
  return exactlyNamed(name, actions, { code: 'ActionNotFoundException', kind: 'action', of });
}

export function nextStage(state: PipelineState, name: string): StageState | undefined {
  return state.stages[state.stages.findIndex((stage) => stage.name === name) + 1];
}

/** The stage in which an execution stands now, as its latest execution. */
export function stageOfExecution(state: PipelineState, executionId: string): StageState | undefined {
  return state.stages.findLast((stage) => stage.latest?.executionId === executionId);
}

/** The stage in front of which an execution waits. */
export function stageAwaited(state: PipelineState, executionId: string): StageState | undefined {
  return state.stages.find((stage) => stage.inbound.some((execution) => execution.executionId === executionId));
}
