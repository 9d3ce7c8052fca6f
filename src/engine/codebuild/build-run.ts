import type { LogsService } from '../logs/service.ts';
import type { World } from '../world.ts';
import type { Build, BuildPlace } from './build.ts';
import type { BuildLog } from './build-log.ts';
import type { BuildPlan, PlannedPhase } from './phases.ts';

export interface BuildRun {
  build: Build;
  plan: BuildPlan;
  log: BuildLog;
  /** Variables that the build exports when it succeeds. */
  exports: Readonly<Record<string, string>>;
  onEnd: (build: Build) => void;
}

/** Lets a build run through its phases, by one timer that goes from phase to phase. */
export function runBuild(world: World, logs: LogsService, place: BuildPlace, run: BuildRun): void {
  const { build, plan, log } = run;
  let next = 0;
  const walk = () => {
    const now = world.clock.now() - build.startTime;
    for (let phase = plan.phases[next]; phase; phase = plan.phases[next]) {
      if (build.phases.length === next) {
        enterPhase(build, phase);
        // The log exists from PROVISIONING on (spec 4).
        if (phase.type === 'PROVISIONING') logs.attach(build.logGroup, build.logStream, log);
      }
      if (phase.end > now) {
        world.clock.at(build.startTime + phase.end, walk);
        return;
      }
      endPhase(world, place, run, phase);
      next += 1;
    }
    complete(world, place, run);
  };
  reportState(world, place, build);
  walk();
}

function enterPhase(build: Build, phase: PlannedPhase): void {
  build.currentPhase = phase.type;
  build.phases.push({ phaseType: phase.type, startTime: build.startTime + phase.start });
}

function endPhase(world: World, place: BuildPlace, { build, exports }: BuildRun, planned: PlannedPhase): void {
  const phase = build.phases.at(-1)!;
  phase.endTime = build.startTime + planned.end;
  phase.phaseStatus = planned.status;
  phase.durationInSeconds = Math.floor((planned.end - planned.start) / 1000);
  if (planned.context) phase.contexts = [planned.context];
  // Exported variables have their values once POST_BUILD is over (spec 4).
  if (planned.type === 'POST_BUILD') {
    build.exportedEnvironmentVariables = Object.entries(exports).map(([name, value]) => ({ name, value }));
  }
  report(world, place, build, 'CodeBuild Build Phase Change', {
    'completed-phase': planned.type,
    'completed-phase-status': planned.status,
    'completed-phase-context': `[: ${planned.context?.message ?? ''}]`,
    'completed-phase-duration-seconds': phase.durationInSeconds,
    version: '1',
  });
}

function complete(world: World, place: BuildPlace, { build, plan, onEnd }: BuildRun): void {
  build.currentPhase = 'COMPLETED';
  build.buildStatus = plan.status;
  build.endTime = world.clock.now();
  // COMPLETED has a start and nothing else (spec 4).
  build.phases.push({ phaseType: 'COMPLETED', startTime: build.endTime });
  reportState(world, place, build);
  onEnd(build);
}

function reportState(world: World, place: BuildPlace, build: Build): void {
  report(world, place, build, 'CodeBuild Build State Change', {
    'build-status': build.buildStatus,
    'current-phase': build.currentPhase,
    'current-phase-context': '[]',
    version: '1',
  });
}

function report(
  world: World,
  place: BuildPlace,
  build: Build,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  world.journal.append({
    source: 'aws.codebuild',
    detailType,
    account: place.account,
    region: place.region,
    resources: [build.arn],
    detail: {
      'build-id': build.arn,
      'project-name': build.project,
      ...detail,
      'additional-information': {
        'build-number': build.buildNumber,
        'build-complete': build.endTime !== undefined,
        initiator: `codepipeline/${build.pipeline}`,
        logs: { 'group-name': build.logGroup, 'stream-name': build.logStream },
      },
    },
  });
}
