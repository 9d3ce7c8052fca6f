import type { BatchBuild } from '../../../rules/buildspec/batch-spec.ts';
import { AwsError } from '../../aws-error.ts';
import type { Timer } from '../../clock.ts';
import type { BuildSettings } from '../builds/build-settings.ts';
import type { BuildStart } from '../builds/build-starts.ts';
import { merged } from '../builds/merged.ts';
import type { EndStatus, PhaseContext } from '../builds/phases.ts';
import type { CodeBuildContext } from '../context.ts';
import { readSpecOf } from '../read-spec.ts';
import { type BatchPhaseType, type BuildBatch, type BuildGroup, newGroup } from './batch.ts';
import { batchNames } from './batch-answer.ts';
import { tellBatch } from './batch-events.ts';

const MINUTE = 60_000;

/** Minutes in which a batch must be over, and how many builds it may have, where nobody says so [R]. */
const DEFAULT_MINUTES = 480;
const DEFAULT_MOST_BUILDS = 100;

const PLAIN = { dependsOn: [], ignoreFailure: false, variables: {} };

/** The build that fetches the source before all others [X]. */
const DOWNLOAD: BatchBuild = { ...PLAIN, identifier: 'DOWNLOAD_SOURCE' };

/** What a batch consists of whose buildspec is in its source, which the engine does not have [D]. */
const UNKNOWN: BatchBuild = { ...PLAIN, identifier: 'build' };

/** A batch under way: one build that fetches the source, and then the others, each when those that it depends on are over. */
export class BatchRun {
  readonly #context: CodeBuildContext;
  readonly #batch: BuildBatch;
  #timer: Timer | undefined;

  constructor(context: CodeBuildContext, batch: BuildBatch) {
    this.#context = context;
    this.#batch = batch;
  }

  begin(): void {
    const { clock } = this.#context.world;
    const { timeoutInMins = DEFAULT_MINUTES } = this.#batch.config;
    this.#timer = clock.after(timeoutInMins * MINUTE, () => this.#timeOut());
    this.#enter('SUBMITTED');
    this.#leave('SUCCEEDED');
    this.#enter('DOWNLOAD_BATCHSPEC');
    tellBatch(this.#context, this.#batch);
    const download = newGroup(DOWNLOAD);
    this.#batch.groups.push(download);
    // A rule that names the project speaks of what is built, not of this [D].
    this.#start(download, this.#batch.start, (status) => {
      if (status === 'SUCCEEDED') this.#readSpec();
      else this.#end('FAILED');
    });
  }

  #readSpec(): void {
    const { start, groups, config } = this.#batch;
    const builds = start.spec ? start.spec.spec?.batch?.builds : [UNKNOWN];
    const most = config.restrictions?.maximumBuildsAllowed ?? DEFAULT_MOST_BUILDS;
    if (!builds) {
      this.#end('FAILED', { statusCode: 'YAML_FILE_ERROR', message: 'batch is required in the buildspec' }); // [R]
    } else if (builds.length > most) {
      const message = `The batch has ${builds.length} builds, and may have ${most}`; // [D]
      this.#end('FAILED', { statusCode: 'CLIENT_ERROR', message });
    } else {
      groups.push(...builds.map(newGroup));
      this.#leave('SUCCEEDED');
      this.#enter('IN_PROGRESS');
      this.#goOn();
    }
  }

  /** Starts what may begin; where nothing does any more, and nothing goes on, the batch is over. */
  #goOn(): void {
    const { groups, start } = this.#batch;
    const hasFailed = groups.some(isBad);
    if (hasFailed && start.spec?.spec?.batch?.fastFail) this.#stopAll();
    else for (const group of groups) if (this.#mayBegin(group)) this.#startGroup(group);
    if (this.#batch.status !== 'IN_PROGRESS' || groups.some(isUnderWay)) return;
    if (groups.some(isBad)) this.#end('FAILED');
    else this.#combine();
  }

  #mayBegin({ hasBegun, asked }: BuildGroup): boolean {
    const before = this.#batch.groups.filter((other) => asked.dependsOn.includes(other.asked.identifier));
    return !hasBegun && before.every((other) => other.status !== undefined && !isBad(other));
  }

  #startGroup(group: BuildGroup): void {
    const { start } = this.#batch;
    const settings = settingsFor(start.settings, group.asked);
    const variables = Object.entries(group.asked.variables).map(([name, value]) => ({ name, value }));
    const own = group.asked.buildspec === undefined ? start.spec : readSpecOf(settings.source);
    const environment = merged(start.environment, variables);
    const rule = this.#context.world.behaviors.take({ project: start.project });
    this.#start(group, { ...start, settings, environment, spec: own, rule }, () => this.#goOn());
  }

  #start(group: BuildGroup, asked: BuildStart, ended: (status: EndStatus) => void): void {
    const { arn } = batchNames(this.#batch, this.#context.services);
    group.hasBegun = true;
    try {
      group.handle = this.#context.starts.start(
        { ...asked, batchArn: arn, autoRetry: undefined },
        ({ buildStatus }) => {
          group.status = buildStatus as EndStatus;
          if (this.#batch.status === 'IN_PROGRESS') ended(group.status);
        },
      );
    } catch (error) {
      // There is no room for another build.
      if (!(error instanceof AwsError)) throw error;
      group.status = 'FAILED';
      ended('FAILED');
    }
  }

  #stopAll(): void {
    for (const { handle, status } of this.#batch.groups) if (handle && !status) this.#context.running.stop(handle);
  }

  #combine(): void {
    this.#leave('SUCCEEDED');
    this.#enter('COMBINE_ARTIFACTS');
    this.#end('SUCCEEDED');
  }

  #timeOut(): void {
    this.#end('TIMED_OUT', { statusCode: 'BUILD_TIMED_OUT', message: 'The batch has exceeded its timeout' }); // [D]
    this.#stopAll();
  }

  #end(status: EndStatus, context?: PhaseContext): void {
    this.#context.world.clock.cancel(this.#timer);
    this.#leave(status, context);
    this.#enter(status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED');
    this.#batch.status = status;
    tellBatch(this.#context, this.#batch);
  }

  #enter(type: BatchPhaseType): void {
    this.#batch.phases.push({ type, startTime: this.#context.world.clock.now() });
  }

  #leave(status: EndStatus, context?: PhaseContext): void {
    Object.assign(this.#batch.phases.at(-1)!, { endTime: this.#context.world.clock.now(), status, context });
  }
}

function isUnderWay({ hasBegun, status }: BuildGroup): boolean {
  return hasBegun && status === undefined;
}

/** Whether it keeps the batch from succeeding. */
function isBad({ status, asked }: BuildGroup): boolean {
  return status !== undefined && status !== 'SUCCEEDED' && !asked.ignoreFailure;
}

function settingsFor(settings: BuildSettings, { image, computeType, buildspec }: BatchBuild): BuildSettings {
  return {
    ...settings,
    source: { ...settings.source, ...(buildspec !== undefined && { buildspec }) },
    environment: { ...settings.environment, ...(image && { image }), ...(computeType && { computeType }) },
  };
}
