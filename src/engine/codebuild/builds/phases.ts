/** The phases of a build in their order (spec 4). */
export type PhaseType =
  | 'SUBMITTED'
  | 'QUEUED'
  | 'PROVISIONING'
  | 'DOWNLOAD_SOURCE'
  | 'INSTALL'
  | 'PRE_BUILD'
  | 'BUILD'
  | 'POST_BUILD'
  | 'UPLOAD_ARTIFACTS'
  | 'FINALIZING'
  | 'COMPLETED';

export type BuildStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'STOPPED';

export type EndStatus = Exclude<BuildStatus, 'IN_PROGRESS'>;

export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

/** A phase as it will run; times are milliseconds since the build's start. */
export interface PlannedPhase {
  readonly type: PhaseType;
  readonly start: number;
  readonly end: number;
  /** Until when it prints, if nothing ends it before; before its end only where it hangs. */
  readonly quietFrom: number;
  readonly status: EndStatus;
}

/** What a build goes through; times are milliseconds, of which all but lengths count from its start. */
export interface Course {
  readonly outcome: 'succeed' | 'fail' | 'hang';
  /** How long it takes from when it need not wait for others. */
  readonly duration: number;
  /** Where it fails, and whose fault it is. */
  readonly failing: { readonly phase: FailingPhase; readonly status: 'FAILED' | 'FAULT' };
  /** How long it may take from then on. */
  readonly timeout: number;
  /** How long it may wait. */
  readonly queuedTimeout: number;
  /** How long it waits for others of its project; `still`: nobody knows yet. */
  readonly waited: number | 'still';
  /** When it was told to stop. */
  readonly stopped?: number;
}

export interface BuildPlan {
  readonly phases: readonly PlannedPhase[];
  readonly status: EndStatus;
}

/** Shares of a build's duration in hundredths, and the most seconds they come to; one phase takes what is left. */
const SHARES: readonly (readonly [type: PhaseType, share: number, mostSeconds: number])[] = [
  ['SUBMITTED', 0, 0],
  ['QUEUED', 2, 2],
  ['PROVISIONING', 12, 20],
  ['DOWNLOAD_SOURCE', 5, 8],
  ['INSTALL', 18, 60],
  ['PRE_BUILD', 6, 20],
  ['BUILD', 0, 0],
  ['POST_BUILD', 5, 10],
  ['UPLOAD_ARTIFACTS', 5, 10],
  ['FINALIZING', 3, 5],
];

/**
 * What follows a phase that failed: after BUILD all the rest; an upload is always attempted (spec 4), unless there is no
 * source to make anything of [D].
 */
const AFTER_FAILURE = {
  PROVISIONING: ['FINALIZING'],
  DOWNLOAD_SOURCE: ['FINALIZING'],
  INSTALL: ['UPLOAD_ARTIFACTS', 'FINALIZING'],
  PRE_BUILD: ['UPLOAD_ARTIFACTS', 'FINALIZING'],
  BUILD: ['POST_BUILD', 'UPLOAD_ARTIFACTS', 'FINALIZING'],
  POST_BUILD: ['UPLOAD_ARTIFACTS', 'FINALIZING'],
  UPLOAD_ARTIFACTS: ['FINALIZING'],
} as const satisfies Readonly<Record<string, readonly PhaseType[]>>;

export type FailingPhase = keyof typeof AFTER_FAILURE;

export const FAILING_PHASES = Object.keys(AFTER_FAILURE) as FailingPhase[];

/** How long what runs in a phase may go on that is told to stop: then it is killed [D]. */
const STOP_SECONDS = 5;

/**
 * The course of a build (spec 4). One that waits too long for others comes to nothing; one that hangs runs into the
 * timeout and is then wound up; one that is told to stop ends with the phase that it is in.
 */
export function planBuild(course: Course): BuildPlan {
  const plan = undisturbed(course);
  return course.stopped === undefined ? plan : stoppedAt(plan, course.stopped);
}

function undisturbed(course: Course): BuildPlan {
  const { outcome, duration, failing, timeout, waited } = course;
  if (waited === 'still' || waited >= course.queuedTimeout) return timedOutInQueue(course.queuedTimeout);
  if (outcome === 'hang' || duration > timeout) {
    const types: PhaseType[] = [...typesUntil('BUILD'), 'FINALIZING'];
    return inTime(course, types, { type: 'BUILD', status: 'TIMED_OUT', longest: 'BUILD' });
  }
  if (outcome === 'succeed') {
    return inTime(course, typesUntil('FINALIZING'), { type: 'BUILD', status: 'SUCCEEDED', longest: 'BUILD' });
  }
  const types = [...typesUntil(failing.phase), ...AFTER_FAILURE[failing.phase]];
  // BUILD is where the time goes, if it comes to that.
  const longest = types.includes('BUILD') ? 'BUILD' : failing.phase;
  return inTime(course, types, { type: failing.phase, status: failing.status, longest });
}

function typesUntil(last: PhaseType): PhaseType[] {
  const types = SHARES.map(([type]) => type);
  return types.slice(0, types.indexOf(last) + 1);
}

/** These phases one after the other; one of them decides how the build ends. */
function inTime(
  { duration, timeout, waited }: Course,
  types: readonly PhaseType[],
  { type: decisive, status, longest }: { type: PhaseType; status: EndStatus; longest: PhaseType },
): BuildPlan {
  const wait = waited as number;
  const length = lengthsOf(Math.min(duration, timeout), types, longest);
  const phases: PlannedPhase[] = [];
  let at = 0;
  for (const type of types) {
    const quietFrom = at + length(type) + (type === 'QUEUED' ? wait : 0);
    const ends = type === decisive ? status : 'SUCCEEDED';
    const end = ends === 'TIMED_OUT' ? wait + timeout : quietFrom;
    phases.push({ type, start: at, quietFrom, end, status: ends });
    at = end;
  }
  return { phases, status };
}

function lengthsOf(duration: number, types: readonly PhaseType[], longest: PhaseType): (type: PhaseType) => number {
  const lengths = new Map<PhaseType, number>();
  let left = duration;
  for (const [type, share, most] of SHARES) {
    if (type === longest || !types.includes(type)) continue;
    const length = Math.round(Math.min((duration * share) / 100, most * 1000));
    lengths.set(type, length);
    left -= length;
  }
  return (type) => lengths.get(type) ?? left;
}

/** Nothing but the wait [D]. */
function timedOutInQueue(end: number): BuildPlan {
  const submitted = { type: 'SUBMITTED', start: 0, quietFrom: 0, end: 0, status: 'SUCCEEDED' } as const;
  const queued = { type: 'QUEUED', start: 0, quietFrom: end, end, status: 'TIMED_OUT' } as const;
  return { phases: [submitted, queued], status: 'TIMED_OUT' };
}

/** The phase of that time is the last one in which anything is done; what was provisioned is given back [D]. */
function stoppedAt({ phases, status }: BuildPlan, time: number): BuildPlan {
  const at = phases.findIndex(({ end }) => end > time);
  const current = phases[at];
  if (!current) return { phases, status };
  const grace = current.type === 'QUEUED' ? 0 : STOP_SECONDS * 1000;
  const end = Math.min(current.end, time + grace);
  const stopped: PlannedPhase = { ...current, end, status: 'STOPPED' };
  const last = phases.at(-1)!;
  const isHeld = current.type !== 'QUEUED' && current !== last;
  const length = last.end - last.start;
  const finalizing = { ...last, start: end, quietFrom: end + length, end: end + length };
  return { phases: [...phases.slice(0, at), stopped, ...(isHeld ? [finalizing] : [])], status: 'STOPPED' };
}
