import type { RegionServices, World } from '../../world.ts';
import type { Projects } from '../projects/projects.ts';
import type { ReportGroups } from '../reports/report-groups.ts';
import { namesOf } from './build.ts';
import type { BuildHandle } from './build-handle.ts';
import type { BuildProgress } from './build-progress.ts';
import { BuildRun } from './build-run.ts';

/** The builds of a project that are not over; those that wait do so in the order of their start. */
interface Line {
  readonly running: Set<BuildHandle>;
  readonly waiting: Set<BuildHandle>;
}

/** The builds that are not over, of one account and region. Beyond a project's limit they wait in QUEUED (spec 4). */
export class RunningBuilds {
  readonly #world: World;
  readonly #services: RegionServices;
  readonly #projects: Projects;
  readonly #reportGroups: ReportGroups;
  readonly #runs = new Map<BuildHandle, BuildRun>();
  readonly #lines = new Map<string, Line>();

  constructor(world: World, services: RegionServices, projects: Projects, reportGroups: ReportGroups) {
    this.#world = world;
    this.#services = services;
    this.#projects = projects;
    this.#reportGroups = reportGroups;
  }

  get count(): number {
    return this.#runs.size;
  }

  has(handle: BuildHandle): boolean {
    return this.#runs.has(handle);
  }

  /** Whether another build of a project may begin at once. */
  hasRoom(project: string): boolean {
    const line = this.#lines.get(project);
    return !line || (line.waiting.size === 0 && this.#hasRoomIn(line, project));
  }

  /** Lets a build run by engine time; `onEnd` is called before this returns when it takes no time. */
  start(handle: BuildHandle, onEnd: (ended: BuildProgress) => void): void {
    const project = handle.project.name;
    const line = this.#lines.get(project) ?? { running: new Set(), waiting: new Set() };
    this.#lines.set(project, line);
    (handle.build.waited === 'still' ? line.waiting : line.running).add(handle);
    const run = new BuildRun(this.#world, this.#services, handle, {
      onLog: () => this.#openLog(handle),
      onReports: () => this.#reportGroups.add(handle),
      onEnd: (ended) => {
        this.#runs.delete(handle);
        line.running.delete(handle);
        line.waiting.delete(handle);
        if (line.running.size + line.waiting.size === 0) this.#lines.delete(project);
        else this.admit(project);
        onEnd(ended);
      },
    });
    this.#runs.set(handle, run);
    run.begin();
  }

  /** StopBuild: it ends with the phase that it is in (spec 4). What is over stays as it is [R]. */
  stop(handle: BuildHandle): void {
    const run = this.#runs.get(handle);
    if (!run || handle.build.stopTime !== undefined) return;
    handle.change({ waited: handle.build.waited, stopTime: this.#world.clock.now() });
    run.goOn();
  }

  /** Lets those begin that wait, as far as the project's limit goes now. */
  admit(project: string): void {
    const line = this.#lines.get(project);
    while (line && this.#hasRoomIn(line, project)) {
      const [next] = line.waiting;
      if (!next) return;
      line.waiting.delete(next);
      line.running.add(next);
      next.change({ waited: this.#world.clock.now() - next.build.startTime });
      this.#runs.get(next)!.goOn();
    }
  }

  #hasRoomIn({ running }: Line, project: string): boolean {
    const limit = this.#projects.get(project)?.facts.concurrentBuildLimit;
    return limit === undefined || running.size < limit;
  }

  #openLog(handle: BuildHandle): void {
    const { build } = handle;
    if (build.settings?.logsConfig?.cloudWatchLogs?.status === 'DISABLED') return;
    const { logGroup, logStream } = namesOf(build, this.#services);
    this.#services.logs.attach(logGroup, logStream, handle);
  }
}
