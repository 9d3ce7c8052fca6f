import { AwsError } from '../aws-error.ts';
import type { BehaviorRule } from '../behaviors.ts';
import type { RegionServices, Service, World } from '../world.ts';
import { type Build, buildAnswer, type EnvironmentVariable } from './build.ts';
import { BuildLog } from './build-log.ts';
import { runBuild } from './build-run.ts';
import { failureContext, type ScriptInput } from './log-script.ts';
import { BUILD_TIMEOUT_MINUTES, planBuild } from './phases.ts';

/** How a pipeline asks for a build. */
export interface BuildRequest {
  project: string;
  pipeline: string;
  sourceVersion?: string;
  resolvedSourceVersion?: string;
  environment: readonly EnvironmentVariable[];
  rule?: BehaviorRule;
  /** Called when the build is over; before the request returns when the build takes no time. */
  onEnd: (build: Build) => void;
}

const DEFAULT_SECONDS = 10;
const PAGE = 100;
const BUILD_ID = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** CodeBuild of one account and region, as far as pipelines drive it (spec 4). */
export class CodeBuildService implements Service {
  readonly #world: World;
  readonly #services: RegionServices;
  readonly #builds = new Map<string, Build>();
  /** Ids in the order of their start, of all builds and by project. */
  readonly #all: string[] = [];
  readonly #byProject = new Map<string, string[]>();

  constructor(world: World, services: RegionServices) {
    this.#world = world;
    this.#services = services;
  }

  readonly operations: Service['operations'] = {
    BatchGetBuilds: (input) => this.#batchGetBuilds(input.ids),
    ListBuilds: (input) => pageOfIds(this.#all, '', input),
    ListBuildsForProject: (input) => {
      const ids = this.#byProject.get(input.projectName);
      if (!ids) {
        const { account, region } = this.#services;
        const arn = `arn:aws:codebuild:${region}:${account}:project/${input.projectName}`;
        throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${arn}`);
      }
      return pageOfIds(ids, input.projectName, input);
    },
  };

  /** Starts the build of an action; it runs by engine time and writes its log as it runs. */
  startForPipeline(request: BuildRequest): Build {
    const { rule } = request;
    const build = this.#create(request);
    const outcome = rule?.outcome === 'external' ? 'hang' : (rule?.outcome ?? 'succeed');
    const script: ScriptInput = {
      project: build.project,
      buildNumber: build.buildNumber,
      fails: outcome === 'fail',
      logLines: rule?.logLines,
      testReport: rule?.testReport,
    };
    const duration = Math.round((rule?.durationSeconds ?? DEFAULT_SECONDS) * 1000);
    const plan = planBuild(outcome, duration, failureContext(script));
    const log = new BuildLog(build.startTime, plan, script, this.#world.random.bits());
    const exports = outcome === 'succeed' ? (rule?.outputVariables ?? {}) : {};
    runBuild(this.#world, this.#services.logs, this.#services, { build, plan, log, exports, onEnd: request.onEnd });
    return build;
  }

  #create({ project, pipeline, sourceVersion, resolvedSourceVersion, environment }: BuildRequest): Build {
    const { account, region } = this.#services;
    const ids = this.#byProject.get(project) ?? [];
    this.#byProject.set(project, ids);
    const logStream = this.#world.random.uuid();
    const id = `${project}:${logStream}`;
    const logGroup = `/aws/codebuild/${project}`;
    const artifactKey = `${pipeline.slice(0, 20)}/BuildArtif/${this.#world.random.alphanumeric(7)}`;
    const build: Build = {
      id,
      arn: `arn:aws:codebuild:${region}:${account}:build/${id}`,
      buildNumber: ids.length + 1,
      project,
      pipeline,
      startTime: this.#world.clock.now(),
      sourceVersion,
      resolvedSourceVersion,
      environment,
      consoleUrl: `https://${region}.console.aws.amazon.com/codesuite/codebuild/${account}/projects/${project}/build/${encodeURIComponent(id)}/view`,
      logGroup,
      logStream,
      logStreamArn: `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:${logStream}`,
      artifactLocation: `arn:aws:s3:::codepipeline-${region}-${account}/${artifactKey}`,
      phases: [],
      currentPhase: 'SUBMITTED',
      buildStatus: 'IN_PROGRESS',
      exportedEnvironmentVariables: [],
    };
    ids.push(id);
    this.#all.push(id);
    this.#builds.set(id, build);
    return build;
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
      const build = this.#builds.get(id);
      if (build) builds.push(buildAnswer(build, this.#services, BUILD_TIMEOUT_MINUTES));
      else buildsNotFound.push(name);
    }
    return { builds, buildsNotFound };
  }
}

/** A page of ids, newest first unless ASCENDING is asked for; the token says where the next page begins (spec 1.5). */
function pageOfIds(
  ids: readonly string[],
  project: string,
  { sortOrder = 'DESCENDING', nextToken }: { sortOrder?: string; nextToken?: string },
): object {
  const isAscending = sortOrder === 'ASCENDING';
  const start = nextToken === undefined ? (isAscending ? 0 : ids.length - 1) : startIn(nextToken, sortOrder, project);
  if (nextToken !== undefined && start >= ids.length) throw invalidToken();
  const end = isAscending ? Math.min(start + PAGE, ids.length) : Math.max(start - PAGE, -1);
  const page = isAscending ? ids.slice(start, end) : ids.slice(end + 1, start + 1).reverse();
  const hasMore = isAscending ? end < ids.length : end >= 0;
  const token = JSON.stringify([sortOrder, project, end]);
  return { ids: page, nextToken: hasMore ? Buffer.from(token).toString('base64url') : undefined };
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
