import type { LogsService } from '../logs/service.ts';
import type { World } from '../world.ts';
import type { Build, BuildPlace } from './build.ts';
import { containerLine, type LogScript, type ScriptLine } from './log-script.ts';
import type { BuildPlan, PlannedPhase } from './phases.ts';

/** Something that happens in the course of a build, milliseconds after its start. */
interface Step {
  readonly at: number;
  readonly run: () => void;
}

export interface BuildRun {
  build: Build;
  plan: BuildPlan;
  script: LogScript;
  /** Variables that the build exports when it succeeds. */
  exports: Readonly<Record<string, string>>;
  onEnd: (build: Build) => void;
}

/** Lets a build run: phases and log lines at their times, by one timer that walks from step to step. */
export function runBuild(world: World, logs: LogsService, place: BuildPlace, run: BuildRun): void {
  const steps = stepsOf(world, logs, place, run);
  const start = run.build.startTime;
  let next = 0;
  const walk = () => {
    const now = world.clock.now() - start;
    while (next < steps.length && steps[next]!.at <= now) steps[next++]!.run();
    if (next < steps.length) world.clock.at(start + steps[next]!.at, walk);
  };
  reportState(world, place, run.build);
  walk();
}

function stepsOf(world: World, logs: LogsService, place: BuildPlace, run: BuildRun): Step[] {
  const { build, plan, script } = run;
  const steps: Step[] = [];
  const write = (line: ScriptLine, at: number) => {
    const timestamp = build.startTime + at;
    const message = line.container ? `[Container] ${containerTime(timestamp)} ${line.text}` : line.text;
    logs.write(build.logGroup, build.logStream, [{ timestamp, message }]);
  };
  for (const phase of plan.phases) {
    steps.push({ at: phase.start, run: () => enterPhase(build, phase) });
    for (const { at, line } of spread(phase, script.lines[phase.type] ?? [])) {
      steps.push({ at, run: () => write(line, at) });
    }
    steps.push({ at: phase.end, run: () => endPhase(world, place, run, phase) });
  }
  const end = plan.phases.at(-1)!.end;
  steps.push({ at: end, run: () => complete(world, place, run) });
  return steps;
}

/** The lines of a phase over its time: what it enters with, what it prints, how it ended. */
function spread(phase: PlannedPhase, lines: readonly ScriptLine[]): { at: number; line: ScriptLine }[] {
  if (lines.length === 0) return [];
  // A phase that runs into the timeout prints at a usual pace and then falls silent.
  const length = Math.min(phase.end - phase.start, 120_000);
  const isOfTheBuildspec = phase.type !== 'PROVISIONING' && phase.type !== 'UPLOAD_ARTIFACTS';
  const out = isOfTheBuildspec ? [{ at: phase.start, line: containerLine(`Entering phase ${phase.type}`) }] : [];
  lines.forEach((line, i) => {
    out.push({ at: phase.start + Math.floor((length * (i + 1)) / (lines.length + 1)), line });
  });
  const { context } = phase;
  if (phase.type !== 'PROVISIONING') {
    out.push({ at: phase.end, line: containerLine(`Phase complete: ${phase.type} State: ${phase.status}`) });
    out.push({
      at: phase.end,
      line: containerLine(`Phase context status code: ${context?.statusCode ?? ''} Message: ${context?.message ?? ''}`),
    });
  }
  return out;
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

/** `2026/01/02 03:04:05.678000`, as CodeBuild writes times in its log. */
function containerTime(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')} ${iso.slice(11, 23)}000`;
}
