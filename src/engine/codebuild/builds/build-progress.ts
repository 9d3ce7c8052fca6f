import type { Build } from './build.ts';
import { DEFAULT_QUEUED_MINUTES, PIPELINE_MINUTES } from './build-settings.ts';
import { contextOf } from './phase-context.ts';
import {
  type BuildPlan,
  type BuildStatus,
  type PhaseContext,
  type PhaseType,
  type PlannedPhase,
  planBuild,
} from './phases.ts';

export interface BuildPhase {
  readonly phaseType: PhaseType;
  readonly startTime: number;
  readonly endTime?: number;
  readonly phaseStatus?: BuildStatus;
  readonly durationInSeconds?: number;
  readonly contexts?: readonly PhaseContext[];
}

/** How far a build is at a time (spec 4). Times are epoch milliseconds. */
export interface BuildProgress {
  readonly phases: readonly BuildPhase[];
  readonly currentPhase: PhaseType;
  readonly buildStatus: BuildStatus;
  /** Absent while it runs. */
  readonly endTime?: number;
  readonly exportedEnvironmentVariables: readonly { readonly name: string; readonly value: string }[];
}

const MINUTE = 60_000;
const IN_BUILD = { phase: 'BUILD', status: 'FAILED' } as const;

export function planOf({ outcome, duration, failure, settings, waited, startTime, stopTime }: Build): BuildPlan {
  return planBuild({
    outcome,
    duration,
    failing: failure ?? IN_BUILD,
    timeout: (settings?.timeoutInMinutes ?? PIPELINE_MINUTES) * MINUTE,
    queuedTimeout: (settings?.queuedTimeoutInMinutes ?? DEFAULT_QUEUED_MINUTES) * MINUTE,
    waited: waited ?? 0,
    stopped: stopTime === undefined ? undefined : stopTime - startTime,
  });
}

export function progressOf(build: Build, now: number, plan = planOf(build)): BuildProgress {
  const isOver = ({ end }: PlannedPhase) => build.startTime + end <= now;
  const ended = plan.phases.filter(isOver);
  const running = plan.phases[ended.length];
  // Exported variables have their values once POST_BUILD is over (spec 4).
  const hasExported = ended.some(({ type, status }) => type === 'POST_BUILD' && status === 'SUCCEEDED');
  const variables = Object.entries(build.exports).map(([name, value]) => ({ name, value }));
  const exportedEnvironmentVariables = hasExported ? variables : [];
  const phases = ended.map((phase) => endedPhase(build, phase));
  if (running) {
    const phase = { phaseType: running.type, startTime: build.startTime + running.start };
    return {
      phases: [...phases, phase],
      currentPhase: running.type,
      buildStatus: 'IN_PROGRESS',
      exportedEnvironmentVariables,
    };
  }
  const endTime = build.startTime + plan.phases.at(-1)!.end;
  // COMPLETED has a start and nothing else (spec 4).
  const completed = { phaseType: 'COMPLETED' as const, startTime: endTime };
  return {
    phases: [...phases, completed],
    currentPhase: 'COMPLETED',
    buildStatus: plan.status,
    endTime,
    exportedEnvironmentVariables,
  };
}

function endedPhase(build: Build, phase: PlannedPhase): BuildPhase {
  const { type, start, end, status } = phase;
  const context = contextOf(build, phase);
  return {
    phaseType: type,
    startTime: build.startTime + start,
    endTime: build.startTime + end,
    phaseStatus: status,
    durationInSeconds: Math.floor((end - start) / 1000),
    ...(context && { contexts: [context] }),
  };
}
