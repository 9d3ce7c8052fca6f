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

export type BuildStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';

export interface PhaseContext {
  statusCode: string;
  message: string;
}

/** A phase as it will run; times are milliseconds since the build's start. */
export interface PlannedPhase {
  readonly type: PhaseType;
  readonly start: number;
  readonly end: number;
  readonly status: Exclude<BuildStatus, 'IN_PROGRESS'>;
  /** Absent for phases that have none in AWS's answers. */
  readonly context: PhaseContext | undefined;
}

/** Minutes after which a build that does not end is timed out: the limit of a CodeBuild action (spec 2.3). */
export const BUILD_TIMEOUT_MINUTES = 480;

/** Shares of a build's duration, in hundredths. */
const SHARES: readonly (readonly [PhaseType, number])[] = [
  ['SUBMITTED', 0],
  ['QUEUED', 2],
  ['PROVISIONING', 12],
  ['DOWNLOAD_SOURCE', 5],
  ['INSTALL', 18],
  ['PRE_BUILD', 6],
  ['BUILD', 44],
  ['POST_BUILD', 5],
  ['UPLOAD_ARTIFACTS', 5],
  ['FINALIZING', 3],
];

const WITHOUT_CONTEXT: readonly PhaseType[] = ['SUBMITTED', 'QUEUED'];

export interface BuildPlan {
  readonly phases: readonly PlannedPhase[];
  readonly status: Exclude<BuildStatus, 'IN_PROGRESS'>;
}

/**
 * The course of a build. A failing BUILD is followed by POST_BUILD and, as always, an attempt to upload artifacts
 * (spec 4); one that hangs runs into the timeout and is then wound up.
 */
export function planBuild(outcome: 'succeed' | 'fail' | 'hang', duration: number, failure: PhaseContext): BuildPlan {
  const timeout = BUILD_TIMEOUT_MINUTES * 60_000;
  const isTimedOut = outcome === 'hang' || duration > timeout;
  const phases: PlannedPhase[] = [];
  // What hangs gets to its BUILD phase as fast as a build of usual length would.
  const pace = Math.min(duration, timeout) / 100;
  let at = 0;
  for (const [type, share] of SHARES) {
    if (isTimedOut && (type === 'POST_BUILD' || type === 'UPLOAD_ARTIFACTS')) continue;
    const isBuild = type === 'BUILD';
    const end = isBuild && isTimedOut ? timeout : Math.round(at + share * pace);
    const status = isBuild && isTimedOut ? 'TIMED_OUT' : isBuild && outcome === 'fail' ? 'FAILED' : 'SUCCEEDED';
    phases.push({ type, start: at, end, status, context: contextOf(type, status, failure) });
    at = end;
  }
  return { phases, status: isTimedOut ? 'TIMED_OUT' : outcome === 'fail' ? 'FAILED' : 'SUCCEEDED' };
}

function contextOf(type: PhaseType, status: BuildStatus, failure: PhaseContext): PhaseContext | undefined {
  if (WITHOUT_CONTEXT.includes(type)) return undefined;
  if (status === 'FAILED') return failure;
  if (status === 'TIMED_OUT') {
    const message = `Build has exceeded its timeout of ${BUILD_TIMEOUT_MINUTES} minutes`;
    return { statusCode: 'BUILD_TIMED_OUT', message };
  }
  return { statusCode: '', message: '' };
}
