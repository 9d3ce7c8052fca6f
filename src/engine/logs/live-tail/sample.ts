import type { Random } from '../../random.ts';

interface Kept<T> {
  readonly place: number;
  readonly item: T;
}

/** Of what comes in so many items that each of them had the same chance; fewer if fewer came. */
export class Sample<T> {
  readonly #most: number;
  readonly #random: Random;
  #kept: Kept<T>[] = [];
  #count = 0;

  constructor(most: number, random: Random) {
    this.#most = most;
    this.#random = random;
  }

  add(item: T): void {
    const place = this.#count++;
    if (place < this.#most) {
      this.#kept.push({ place, item });
      return;
    }
    const index = this.#random.integer(this.#count);
    if (index < this.#most) this.#kept[index] = { place, item };
  }

  /** What was kept, in the order in which it came, and whether that is not all; then it begins anew. */
  take(): { items: T[]; isPartial: boolean } {
    const items = this.#kept.sort((a, b) => a.place - b.place).map(({ item }) => item);
    const isPartial = this.#count > items.length;
    this.#kept = [];
    this.#count = 0;
    return { items, isPartial };
  }
}
