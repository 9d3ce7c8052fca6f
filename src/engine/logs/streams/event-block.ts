import type { Overflow, Place } from '../../overflow.ts';
import type { BlockMemory } from './block-memory.ts';
import { PackedEvents } from './packed-events.ts';
import { eventBytes, type Gap, gapBefore, isBefore, type StoredEvent } from './stored-event.ts';

/** How many events, or characters, a block is filled with; up to twice as many come to be in it when they are late. */
export const BLOCK_SIZE = 1024;
export const BLOCK_CHARACTERS = 1_048_576;

/** What an event of a block to which more come takes beside its text, and a packed block beside its bytes. */
const OBJECT_BYTES = 128;
const VIEWS_BYTES = 1024;

/** Some events of a stream in order: as objects while more come, packed then, and outside memory where that has no room. */
export class EventBlock {
  readonly #memory: BlockMemory;
  #open: StoredEvent[] | undefined = [];
  #packed: PackedEvents | undefined;
  /** Where it lies outside memory, just as it is. */
  #place: Place | undefined;
  #length = 0;
  #characters = 0;
  #first: Gap | undefined;
  #last: Gap | undefined;
  /** What its events count for, once somebody has asked. */
  #bytes: number | undefined;

  constructor(memory: BlockMemory) {
    this.#memory = memory;
  }

  /** Events in order, in blocks of about the same size. */
  static allOf(events: readonly StoredEvent[], memory: BlockMemory): EventBlock[] {
    const characters = events.reduce((sum, { message }) => sum + message.length, 0);
    const count = Math.ceil(Math.max(events.length / (2 * BLOCK_SIZE), characters / (2 * BLOCK_CHARACTERS)));
    const blocks: EventBlock[] = [];
    let block: EventBlock | undefined;
    for (const event of events) {
      if (!block || block.#length >= events.length / count || block.#characters > characters / count) {
        block?.close();
        block = new EventBlock(memory);
        blocks.push(block);
      }
      block.push(event);
    }
    block?.close();
    return blocks;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length >= BLOCK_SIZE || this.#characters >= BLOCK_CHARACTERS;
  }

  /** None is empty. */
  get first(): Gap {
    return this.#first!;
  }

  get last(): Gap {
    return this.#last!;
  }

  /** What its events count for. */
  get bytes(): number {
    this.#bytes ??= this.#events().reduce((sum, { message }) => sum + eventBytes(message), 0);
    return this.#bytes;
  }

  /** Its events from one index up to another. */
  slice(from: number, to = this.#length): StoredEvent[] {
    const events = this.#events(from, to);
    this.#use();
    return events;
  }

  /** An event that none of the others is behind. {@link close} has to follow, or {@link wait}. */
  push(event: StoredEvent): void {
    this.#open ??= this.#reopened();
    this.#open.push(event);
    this.#length += 1;
    this.#characters += event.message.length;
    this.#first ??= event;
    this.#last = event;
    this.#bytes = undefined;
  }

  /** No more come for now. */
  close(): void {
    if (!this.#open) return;
    this.#pack();
    this.#use();
  }

  /** More may come. */
  wait(): void {
    this.#use();
  }

  /** Goes out of memory, if it can be written. */
  leave(overflow: Overflow): boolean {
    // It is not to come back for this.
    void this.bytes;
    this.#place ??= overflow.write(this.#pack().bytes);
    if (!this.#place) return false;
    this.#packed = undefined;
    return true;
  }

  /** Nobody needs it any more. */
  drop(): void {
    this.#memory.drop(this, this.#place);
    this.#place = undefined;
  }

  /** Index of the first event at or behind a gap. */
  indexOf(gap: Gap): number {
    if (!isBefore(this.first, gap)) return 0;
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#open?.[middle] ?? this.#content().gapAt(middle), gap)) low = middle + 1;
      else high = middle;
    }
    this.#use();
    return low;
  }

  /** All its events with others, both in order. */
  mergedWith(others: readonly StoredEvent[]): StoredEvent[] {
    const own = this.slice(0);
    const merged: StoredEvent[] = [];
    let next = 0;
    for (const other of others) {
      while (next < own.length && isBefore(own[next]!, other)) merged.push(own[next++]!);
      merged.push(other);
    }
    return merged.concat(own.slice(next));
  }

  #events(from = 0, to = this.#length): StoredEvent[] {
    if (this.#open) return this.#open.slice(from, to);
    return this.#content().slice(from, Math.min(to, this.#length));
  }

  #reopened(): StoredEvent[] {
    const events = this.#events();
    this.drop();
    this.#packed = undefined;
    return events;
  }

  #pack(): PackedEvents {
    if (this.#packed) return this.#packed;
    this.#packed = PackedEvents.of(this.#open!);
    this.#open = undefined;
    // Their messages need not be kept twice.
    [this.#first, this.#last] = [gapBefore(this.#first!), gapBefore(this.#last!)];
    return this.#packed;
  }

  #content(): PackedEvents {
    this.#packed ??= new PackedEvents(this.#memory.read(this.#place!));
    return this.#packed;
  }

  #use(): void {
    const size = this.#packed
      ? this.#packed.bytes.length + VIEWS_BYTES
      : this.#characters + this.#length * OBJECT_BYTES;
    this.#memory.use(this, size);
  }
}
