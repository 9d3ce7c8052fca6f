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
  /** Until when it prints; before its end only where it hangs. */
  readonly quietFrom: number;
  readonly status: Exclude<BuildStatus, 'IN_PROGRESS'>;
  /** Absent for phases that have none in AWS's answers. */
  readonly context: PhaseContext | undefined;
}

/** Minutes after which a build that does not end is timed out: the limit of a CodeBuild action (spec 2.3). */
export const BUILD_TIMEOUT_MINUTES = 480;

/** Shares of a build's duration in hundredths, and the most seconds they come to; BUILD takes what is left. */
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
  const lengths = lengthsOf(Math.min(duration, timeout));
  const phases: PlannedPhase[] = [];
  let at = 0;
  for (const [type, length] of lengths) {
    if (isTimedOut && (type === 'POST_BUILD' || type === 'UPLOAD_ARTIFACTS')) continue;
    const isBuild = type === 'BUILD';
    const end = isBuild && isTimedOut ? timeout : at + length;
    const status = isBuild && isTimedOut ? 'TIMED_OUT' : isBuild && outcome === 'fail' ? 'FAILED' : 'SUCCEEDED';
    phases.push({ type, start: at, quietFrom: at + length, end, status, context: contextOf(type, status, failure) });
    at = end;
  }
  return { phases, status: isTimedOut ? 'TIMED_OUT' : outcome === 'fail' ? 'FAILED' : 'SUCCEEDED' };
}

function lengthsOf(duration: number): [PhaseType, number][] {
  const lengths = SHARES.map(([type, share, most]): [PhaseType, number] => [
    type,
    Math.round(Math.min((duration * share) / 100, most * 1000)),
  ]);
  const overhead = lengths.reduce((sum, [, length]) => sum + length, 0);
  return lengths.map(([type, length]) => [type, type === 'BUILD' ? duration - overhead : length]);
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
