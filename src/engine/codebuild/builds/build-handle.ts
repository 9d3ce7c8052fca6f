import type { LogSource, SourceLine } from '../../logs/streams/log-source.ts';
import type { PackedList } from '../../packed-list.ts';
import type { Build } from './build.ts';
import { buildLog } from './build-log.ts';
import { planOf } from './build-progress.ts';

/** The builds of a project. */
export interface ProjectBuilds {
  readonly name: string;
  /** By build number. */
  readonly builds: PackedList<Build, Build>;
  /** Those that nobody deleted, in the order of their start. */
  readonly handles: BuildHandle[];
}

/** Where to find a build that is kept; its log stream takes its lines from it. */
export class BuildHandle implements LogSource {
  readonly project: ProjectBuilds;
  readonly uuid: string;
  readonly order: number;
  allBytes: number | undefined;
  #endTime: number | undefined;
  readonly #number: number;
  /** While somebody reads them. */
  #lines: WeakRef<SourceLine[]> | undefined;

  /** `order` counts the builds of the region. */
  constructor(project: ProjectBuilds, { uuid, buildNumber }: Build, order: number) {
    this.project = project;
    this.uuid = uuid;
    this.order = order;
    this.#number = buildNumber;
  }

  get id(): string {
    return `${this.project.name}:${this.uuid}`;
  }

  get build(): Build {
    return this.project.builds.at(this.#number);
  }

  /** From now on it goes on in another way; what was stays as it was. */
  change(decided: Pick<Build, 'waited' | 'stopTime' | 'nextAutoRetry'>): void {
    this.project.builds.putBack(this.#number, { ...this.build, ...decided });
    this.#lines = undefined;
    this.#endTime = undefined;
    this.allBytes = undefined;
  }

  get creationTime(): number {
    const { build } = this;
    return build.startTime + planOf(build).phases.find(({ type }) => type === 'PROVISIONING')!.start;
  }

  get endTime(): number {
    if (this.#endTime === undefined) {
      const { build } = this;
      this.#endTime = build.startTime + planOf(build).phases.at(-1)!.end;
    }
    return this.#endTime;
  }

  lines(): readonly SourceLine[] {
    let lines = this.#lines?.deref();
    if (!lines) {
      lines = buildLog(this.build);
      this.#lines = new WeakRef(lines);
    }
    return lines;
  }
}
