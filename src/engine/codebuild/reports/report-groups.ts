import type { World } from '../../world.ts';
import type { BuildHandle } from '../builds/build-handle.ts';
import { groupNameOf } from './report.ts';

/** Where the reports of one name go; it comes into being with the first of them. Times are epoch milliseconds. */
export interface ReportGroup {
  readonly name: string;
  readonly created: number;
  /** The builds that have a report here, in the order in which the reports came. */
  readonly handles: BuildHandle[];
}

/** The report groups of one account and region (spec 4). */
export class ReportGroups {
  readonly #world: World;
  readonly #groups = new Map<string, ReportGroup>();
  readonly #reports: BuildHandle[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  get(name: string): ReportGroup | undefined {
    return this.#groups.get(name);
  }

  list(): Iterable<ReportGroup> {
    return this.#groups.values();
  }

  /** The builds that have a report, in the order in which the reports came. */
  get reports(): readonly BuildHandle[] {
    return this.#reports;
  }

  /** A build that has a report puts it into its group. */
  add(handle: BuildHandle): void {
    const { build } = handle;
    if (!build.testReport) return;
    const name = groupNameOf(build);
    const group = this.#groups.get(name) ?? { name, created: this.#world.clock.now(), handles: [] };
    this.#groups.set(name, group);
    group.handles.push(handle);
    this.#reports.push(handle);
  }
}
