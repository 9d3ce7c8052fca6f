import type { ActionExecution, Execution, RuleExecution } from './execution.ts';
import type { PipelineState, StageState, StageStatus } from './pipeline.ts';

/** A run of an action, and which one it is: every retry is another. */
export interface Attempt extends ActionExecution {
  /** From 1. */
  readonly attempt: number;
}

/** A stage as one execution saw it. */
export interface CourseStage {
  readonly name: string;
  /** Absent while the execution has not come there; also where AWS no longer tells it and nothing was run. */
  readonly status?: StageStatus;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
}

/** What is known of one execution. */
export interface ExecutionRecord {
  readonly execution: Execution;
  /** In any order. */
  readonly runs: readonly ActionExecution[];
  readonly rules: readonly RuleExecution[];
}

/**
 * The way of an execution through its pipeline, stage by stage. AWS tells how a stage stands for the execution that is in it now;
 * for any other that follows from its runs. Stages that are gone from the definition stand at the end.
 */
export function courseOf(state: PipelineState, record: ExecutionRecord): CourseStage[] {
  const attempts = attemptsOf(record.runs);
  const names = new Set([...state.stages.map(({ name }) => name), ...attempts.map(({ stage }) => stage)]);
  const stages = [...names].map((name) => ({ name, attempts: attempts.filter(({ stage }) => stage === name) }));
  return stages.map((stage, index) => {
    const seenLater = stages.slice(index + 1).some((later) => later.attempts.length > 0);
    const now = state.stages.find(({ name }) => name === stage.name);
    return { ...stage, status: statusOf(now, stage, record, seenLater) };
  });
}

/** Oldest first, those of each action counted. */
export function attemptsOf(runs: readonly ActionExecution[]): Attempt[] {
  const counts = new Map<string, number>();
  return oldestFirst(runs).map((run) => {
    const key = `${run.stage}/${run.action}`;
    const attempt = (counts.get(key) ?? 0) + 1;
    counts.set(key, attempt);
    return { ...run, attempt };
  });
}

/** AWS lists the newest run first; what is told goes from the first to the last. */
export function oldestFirst<T extends { readonly startedAt?: number }>(runs: readonly T[]): readonly T[] {
  return runs.toReversed().sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
}

function statusOf(
  now: StageState | undefined,
  { name, attempts }: Pick<CourseStage, 'name' | 'attempts'>,
  { execution, rules }: ExecutionRecord,
  seenLater: boolean,
): StageStatus | undefined {
  if (now?.latest?.executionId === execution.id) return now.latest.status;
  const failedByRule =
    execution.status === 'Failed' && rules.some((rule) => rule.stage === name && rule.status === 'Failed');
  if (attempts.length === 0) {
    if (seenLater && execution.type === 'STANDARD') return 'Skipped';
    return failedByRule ? 'Failed' : undefined;
  }
  if (seenLater) return 'Succeeded';
  const last = new Map(attempts.map(({ action, status }) => [action, status]));
  const statuses = [...last.values()];
  if (statuses.includes('InProgress')) return execution.status === 'Stopping' ? 'Stopping' : 'InProgress';
  if (statuses.includes('Failed')) return 'Failed';
  if (statuses.includes('Abandoned')) return 'Stopped';
  if (failedByRule) return 'Failed';
  const isComplete = now?.actions.every(({ name: action }) => last.has(action)) ?? true;
  return isComplete ? 'Succeeded' : INCOMPLETE[execution.status];
}

/** How a stage stands of which all that began has succeeded, but not all has begun. */
const INCOMPLETE: Partial<Record<Execution['status'], StageStatus>> = {
  InProgress: 'InProgress',
  Stopping: 'Stopping',
  Stopped: 'Stopped',
  Cancelled: 'Cancelled',
  Failed: 'Failed',
};
