import { type Execution, type Executions, executionById, type Revision } from './execution.ts';
import type { PipelineDefinition, PipelineState, PipelineSummary } from './pipeline.ts';

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
