import { PackedList } from '../../packed-list.ts';
import type { Build } from './build.ts';
import { BuildHandle, type ProjectBuilds } from './build-handle.ts';

const AS_IT_IS = { plain: (build: Build) => build, revived: (build: Build) => build };

/** The builds of one account and region. What changes of a build is put back as a whole, so old ones are packed. */
export class Builds {
  readonly #all: BuildHandle[] = [];
  readonly #projects = new Map<string, ProjectBuilds>();
  #started = 0;

  /** In the order of their start. */
  get all(): readonly BuildHandle[] {
    return this.#all;
  }

  /** In the order of their start; undefined: nothing was built of the project. */
  ofProject(name: string): readonly BuildHandle[] | undefined {
    return this.#projects.get(name)?.handles;
  }

  /** The number of a project's next build; what is deleted leaves its number unused (spec 4). */
  nextNumber(projectName: string): number {
    return this.#projects.get(projectName)?.builds.next ?? 1;
  }

  /** `project:uuid` */
  find(id: string): BuildHandle | undefined {
    const [project = '', uuid] = id.split(':');
    return this.ofProject(project)?.findLast((handle) => handle.uuid === uuid);
  }

  add(build: Build): BuildHandle {
    const project = this.#demand(build.project);
    project.builds.add(build);
    this.#started += 1;
    const handle = new BuildHandle(project, build, this.#started);
    project.handles.push(handle);
    this.#all.push(handle);
    return handle;
  }

  /** Nobody finds it any more, but its log stays what it is and is read from it. */
  delete(handle: BuildHandle): void {
    for (const list of [this.#all, handle.project.handles]) list.splice(list.indexOf(handle), 1);
  }

  #demand(name: string): ProjectBuilds {
    let project = this.#projects.get(name);
    if (!project) {
      project = { name, builds: new PackedList(AS_IT_IS, () => true), handles: [] };
      this.#projects.set(name, project);
    }
    return project;
  }
}
