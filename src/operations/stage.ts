import { type Execution, executionMatches } from '../domain/execution.ts';
import { notFound, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';

/** The stage of that name. Throws Fault `not-found`, naming the stages there are. */
export function stageNamed(state: PipelineState, name: string): StageState {
  const stage = state.stages.find((candidate) => candidate.name === name);
  if (stage) return stage;
  const names = state.stages.map((candidate) => candidate.name).join(', ');
  throw notFound('StageNotFoundException', `${state.id.name} has no stage ${name}; its stages are ${names}`);
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

/** The execution of that id, or the one whose id begins so. Throws Fault `not-found`, and `usage` where several do. */
export function executionNamed(view: PipelineView, { name }: PipelineId, wanted: string): Execution {
  const found = (view.executions?.items ?? []).filter((execution) => executionMatches(execution.id, wanted));
  const [execution] = found;
  if (!execution) throw notFound('PipelineExecutionNotFoundException', `${name} has no execution ${wanted}`);
  if (found.length > 1) throw usage(`several executions of ${name} begin with ${wanted}: give more of the id`);
  return execution;
}
