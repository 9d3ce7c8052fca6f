import { type Execution, type Executions, executionById, isOver, type Revision } from './execution.ts';
import type { ExecutionMode, PipelineDefinition, PipelineState, PipelineSummary } from './pipeline.ts';

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

/**
 * In PARALLEL mode each execution has all stages for itself. The state of the pipeline then tells of none: what runs is in the
 * list of executions, and where in the action executions of each (spec 2.4).
 */
export function isParallel(view: PipelineView): boolean {
  return modeOf(view) === 'PARALLEL';
}

/** As declared; where that was not asked for, as its newest execution runs. */
export function modeOf(view: PipelineView): ExecutionMode {
  const declared = view.definition ?? view.summary;
  return declared?.executionMode ?? newestExecution(view)?.mode ?? 'SUPERSEDED';
}

/** Those that are not over, newest first. */
export function runningExecutions(view: PipelineView): readonly Execution[] {
  return (view.executions?.items ?? []).filter(({ status }) => !isOver(status));
}

/** What an execution carries, with the first declared source first. */
export function revisionsOf(view: PipelineView, executionId: string | undefined): readonly Revision[] {
  return inDeclaredOrder(view, executionById(view.executions, executionId)?.revisions ?? []);
}

/** Revisions with that of the first declared source first. */
export function inDeclaredOrder(view: PipelineView, revisions: readonly Revision[]): readonly Revision[] {
  const declared = view.state?.stages[0]?.actions.map((action) => action.name) ?? [];
  const rank = (revision: Revision) => (declared.includes(revision.action) ? declared.indexOf(revision.action) : 99);
  return revisions.length < 2 ? revisions : [...revisions].sort((a, b) => rank(a) - rank(b));
}

/** The revision of the first declared source in an execution. */
export function revisionOf(view: PipelineView, executionId: string | undefined): Revision | undefined {
  return revisionsOf(view, executionId)[0];
}
