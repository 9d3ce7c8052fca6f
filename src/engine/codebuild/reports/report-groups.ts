import type { World } from '../../world.ts';
import type { BuildHandle } from '../builds/build-handle.ts';
import { groupNameOf, type ReportType, reportTypesOf } from './report.ts';

/** A report, by the build that has it. */
export interface ReportHandle {
  readonly type: ReportType;
  readonly handle: BuildHandle;
}

/** Where the reports of one name go; it comes into being with the first of them. Times are epoch milliseconds. */
export interface ReportGroup {
  readonly name: string;
  readonly type: ReportType;
  readonly created: number;
  /** In the order in which they came. */
  readonly reports: ReportHandle[];
}

/** The report groups of one account and region (spec 4). */
export class ReportGroups {
  readonly #world: World;
  readonly #groups = new Map<string, ReportGroup>();
  readonly #reports: ReportHandle[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  get(name: string): ReportGroup | undefined {
    return this.#groups.get(name);
  }

  list(): Iterable<ReportGroup> {
    return this.#groups.values();
  }

  /** In the order in which they came. */
  get reports(): readonly ReportHandle[] {
    return this.#reports;
  }

  /** A build puts its reports into their groups. */
  add(handle: BuildHandle): void {
    const { build } = handle;
    for (const type of reportTypesOf(build)) {
      const name = groupNameOf(build, type);
      const group = this.#groups.get(name) ?? { name, type, created: this.#world.clock.now(), reports: [] };
      this.#groups.set(name, group);
      group.reports.push({ type, handle });
      this.#reports.push({ type, handle });
    }
  }
}
