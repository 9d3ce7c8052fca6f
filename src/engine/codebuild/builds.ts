import { PackedList } from '../packed-list.ts';
import type { Build } from './build.ts';
import { BuildHandle, type Project } from './build-handle.ts';

const AS_IT_IS = { plain: (build: Build) => build, revived: (build: Build) => build };

/** The builds of one account and region. Nothing of a build changes after its start, so old ones are packed. */
export class Builds {
  readonly #all: BuildHandle[] = [];
  readonly #projects = new Map<string, Project>();

  /** In the order of their start. */
  get all(): readonly BuildHandle[] {
    return this.#all;
  }

  /** In the order of their start; undefined: nothing was built of the project. */
  ofProject(name: string): readonly BuildHandle[] | undefined {
    return this.#projects.get(name)?.handles;
  }

  /** The number of a project's next build. */
  nextNumber(projectName: string): number {
    return (this.ofProject(projectName)?.length ?? 0) + 1;
  }

  /** `project:log-stream` */
  find(id: string): Build | undefined {
    const [project = '', logStream] = id.split(':');
    return this.ofProject(project)?.findLast((handle) => handle.logStream === logStream)?.build;
  }

  add(build: Build): BuildHandle {
    const project = this.#demand(build.project);
    project.builds.add(build);
    const handle = new BuildHandle(project, build, this.#all.length + 1);
    project.handles.push(handle);
    this.#all.push(handle);
    return handle;
  }

  #demand(name: string): Project {
    let project = this.#projects.get(name);
    if (!project) {
      project = { name, builds: new PackedList(AS_IT_IS, () => true), handles: [] };
      this.#projects.set(name, project);
    }
    return project;
  }
}
