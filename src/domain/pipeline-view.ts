import { type Execution, type Executions, executionById, type Revision } from './execution.ts';
import type { PipelineDefinition, PipelineState, PipelineSummary, StageExecution } from './pipeline.ts';

/** Everything the faces show of one pipeline, as far as it is known. */
export interface PipelineView {
  readonly summary?: PipelineSummary;
  readonly state?: PipelineState;
  readonly executions?: Executions;
  readonly definition?: PipelineDefinition;
}

/** The execution that started last. */
export function newestExecution(view: PipelineView): Execution | undefined {
  return view.executions?.items[0];
}

/** What an execution carries, with the first declared source first. */
export function revisionsOf(view: PipelineView, executionId: string | undefined): readonly Revision[] {
  const revisions = executionById(view.executions, executionId)?.revisions ?? [];
  const declared = view.state?.stages[0]?.actions.map((action) => action.name) ?? [];
  const rank = (revision: Revision) => (declared.includes(revision.action) ? declared.indexOf(revision.action) : 99);
  return revisions.length < 2 ? revisions : [...revisions].sort((a, b) => rank(a) - rank(b));
}

/** The revision of the first declared source in an execution. */
export function revisionOf(view: PipelineView, executionId: string | undefined): Revision | undefined {
  return revisionsOf(view, executionId)[0];
}

/** How many executions of the pipeline have started after one and before another; undefined where the history read does not reach. */
export function executionsBetween(view: PipelineView, olderId: string, newerId: string): number | undefined {
  const ids = view.executions?.items.map((execution) => execution.id) ?? [];
  const [older, newer] = [ids.indexOf(olderId), ids.indexOf(newerId)];
  return older < 0 || newer < 0 ? undefined : older - newer;
}

/** The execution that succeeded last in the last stage, as far as the state tells: what is live there. */
export function liveExecution(state: PipelineState): StageExecution | undefined {
  const last = state.stages.at(-1)?.latest;
  return last?.status === 'Succeeded' ? last : undefined;
}
