import type { Health } from '../domain/health.ts';
import type {
  ActionState,
  ActionStatus,
  ConditionStatus,
  ExecutionStatus,
  StageState,
  StageStatus,
} from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import { openApprovals } from '../domain/waits.ts';

/** What a colour means; how it looks is the theme's. */
export type Tone = 'failed' | 'waiting' | 'running' | 'closed' | 'ok' | 'muted' | 'accent' | 'danger' | 'plain';

/** A state for the eye, never by colour alone. Every glyph takes one cell. */
export interface Mark {
  readonly glyph: string;
  readonly ascii: string;
  readonly word: string;
  readonly tone: Tone;
}

const mark = (glyph: string, ascii: string, word: string, tone: Tone): Mark => ({ glyph, ascii, word, tone });

export const MARKS = {
  ok: mark('●', 'o', 'ok', 'ok'),
  running: mark('►', '>', 'running', 'running'),
  waiting: mark('◆', '!', 'waiting', 'waiting'),
  failed: mark('✗', 'x', 'failed', 'failed'),
  closed: mark('╫', '#', 'closed', 'closed'),
  none: mark('○', '.', '–', 'muted'),
  stopped: mark('⊘', '/', 'stopped', 'muted'),
  stopping: mark('⊘', '/', 'stopping', 'running'),
  superseded: mark('⊘', '/', 'superseded', 'muted'),
  cancelled: mark('⊘', '/', 'cancelled', 'muted'),
  abandoned: mark('⊘', '/', 'abandoned', 'muted'),
  errored: mark('✗', 'x', 'errored', 'failed'),
  overridden: mark('●', 'o', 'overridden', 'ok'),
  skipped: mark('⊘', '/', 'skipped', 'muted'),
  unknown: mark('?', '?', 'unknown', 'muted'),
} as const satisfies Record<string, Mark>;

/** The signal between two stages. */
export const OPEN_TRANSITION: Mark = mark('━', '-', 'open', 'muted');
export const CLOSED_TRANSITION: Mark = MARKS.closed;

const HEALTH_MARKS: Readonly<Record<Health, Mark>> = {
  Unknown: MARKS.unknown,
  Failed: MARKS.failed,
  Waiting: MARKS.waiting,
  InProgress: MARKS.running,
  Frozen: MARKS.closed,
  Stopped: MARKS.stopped,
  Succeeded: MARKS.ok,
  Idle: MARKS.none,
};

const EXECUTION_MARKS: Readonly<Record<ExecutionStatus, Mark>> = {
  Cancelled: MARKS.cancelled,
  InProgress: MARKS.running,
  Stopped: MARKS.stopped,
  Stopping: MARKS.stopping,
  Succeeded: MARKS.ok,
  Superseded: MARKS.superseded,
  Failed: MARKS.failed,
};

const STAGE_MARKS: Readonly<Record<StageStatus, Mark>> = {
  Cancelled: MARKS.cancelled,
  InProgress: MARKS.running,
  Failed: MARKS.failed,
  Stopped: MARKS.stopped,
  Stopping: MARKS.stopping,
  Succeeded: MARKS.ok,
  Skipped: MARKS.skipped,
};

const ACTION_MARKS: Readonly<Record<ActionStatus, Mark>> = {
  InProgress: MARKS.running,
  Abandoned: MARKS.abandoned,
  Succeeded: MARKS.ok,
  Failed: MARKS.failed,
};

const CONDITION_MARKS: Readonly<Record<ConditionStatus, Mark>> = {
  InProgress: MARKS.running,
  Failed: MARKS.failed,
  Errored: MARKS.errored,
  Succeeded: MARKS.ok,
  Cancelled: MARKS.cancelled,
  Abandoned: MARKS.abandoned,
  Overridden: MARKS.overridden,
};

export function healthMark(health: Health): Mark {
  return HEALTH_MARKS[health];
}

/** Statuses that a newer AWS may invent are unknown, never a crash. */
export function executionMark(status: ExecutionStatus | undefined): Mark {
  return status === undefined ? MARKS.none : (EXECUTION_MARKS[status] ?? MARKS.unknown);
}

export function stageStatusMark(status: StageStatus | undefined): Mark {
  return status === undefined ? MARKS.none : (STAGE_MARKS[status] ?? MARKS.unknown);
}

/** A stage with an open approval waits for a person, although AWS says InProgress. */
export function stageMark(stage: StageState): Mark {
  return openApprovals(stage).length > 0 ? MARKS.waiting : stageStatusMark(stage.latest?.status);
}

/** The same in its pipeline: in PARALLEL mode each execution has the stage for itself, and how it stands is not told. */
export function stageMarkIn(view: PipelineView, stage: StageState): Mark {
  return isParallel(view) ? MARKS.unknown : stageMark(stage);
}

export function actionMark(action: Pick<ActionState, 'status' | 'token'>): Mark {
  if (action.status === undefined) return MARKS.none;
  if (action.status === 'InProgress' && action.token !== undefined) return MARKS.waiting;
  return ACTION_MARKS[action.status] ?? MARKS.unknown;
}

export function conditionMark(status: ConditionStatus | undefined): Mark {
  return status === undefined ? MARKS.none : (CONDITION_MARKS[status] ?? MARKS.unknown);
}
