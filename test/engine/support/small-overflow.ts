import type { Overflow, Place } from '../../../src/engine/overflow.ts';

/** An overflow that can be full, and lets nothing stay in memory that need not; what was left is overwritten. */
export class SmallOverflow implements Overflow {
  readonly room: number;
  isFull = false;
  reads = 0;
  readonly #places = new Map<number, Uint8Array>();
  #written = 0;

  constructor(room = 0) {
    this.room = room;
  }

  /** How many blocks are there. */
  get size(): number {
    return this.#places.size;
  }

  write(bytes: Uint8Array): Place | undefined {
    if (this.isFull) return undefined;
    const offset = this.#written++;
    this.#places.set(offset, bytes.slice());
    return { offset, length: bytes.length };
  }

  read({ offset }: Place): Uint8Array {
    this.reads += 1;
    return this.#places.get(offset)!.slice();
  }

  free({ offset }: Place): void {
    if (!this.#places.delete(offset)) throw new Error('freed twice');
  }

  clear(): void {
    this.#places.clear();
  }
}
