/** A machine that deployments find by its tags (engine-control: fleet). */
export interface Instance {
  /** `i-0a…`, or an on-premises name. */
  readonly id: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Its Auto Scaling group. */
  readonly asg?: string;
  /** Its Availability Zone; absent: the first of the region. */
  readonly zone?: string;
  readonly onPremises?: boolean;
  /** Absent: online. */
  readonly agent?: 'online' | 'offline' | 'slow';
  /** Files that are there already, put by nobody's deployment. */
  readonly files?: readonly string[];
}

/** The machines that exist. Every account and region sees the same ones [D]. */
export class Fleet {
  #instances: readonly Instance[] = [];
  #byId = new Map<string, Instance>();
  readonly #watchers: ((added: readonly Instance[]) => void)[] = [];

  replace(instances: readonly Instance[]): void {
    const added = instances.filter(({ id }) => !this.#byId.has(id));
    this.#instances = instances;
    this.#byId = new Map(instances.map((instance) => [instance.id, instance]));
    if (added.length > 0) for (const tell of this.#watchers) tell(added);
  }

  /** Tells of machines that were not there before. */
  watch(tell: (added: readonly Instance[]) => void): void {
    this.#watchers.push(tell);
  }

  add(instances: readonly Instance[]): void {
    this.replace([...this.#instances, ...instances]);
  }

  /** Machines that are no more. */
  remove(ids: readonly string[]): void {
    const isGone = new Set(ids);
    this.replace(this.#instances.filter(({ id }) => !isGone.has(id)));
  }

  find(id: string): Instance | undefined {
    return this.#byId.get(id);
  }

  list(): readonly Instance[] {
    return this.#instances;
  }

  /** Those with this tag; without a value those with the key, whatever its value. */
  tagged(key: string, value: string | undefined): readonly Instance[] {
    return this.#instances.filter(
      ({ tags = {} }) => Object.hasOwn(tags, key) && (value === undefined || tags[key] === value),
    );
  }
}
