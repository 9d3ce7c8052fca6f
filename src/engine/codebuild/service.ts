import { AwsError } from '../aws-error.ts';
import type { BehaviorRule } from '../behaviors.ts';
import type { RegionServices, Service, World } from '../world.ts';
import { type Build, type BuildNames, type EnvironmentVariable, namesOf } from './build.ts';
import { buildAnswer } from './build-answer.ts';
import type { BuildHandle } from './build-handle.ts';
import type { BuildProgress } from './build-progress.ts';
import { runBuild } from './build-run.ts';
import { Builds } from './builds.ts';

/** How a pipeline asks for a build. */
export interface BuildRequest {
  project: string;
  pipeline: string;
  sourceVersion?: string;
  resolvedSourceVersion?: string;
  /** ARN of the artifact that the pipeline takes from it. */
  artifactLocation?: string;
  environment: readonly EnvironmentVariable[];
  rule?: BehaviorRule;
  /** Called when the build is over; before the request returns when the build takes no time. */
  onEnd: (ended: BuildProgress) => void;
}

const DEFAULT_SECONDS = 10;
const PAGE = 100;
const BUILD_ID = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** CodeBuild of one account and region, as far as pipelines drive it (spec 4). */
export class CodeBuildService implements Service {
  readonly #world: World;
  readonly #services: RegionServices;
  readonly #builds = new Builds();

  constructor(world: World, services: RegionServices) {
    this.#world = world;
    this.#services = services;
  }

  readonly operations: Service['operations'] = {
    BatchGetBuilds: (input) => this.#batchGetBuilds(input.ids),
    ListBuilds: (input) => pageOfIds(this.#builds.all, '', input),
    ListBuildsForProject: (input) => {
      const builds = this.#builds.ofProject(input.projectName);
      if (!builds) {
        const { account, region } = this.#services;
        const arn = `arn:aws:codebuild:${region}:${account}:project/${input.projectName}`;
        throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${arn}`);
      }
      return pageOfIds(builds, input.projectName, input);
    },
  };

  /** Starts the build of an action; it runs by engine time and writes its log as it runs. */
  startForPipeline({ rule, onEnd, ...asked }: BuildRequest): Build & BuildNames {
    const { random, clock } = this.#world;
    const outcome = rule?.outcome === 'external' ? 'hang' : (rule?.outcome ?? 'succeed');
    const build: Build = {
      ...asked,
      buildNumber: this.#builds.nextNumber(asked.project),
      startTime: clock.now(),
      logStream: random.uuid(),
      outcome,
      duration: Math.round((rule?.durationSeconds ?? DEFAULT_SECONDS) * 1000),
      logLines: rule?.logLines,
      testReport: rule?.testReport,
      seed: random.bits(),
      exports: outcome === 'succeed' ? (rule?.outputVariables ?? {}) : {},
    };
    const handle = this.#builds.add(build);
    const names = namesOf(build, this.#services);
    const onLog = () => this.#services.logs.attach(names.logGroup, build.logStream, handle);
    runBuild(this.#world, this.#services, { build, onLog, onEnd });
    return { ...build, ...names };
  }

  /** Unknown ids are named in the answer, malformed ones are an error (spec 4). */
  #batchGetBuilds(given: readonly string[]): object {
    const { account, region } = this.#services;
    const arnPrefix = `arn:aws:codebuild:${region}:${account}:build/`;
    const builds: object[] = [];
    const buildsNotFound: string[] = [];
    for (const name of given) {
      const id = name.startsWith(arnPrefix) ? name.slice(arnPrefix.length) : name;
      if (!BUILD_ID.test(id)) throw new AwsError('InvalidInputException', `Invalid build ID: ${name}`);
      const build = this.#builds.find(id);
      if (build) builds.push(buildAnswer(build, this.#services, this.#world.clock.now()));
      else buildsNotFound.push(name);
    }
    return { builds, buildsNotFound };
  }
}

/** A page of ids, newest first unless ASCENDING is asked for; the token says where the next page begins (spec 1.5). */
function pageOfIds(
  builds: readonly BuildHandle[],
  project: string,
  { sortOrder = 'DESCENDING', nextToken }: { sortOrder?: string; nextToken?: string },
): object {
  const isAscending = sortOrder === 'ASCENDING';
  const start =
    nextToken === undefined ? (isAscending ? 0 : builds.length - 1) : startIn(nextToken, sortOrder, project);
  if (nextToken !== undefined && start >= builds.length) throw invalidToken();
  const end = isAscending ? Math.min(start + PAGE, builds.length) : Math.max(start - PAGE, -1);
  const page = isAscending ? builds.slice(start, end) : builds.slice(end + 1, start + 1).reverse();
  const hasMore = isAscending ? end < builds.length : end >= 0;
  const token = JSON.stringify([sortOrder, project, end]);
  return { ids: page.map(({ id }) => id), nextToken: hasMore ? Buffer.from(token).toString('base64url') : undefined };
}

function startIn(token: string, sortOrder: string, project: string): number {
  const decoded = Buffer.from(token, 'base64url').toString();
  const head = `${JSON.stringify([sortOrder, project]).slice(0, -1)},`;
  const index = decoded.startsWith(head) ? /^(\d{1,9})\]$/.exec(decoded.slice(head.length)) : null;
  if (!index) throw invalidToken();
  return Number(index[1]);
}

function invalidToken(): AwsError {
  return new AwsError('InvalidInputException', 'Invalid next token');
}
