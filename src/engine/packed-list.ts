import { type Packed, pack, textOf, unpack } from './packed.ts';

/** How many items are packed together: more would be smaller, but as many are left loose. */
const BLOCK = 8;

/** What of an item is kept in JSON, and how it becomes the item again. */
export interface Form<T, P> {
  readonly plain: (item: T) => P;
  readonly revived: (kept: P) => T;
}

/**
 * Items in order, numbered from 1. Those that nobody works on any more are packed, a block at a time: what is read of
 * them are copies, of which one counts as soon as it is put back.
 */
export class PackedList<T, P> {
  readonly #form: Form<T, P>;
  readonly #isAtRest: (item: T) => boolean;
  readonly #blocks = new Map<number, Block<T, P>>();
  #first = 1;
  #next = 1;

  /** An item that is not at rest stays as it is; asked whenever a block is full. */
  constructor(form: Form<T, P>, isAtRest: (item: T) => boolean) {
    this.#form = form;
    this.#isAtRest = isAtRest;
  }

  /** The number of the oldest item. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next item gets. */
  get next(): number {
    return this.#next;
  }

  at(number: number): T {
    return this.#blockOf(number).at(number);
  }

  /** The item, unless it is packed. */
  loose(number: number): T | undefined {
    return this.#blockOf(number).loose(number);
  }

  add(item: T): void {
    const index = indexOf(this.#next);
    if (!this.#blocks.has(index)) {
      for (const block of this.#blocks.values()) block.pack(this.#isAtRest);
      this.#blocks.set(index, new Block(this.#form, this.#next));
    }
    this.#blockOf(this.#next).put(this.#next, item);
    this.#next += 1;
  }

  /** From now on this copy counts. */
  putBack(number: number, item: T): void {
    this.#blockOf(number).put(number, item);
  }

  /** Drops the oldest item. */
  dropFirst(): void {
    this.#first += 1;
    if (indexOf(this.#first) !== indexOf(this.#first - 1)) this.#blocks.delete(indexOf(this.#first - 1));
  }

  /** Those below a number, or all. */
  *newestFirst(below = this.#next): Generator<T, undefined, undefined> {
    for (let number = below - 1; number >= this.#first; number--) yield this.at(number);
    return undefined;
  }

  /** Those that may have a text somewhere, newest first: it spares unpacking the others. */
  *thatMayHave(text: string): Generator<T, undefined, undefined> {
    for (const block of [...this.#blocks.values()].reverse()) {
      if (!block.mayHave(text)) continue;
      const below = Math.min(block.first + BLOCK, this.#next);
      for (let number = below - 1; number >= Math.max(block.first, this.#first); number--) yield block.at(number);
    }
    return undefined;
  }

  #blockOf(number: number): Block<T, P> {
    return this.#blocks.get(indexOf(number))!;
  }
}

function indexOf(number: number): number {
  return Math.floor((number - 1) / BLOCK);
}

/** Items that follow each other. */
class Block<T, P> {
  readonly first: number;
  readonly #form: Form<T, P>;
  /** By place; empty when all are packed. */
  #loose: (T | undefined)[] = [];
  #size = 0;
  /** Null stands for what was not at rest. */
  #packed: Packed<P | null> | undefined;
  /** What is packed, while somebody reads it. */
  #unpacked: WeakRef<(T | null)[]> | undefined;

  constructor(form: Form<T, P>, first: number) {
    this.#form = form;
    this.first = first;
  }

  loose(number: number): T | undefined {
    return this.#loose[number - this.first];
  }

  at(number: number): T {
    return this.loose(number) ?? this.#unpack()[number - this.first]!;
  }

  put(number: number, item: T): void {
    this.#loose[number - this.first] = item;
    this.#size = Math.max(this.#size, number - this.first + 1);
  }

  pack(isAtRest: (item: T) => boolean): void {
    const items = Array.from({ length: this.#size }, (_, place) => this.#loose[place]);
    const isDue = items.map((item) => item !== undefined && isAtRest(item));
    if (!isDue.includes(true)) return;
    const before = this.#packed ? unpack(this.#packed) : [];
    const kept = items.map((item, place) => {
      if (item === undefined) return before[place]!;
      return isDue[place] ? this.#form.plain(item) : null;
    });
    this.#packed = pack(kept);
    this.#unpacked = undefined;
    const left = items.map((item, place) => (isDue[place] ? undefined : item));
    this.#loose = left.some((item) => item !== undefined) ? left : [];
  }

  mayHave(text: string): boolean {
    return this.#loose.some((item) => item !== undefined) || textOf(this.#packed!).includes(text);
  }

  #unpack(): (T | null)[] {
    let items = this.#unpacked?.deref();
    if (!items) {
      items = unpack(this.#packed!).map((kept) => kept && this.#form.revived(kept));
      this.#unpacked = new WeakRef(items);
    }
    return items;
  }
}
