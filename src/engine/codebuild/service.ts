import type { BehaviorRule } from '../behaviors.ts';
import type { Operation, RegionServices, Service, World } from '../world.ts';
import { batchOperations } from './batches/batch-operations.ts';
import { Batches } from './batches/batches.ts';
import { type BuildNames, namesOf } from './builds/build.ts';
import { buildOperations } from './builds/build-operations.ts';
import type { BuildProgress } from './builds/build-progress.ts';
import { settingsOf } from './builds/build-settings.ts';
import { BuildStarts } from './builds/build-starts.ts';
import { Builds } from './builds/builds.ts';
import { merged } from './builds/merged.ts';
import { RunningBuilds } from './builds/running-builds.ts';
import { startOperations } from './builds/start-operations.ts';
import type { CodeBuildContext } from './context.ts';
import type { EnvironmentVariable, Project } from './projects/project.ts';
import { projectOperations } from './projects/project-operations.ts';
import { Projects } from './projects/projects.ts';
import { ReportGroups } from './reports/report-groups.ts';
import { reportOperations } from './reports/report-operations.ts';

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

/** CodeBuild in one account and region (spec 4). */
export class CodeBuildService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: CodeBuildContext;

  constructor(world: World, services: RegionServices) {
    const projects = new Projects(world, services);
    const builds = new Builds();
    const reportGroups = new ReportGroups(world);
    const running = new RunningBuilds(world, services, projects, reportGroups);
    const starts = new BuildStarts(world, builds, running);
    const batches = new Batches();
    this.#context = { world, services, projects, builds, batches, running, starts, reportGroups };
    this.operations = {
      ...projectOperations(this.#context),
      ...buildOperations(this.#context),
      ...startOperations(this.#context),
      ...batchOperations(this.#context),
      ...reportOperations(this.#context),
    };
  }

  /**
   * Starts the build of an action or of a rule. Throws AccountLimitExceededException, and ResourceNotFoundException for a
   * project that was deleted; one that nobody created is built all the same [D].
   */
  startForPipeline({ pipeline, onEnd, ...asked }: BuildRequest): BuildNames {
    const project = this.#context.projects.forPipeline(asked.project);
    const start = {
      ...asked,
      ...(project && factsOf(project, asked.environment)),
      initiator: `codepipeline/${pipeline}`,
    };
    const handle = this.#context.starts.start(start, onEnd);
    return namesOf(handle.build, this.#context.services);
  }
}

/** What a project says of the build of a pipeline, which brings the source and takes what is made of it (spec 4). */
function factsOf(project: Project, environment: readonly EnvironmentVariable[]) {
  const settings = settingsOf(project);
  const { buildspec } = settings.source;
  return {
    settings: {
      ...settings,
      source: { type: 'CODEPIPELINE', ...(buildspec !== undefined && { buildspec }) },
      artifacts: { type: 'CODEPIPELINE' },
    },
    environment: merged(project.facts.environment.environmentVariables ?? [], environment),
    spec: project.spec,
  };
}
