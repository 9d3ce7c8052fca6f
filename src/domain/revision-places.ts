import type { ActionExecution, Execution, Revision } from './execution.ts';
import { type CourseStage, courseOf } from './execution-course.ts';
import type { PipelineState, StageState } from './pipeline.ts';

/** What a revision is to a stage, the strongest first: where several executions carry it, that counts. */
export const PLACE_STATES = [
  'live',
  'in',
  'waiting',
  'failed',
  'stopped',
  'cancelled',
  'was',
  'skipped',
  'superseded',
  'ahead',
  'never',
] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

/** A stage, and what a revision is to it. */
export interface RevisionPlace {
  readonly stage: string;
  readonly state: PlaceState;
  readonly execution: Execution;
  readonly revision: Revision;
  /** Since when, or when it was; epoch milliseconds by the service's clock. */
  readonly at?: number;
}

/** An execution that carries the revision, and what it has run. */
export interface Carrying {
  readonly execution: Execution;
  readonly revision: Revision;
  readonly runs: readonly ActionExecution[];
}

/** The execution whose work is live in a stage: the last one that succeeded there. Undefined where nobody knows. */
export type LiveIn = (stage: StageState) => string | undefined;

/** What a revision is to each stage of a pipeline; nothing where no execution carries it. */
export function placesOf(state: PipelineState, carrying: readonly Carrying[], liveIn: LiveIn): RevisionPlace[] {
  const ways = carrying.map((one) => wayOf(state, one, liveIn));
  return state.stages.flatMap(({ name }) => {
    const found = ways.flatMap((places) => places.filter(({ stage }) => stage === name));
    const [strongest] = found.sort((a, b) => PLACE_STATES.indexOf(a.state) - PLACE_STATES.indexOf(b.state));
    return strongest ?? [];
  });
}

/** Stages in which something else is on its way or has failed: what is live there, their state does not tell. */
export function isUntold({ latest }: StageState): boolean {
  return latest !== undefined && latest.status !== 'Succeeded';
}

function wayOf(state: PipelineState, { execution, revision, runs }: Carrying, liveIn: LiveIn): RevisionPlace[] {
  const course = courseOf(state, { execution, runs, rules: [] });
  const seen = course.findLastIndex(({ status }) => status !== undefined);
  return state.stages.flatMap((stage, index) => {
    const place = { stage: stage.name, execution, revision };
    if (stage.inbound.some(({ executionId }) => executionId === execution.id)) return { ...place, state: 'waiting' };
    const part = course.find(({ name }) => name === stage.name);
    const told = part && toldBy(part, stage, execution, liveIn);
    if (told) return { ...place, ...told };
    // A rollback is about one stage alone.
    if (execution.type === 'ROLLBACK') return [];
    const isFirst = index === seen + 1;
    if (execution.status === 'Superseded' && isFirst) return { ...place, state: 'superseded', at: execution.updatedAt };
    const isUnderWay = execution.status === 'InProgress' || execution.status === 'Stopping';
    return { ...place, state: isUnderWay ? 'ahead' : 'never' };
  });
}

function toldBy(
  { status, attempts }: CourseStage,
  stage: StageState,
  execution: Execution,
  liveIn: LiveIn,
): { state: PlaceState; at?: number } | undefined {
  const ends = attempts.flatMap((run) => (run.status === 'InProgress' ? [] : (run.updatedAt ?? [])));
  const end = ends.length === 0 ? undefined : Math.max(...ends);
  switch (status) {
    case 'Succeeded':
      return { state: liveIn(stage) === execution.id ? 'live' : 'was', at: end };
    case 'InProgress':
    case 'Stopping':
      return { state: 'in', at: attempts[0]?.startedAt };
    case 'Failed':
      return { state: 'failed', at: end };
    case 'Stopped':
      return { state: 'stopped', at: end };
    case 'Cancelled':
      return { state: 'cancelled', at: end };
    case 'Skipped':
      return { state: 'skipped' };
    default:
      return undefined;
  }
}
