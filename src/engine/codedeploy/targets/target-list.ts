import { type Packed, pack, unpack } from '../../packed.ts';
import type { Target, TargetStatus } from './target.ts';

export type Overview = Readonly<Record<Exclude<TargetStatus, 'Unknown'>, number>>;

/** The targets of a deployment. Those of one that has ended can be packed: what is read of them then are copies. */
export class TargetList {
  #loose: readonly Target[] | undefined = [];
  #packed: Packed<Target> | undefined;
  /** What is packed, while somebody reads it. */
  #unpacked: WeakRef<readonly Target[]> | undefined;
  #overview: Overview | undefined;

  all(): readonly Target[] {
    if (this.#loose) return this.#loose;
    let targets = this.#unpacked?.deref();
    if (!targets) {
      targets = unpack(this.#packed!);
      this.#unpacked = new WeakRef(targets);
    }
    return targets;
  }

  replace(targets: readonly Target[]): void {
    this.#loose = targets;
  }

  /** How many are in each status (spec 3.7). */
  overview(): Overview {
    return this.#overview ?? overviewOf(this.all());
  }

  /** Keeps them small from now on: nothing of them may change any more. */
  pack(): void {
    if (!this.#loose) return;
    this.#overview = overviewOf(this.#loose);
    this.#packed = pack(this.#loose);
    this.#loose = undefined;
  }
}

function overviewOf(targets: readonly Target[]): Overview {
  const counts = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  for (const { status } of targets) if (status !== 'Unknown') counts[status] += 1;
  return counts;
}
