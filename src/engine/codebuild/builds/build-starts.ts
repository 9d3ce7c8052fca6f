import type { ReadBuildspec } from '../../../rules/buildspec/buildspec.ts';
import { AwsError } from '../../aws-error.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { World } from '../../world.ts';
import type { EnvironmentVariable } from '../projects/project.ts';
import type { AutoRetry, Build } from './build.ts';
import type { BuildHandle } from './build-handle.ts';
import type { BuildProgress } from './build-progress.ts';
import type { BuildSettings } from './build-settings.ts';
import type { Builds } from './builds.ts';
import { exportsOf } from './exports.ts';
import type { RunningBuilds } from './running-builds.ts';

/** What is known of a build before it starts. */
export interface BuildStart {
  readonly project: string;
  readonly initiator: string;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly artifactLocation?: string;
  readonly batchArn?: string;
  readonly autoRetry?: AutoRetry;
  readonly environment: readonly EnvironmentVariable[];
  readonly settings?: BuildSettings;
  readonly spec?: ReadBuildspec;
  readonly rule?: BehaviorRule;
}

const DEFAULT_SECONDS = 10;

/** So many may be under way at once: far beyond what AWS allows, since many pipelines may be tried out here [D]. */
const MOST_ACTIVE = 5000;

/** Starts builds, whoever asks for them. */
export class BuildStarts {
  readonly #world: World;
  readonly #builds: Builds;
  readonly #running: RunningBuilds;

  constructor(world: World, builds: Builds, running: RunningBuilds) {
    this.#world = world;
    this.#builds = builds;
    this.#running = running;
  }

  /** Throws AccountLimitExceededException. */
  checkRoom(): void {
    if (this.#running.count < MOST_ACTIVE) return;
    const message = `Cannot have more than ${MOST_ACTIVE} active builds for the account`;
    throw new AwsError('AccountLimitExceededException', message);
  }

  /**
   * Starts a build, which runs by engine time and writes its log as it runs. `onEnd` is called before this returns when it
   * takes no time. Throws AccountLimitExceededException.
   */
  start(asked: BuildStart, onEnd: (ended: BuildProgress, handle: BuildHandle) => void = () => {}): BuildHandle {
    this.checkRoom();
    const { random, clock } = this.#world;
    const { rule, spec, ...facts } = asked;
    const uuid = random.uuid();
    const build: Build = {
      ...facts,
      ...courseOf(spec, rule),
      buildNumber: this.#builds.nextNumber(asked.project),
      startTime: clock.now(),
      uuid,
      logLines: rule?.logLines,
      logLinesPerSecond: rule?.logLinesPerSecond,
      testReport: rule?.testReport,
      codeCoverage: rule?.codeCoverage && { branchesCovered: 0, branchesMissed: 0, ...rule.codeCoverage },
      seed: random.bits(),
      spec: spec?.spec,
      waited: this.#running.hasRoom(asked.project) ? undefined : 'still',
      exports: exportsOf(asked.environment, spec?.spec, rule),
    };
    const handle = this.#builds.add(build);
    this.#running.start(handle, (ended) => onEnd(ended, handle));
    return handle;
  }
}

/** What becomes of a build: a buildspec that cannot be read fails it, whatever a rule says (spec 4). */
function courseOf(
  spec: ReadBuildspec | undefined,
  rule: BehaviorRule | undefined,
): Pick<Build, 'outcome' | 'duration' | 'failure'> {
  const duration = Math.round((rule?.durationSeconds ?? DEFAULT_SECONDS) * 1000);
  if (spec?.problem !== undefined) {
    const context = { statusCode: 'YAML_FILE_ERROR', message: spec.problem };
    return { outcome: 'fail', duration, failure: { phase: 'DOWNLOAD_SOURCE', status: 'FAILED', context } };
  }
  const outcome = rule?.outcome === 'external' ? 'hang' : (rule?.outcome ?? 'succeed');
  const { phase, status = 'FAILED' } = rule?.build ?? {};
  // What is the service's fault mostly is that there is no machine [D].
  const failure = rule?.build && { phase: phase ?? (status === 'FAULT' ? 'PROVISIONING' : 'BUILD'), status };
  return { outcome, duration, failure };
}
