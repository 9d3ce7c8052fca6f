import { AwsError } from '../../aws-error.ts';
import type { RegionServices, World } from '../../world.ts';
import { readSpecOf } from '../read-spec.ts';
import type { Project, ProjectFacts } from './project.ts';
import { checkProject } from './project-checks.ts';

const MOST_PROJECTS = 5000;

/** What UpdateProject takes for no limit. */
const NO_LIMIT = -1;

/** The projects of one account and region (spec 4). */
export class Projects {
  readonly #world: World;
  readonly #services: RegionServices;
  readonly #projects = new Map<string, Project>();
  /** What a pipeline may build although nobody created it, a person may have taken away. */
  readonly #deleted = new Set<string>();

  constructor(world: World, services: RegionServices) {
    this.#world = world;
    this.#services = services;
  }

  get(name: string): Project | undefined {
    return this.#projects.get(name);
  }

  list(): Iterable<Project> {
    return this.#projects.values();
  }

  /** Throws ResourceNotFoundException. */
  require(name: string): Project {
    const project = this.#projects.get(name);
    if (!project) throw this.notFound(name);
    return project;
  }

  /** What a pipeline builds: nothing is known of what nobody created [D]. Throws ResourceNotFoundException for what was deleted. */
  forPipeline(name: string): Project | undefined {
    if (this.#deleted.has(name)) throw this.notFound(name);
    return this.#projects.get(name);
  }

  isDeleted(name: string): boolean {
    return this.#deleted.has(name);
  }

  /** CreateProject. Throws ResourceAlreadyExistsException, AccountLimitExceededException and InvalidInputException. */
  create(facts: ProjectFacts): Project {
    if (this.#projects.has(facts.name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Project already exists: ${this.arnOf(facts.name)}`);
    }
    checkProject(facts);
    if (this.#projects.size >= MOST_PROJECTS) {
      throw new AwsError(
        'AccountLimitExceededException',
        `Cannot have more than ${MOST_PROJECTS} projects for the account`,
      );
    }
    this.#deleted.delete(facts.name);
    return this.#put(facts, this.#world.clock.now());
  }

  /** UpdateProject: what is given takes the place of what was there. Throws ResourceNotFoundException and InvalidInputException. */
  update(given: Partial<ProjectFacts> & { readonly name: string }): Project {
    const { facts, created } = this.require(given.name);
    const limit = given.concurrentBuildLimit === NO_LIMIT ? undefined : given.concurrentBuildLimit;
    const kept = given.concurrentBuildLimit === undefined ? facts.concurrentBuildLimit : limit;
    const changed = { ...facts, ...given, concurrentBuildLimit: kept };
    checkProject(changed);
    return this.#put(changed, created);
  }

  /** DeleteProject: its builds stay, and go on; an unknown name is no error (spec 7.3). */
  delete(name: string): void {
    if (this.#projects.delete(name)) this.#deleted.add(name);
  }

  arnOf(name: string): string {
    const { account, region } = this.#services;
    return `arn:aws:codebuild:${region}:${account}:project/${name}`;
  }

  notFound(name: string): AwsError {
    return new AwsError('ResourceNotFoundException', `Project cannot be found: ${this.arnOf(name)}`);
  }

  #put(facts: ProjectFacts, created: number): Project {
    const project = { facts, created, lastModified: this.#world.clock.now(), spec: readSpecOf(facts.source) };
    this.#projects.set(facts.name, project);
    return project;
  }
}
