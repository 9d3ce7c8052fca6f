import { type Build, scriptOf } from './build.ts';
import { failureContext } from './log-script.ts';
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

export function planOf(build: Build): BuildPlan {
  return planBuild(build.outcome, build.duration, failureContext(scriptOf(build)));
}

export function progressOf(build: Build, now: number, plan = planOf(build)): BuildProgress {
  const isOver = ({ end }: PlannedPhase) => build.startTime + end <= now;
  const ended = plan.phases.filter(isOver);
  const running = plan.phases[ended.length];
  // Exported variables have their values once POST_BUILD is over (spec 4).
  const hasExported = ended.some(({ type }) => type === 'POST_BUILD');
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

function endedPhase({ startTime }: Build, { type, start, end, status, context }: PlannedPhase): BuildPhase {
  return {
    phaseType: type,
    startTime: startTime + start,
    endTime: startTime + end,
    phaseStatus: status,
    durationInSeconds: Math.floor((end - start) / 1000),
    ...(context && { contexts: [context] }),
  };
}
