import type { LogSource, SourceLine } from '../logs/streams/log-source.ts';
import type { PackedList } from '../packed-list.ts';
import type { Build } from './build.ts';
import { buildLog } from './build-log.ts';
import { planOf } from './build-progress.ts';

/** A project that something was built of. */
export interface Project {
  readonly name: string;
  /** By build number. */
  readonly builds: PackedList<Build, Build>;
  /** In the order of their start. */
  readonly handles: BuildHandle[];
}

/** Where to find a build that is kept; its log stream takes its lines from it. */
export class BuildHandle implements LogSource {
  readonly project: Project;
  readonly logStream: string;
  readonly order: number;
  allBytes: number | undefined;
  #endTime: number | undefined;
  readonly #number: number;
  /** While somebody reads them. */
  #lines: WeakRef<SourceLine[]> | undefined;

  /** `order` counts the builds of the region. */
  constructor(project: Project, { logStream, buildNumber }: Build, order: number) {
    this.project = project;
    this.logStream = logStream;
    this.order = order;
    this.#number = buildNumber;
  }

  get id(): string {
    return `${this.project.name}:${this.logStream}`;
  }

  get build(): Build {
    return this.project.builds.at(this.#number);
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
