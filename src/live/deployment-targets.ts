import { type Deployment, targetsInAll } from '../domain/deployment.ts';
import { type DeploymentTarget, isTargetOver, type TargetStatus } from '../domain/deployment-target.ts';
import { type DeploymentRef, deploymentTargetIds, deploymentTargetsBatch, MOST_IN_BATCH } from './deployment-needs.ts';
import type { Reads } from './need.ts';

/** Batches that are asked for together. */
const AT_ONCE = 3;

/**
 * The targets of a deployment that runs, kept up to date with few requests: what is over is not asked for again, and of many
 * only those that AWS lists as in progress, and those that the counts of the deployment say have changed.
 */
export class DeploymentTargets {
  readonly #ref: DeploymentRef;
  /** In the order in which they were first listed; batches stay the same, so that the store knows each of them once. */
  readonly #ids: string[] = [];
  readonly #targets = new Map<string, DeploymentTarget>();
  #all: readonly DeploymentTarget[] = [];
  #countListed = 0;

  constructor(ref: DeploymentRef) {
    this.#ref = ref;
  }

  /** All that were read, in the order in which AWS lists them; the same array until one of them changed. */
  get all(): readonly DeploymentTarget[] {
    return this.#all;
  }

  /** Reads what may have changed, telling of each part. `now` is the deployment as it was just read. Throws Fault. */
  async refresh(reads: Reads, now: Deployment, onRead: () => void = () => undefined): Promise<void> {
    const count = targetsInAll(now.targets);
    if (count !== this.#countListed) {
      await this.#list(reads);
      this.#countListed = count;
    }
    const changing = this.#ids.length <= MOST_IN_BATCH ? this.#open() : await this.#moving(reads, now);
    await this.#read(reads, changing, onRead);
    if (!this.#agrees(now)) await this.#read(reads, this.#open(), onRead);
  }

  async #list({ read }: Reads): Promise<void> {
    const known = new Set(this.#ids);
    const listed = await read(deploymentTargetIds(this.#ref));
    this.#ids.push(...listed.filter((id) => !known.has(id)));
  }

  /** Those that are not over. */
  #open(): string[] {
    return this.#ids.filter((id) => !isTargetOver(this.#targets.get(id) ?? { status: 'Unknown' }));
  }

  /** Those that failed since, that run, that ran when they were last seen, and that were never seen. */
  async #moving({ read }: Reads, { targets }: Deployment): Promise<string[]> {
    const failed = targets.failed > this.#seen('Failed') ? await read(deploymentTargetIds(this.#ref, ['Failed'])) : [];
    const running = await read(deploymentTargetIds(this.#ref, ['InProgress']));
    const unseen = this.#ids.filter((id) => (this.#targets.get(id)?.status ?? 'InProgress') === 'InProgress');
    return [...new Set([...failed, ...running, ...unseen])];
  }

  /** Reads the batches that these are in, a few at a time: whoever looks away has not asked for the rest. */
  async #read({ read }: Reads, ids: readonly string[], onRead: () => void): Promise<void> {
    const places = new Map(this.#ids.map((id, index) => [id, index]));
    const wanted = new Set(ids.map((id) => Math.floor((places.get(id) ?? -1) / MOST_IN_BATCH)));
    const batches = [...wanted].filter((index) => index >= 0).map((index) => this.#batch(index));
    for (let first = 0; first < batches.length; first += AT_ONCE) {
      const some = batches.slice(first, first + AT_ONCE);
      const found = await Promise.all(some.map((batch) => read(deploymentTargetsBatch(this.#ref, batch))));
      if (this.#keep(found.flat())) onRead();
    }
  }

  /** Whether there was anything new. */
  #keep(found: readonly DeploymentTarget[]): boolean {
    const changed = found.filter((target) => this.#targets.get(target.id) !== target);
    for (const target of changed) this.#targets.set(target.id, target);
    if (changed.length > 0) this.#all = this.#ids.flatMap((id) => this.#targets.get(id) ?? []);
    return changed.length > 0;
  }

  #batch(index: number): string[] {
    return this.#ids.slice(index * MOST_IN_BATCH, (index + 1) * MOST_IN_BATCH);
  }

  /** Nothing has ended, by the counts, that was not seen to end. */
  #agrees({ targets: { succeeded, failed, skipped, ready } }: Deployment): boolean {
    const counted = { Succeeded: succeeded, Failed: failed, Skipped: skipped, Ready: ready } as const;
    return Object.entries(counted).every(([status, count]) => count <= this.#seen(status as TargetStatus));
  }

  #seen(status: TargetStatus): number {
    return this.#all.filter((target) => target.status === status).length;
  }
}
