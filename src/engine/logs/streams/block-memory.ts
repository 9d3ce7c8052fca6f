import type { Overflow, Place } from '../../overflow.ts';
import type { EventBlock } from './event-block.ts';

/** Which blocks of events are in memory. Where there is an overflow, those that were not used for longest go there. */
export class BlockMemory {
  readonly #overflow: Overflow | undefined;
  /** What each takes, in bytes; the one that was used last comes last. */
  readonly #sizes = new Map<EventBlock, number>();
  #size = 0;

  constructor(overflow?: Overflow) {
    this.#overflow = overflow;
  }

  /** A block is used and takes so much; for that others may have to go. */
  use(block: EventBlock, size: number): void {
    if (!this.#overflow) return;
    this.#forget(block);
    this.#sizes.set(block, size);
    this.#size += size;
    for (const oldest of this.#sizes.keys()) {
      if (this.#size <= this.#overflow.room || oldest === block || !oldest.leave(this.#overflow)) return;
      this.#forget(oldest);
    }
  }

  /** What has gone. Throws where it cannot be read. */
  read(place: Place): Uint8Array {
    return this.#overflow!.read(place);
  }

  /** A block is no more, or is not any more what has gone. */
  drop(block: EventBlock, place: Place | undefined): void {
    this.#forget(block);
    if (place) this.#overflow!.free(place);
  }

  #forget(block: EventBlock): void {
    this.#size -= this.#sizes.get(block) ?? 0;
    this.#sizes.delete(block);
  }
}
