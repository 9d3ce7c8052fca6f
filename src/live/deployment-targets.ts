import { type Deployment, targetsInAll } from '../domain/deployment.ts';
import { type DeploymentTarget, isTargetOver } from '../domain/deployment-target.ts';
import { type DeploymentRef, deploymentTargetIds, deploymentTargetsBatch, MOST_IN_BATCH } from './deployment-needs.ts';
import type { Live } from './live.ts';

/**
 * The targets of a deployment that runs, kept up to date with few requests: what is over is not asked for again, and of many
 * only those that AWS lists as in progress, and those that the counts of the deployment say have changed.
 */
export class DeploymentTargets {
  readonly #live: Pick<Live, 'read'>;
  readonly #ref: DeploymentRef;
  /** In the order in which they were first listed; batches stay the same, so that the store knows each of them once. */
  readonly #ids: string[] = [];
  readonly #targets = new Map<string, DeploymentTarget>();
  #countListed = 0;

  constructor(live: Pick<Live, 'read'>, ref: DeploymentRef) {
    this.#live = live;
    this.#ref = ref;
  }

  get all(): readonly DeploymentTarget[] {
    return this.#ids.flatMap((id) => this.#targets.get(id) ?? []);
  }

  /** Reads what may have changed. `now` is the deployment as it was just read. Throws Fault. */
  async refresh(now: Deployment): Promise<void> {
    const count = targetsInAll(now.targets);
    if (count !== this.#countListed) {
      await this.#list();
      this.#countListed = count;
    }
    await this.#read(this.#ids.length <= MOST_IN_BATCH ? this.#open() : await this.#moving());
    if (!this.#agrees(now)) await this.#read(this.#open());
  }

  async #list(): Promise<void> {
    const known = new Set(this.#ids);
    const listed = await this.#live.read(deploymentTargetIds(this.#ref));
    this.#ids.push(...listed.filter((id) => !known.has(id)));
  }

  /** Those that are not over. */
  #open(): string[] {
    return this.#ids.filter((id) => !isTargetOver(this.#targets.get(id) ?? { status: 'Unknown' }));
  }

  /** Those that run, ran when they were last seen, or were never seen. */
  async #moving(): Promise<string[]> {
    const listed = await this.#live.read(deploymentTargetIds(this.#ref, ['InProgress']));
    const unseen = this.#ids.filter((id) => (this.#targets.get(id)?.status ?? 'InProgress') === 'InProgress');
    return [...new Set([...listed, ...unseen])];
  }

  /** Reads the batches that these are in. */
  async #read(ids: readonly string[]): Promise<void> {
    const wanted = new Set(ids.map((id) => Math.floor(this.#ids.indexOf(id) / MOST_IN_BATCH)));
    const batches = [...wanted].filter((index) => index >= 0).map((index) => this.#batch(index));
    const read = await Promise.all(batches.map((batch) => this.#live.read(deploymentTargetsBatch(this.#ref, batch))));
    for (const target of read.flat()) this.#targets.set(target.id, target);
  }

  #batch(index: number): string[] {
    return this.#ids.slice(index * MOST_IN_BATCH, (index + 1) * MOST_IN_BATCH);
  }

  /** Nothing has ended, by the counts, that was not seen to end. */
  #agrees({ targets: { succeeded, failed, skipped, ready } }: Deployment): boolean {
    const counted = { Succeeded: succeeded, Failed: failed, Skipped: skipped, Ready: ready };
    const seen = { Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
    for (const { status } of this.#targets.values()) if (status in seen) seen[status as keyof typeof seen] += 1;
    return Object.entries(counted).every(([status, count]) => count <= seen[status as keyof typeof seen]);
  }
}
