import type { World } from '../world.ts';
import { type Build, type BuildPlace, namesOf } from './build.ts';
import { type BuildProgress, planOf, progressOf } from './build-progress.ts';
import type { BuildStatus, PhaseType, PlannedPhase } from './phases.ts';

export interface BuildRun {
  readonly build: Build;
  /** Called when its log begins (spec 4: with PROVISIONING). */
  readonly onLog: () => void;
  readonly onEnd: (ended: BuildProgress) => void;
}

/** Tells of a build as it goes through its phases, by one timer that goes from phase to phase. */
export function runBuild(world: World, place: BuildPlace, { build, onLog, onEnd }: BuildRun): void {
  const plan = planOf(build);
  const end = build.startTime + plan.phases.at(-1)!.end;
  const report = reporter(world, place, build);
  let next = 0;
  let entered = -1;
  const walk = () => {
    for (let phase = plan.phases[next]; phase; phase = plan.phases[next]) {
      if (entered < next && phase.type === 'PROVISIONING') onLog();
      entered = next;
      if (build.startTime + phase.end > world.clock.now()) {
        world.clock.at(build.startTime + phase.end, walk);
        return;
      }
      report.phase(phase);
      next += 1;
    }
    report.state(plan.status, 'COMPLETED');
    onEnd(progressOf(build, end, plan));
  };
  report.state('IN_PROGRESS', 'SUBMITTED');
  walk();
}

/** Writes what happens to a build into the journal (spec 2.14). */
function reporter(world: World, place: BuildPlace, build: Build) {
  const { arn, logGroup } = namesOf(build, place);
  const report = (detailType: string, isComplete: boolean, detail: Readonly<Record<string, unknown>>) =>
    world.journal.append({
      source: 'aws.codebuild',
      detailType,
      account: place.account,
      region: place.region,
      resources: [arn],
      detail: {
        'build-id': arn,
        'project-name': build.project,
        ...detail,
        version: '1',
        'additional-information': {
          'build-number': build.buildNumber,
          'build-complete': isComplete,
          initiator: `codepipeline/${build.pipeline}`,
          logs: { 'group-name': logGroup, 'stream-name': build.logStream },
        },
      },
    });
  return {
    state: (status: BuildStatus, currentPhase: PhaseType) =>
      report('CodeBuild Build State Change', status !== 'IN_PROGRESS', {
        'build-status': status,
        'current-phase': currentPhase,
        'current-phase-context': '[]',
      }),
    phase: ({ type, start, end, status, context }: PlannedPhase) =>
      report('CodeBuild Build Phase Change', false, {
        'completed-phase': type,
        'completed-phase-status': status,
        'completed-phase-context': `[: ${context?.message ?? ''}]`,
        'completed-phase-duration-seconds': Math.floor((end - start) / 1000),
      }),
  };
}
