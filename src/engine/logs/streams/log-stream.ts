import type { BlockMemory } from './block-memory.ts';
import { EventBlock } from './event-block.ts';
import { type Gap, gapAtTime, isBefore, type StoredEvent } from './stored-event.ts';

/** How many events are taken out of a block at a time: it may have left memory when the next are asked for. */
const HANDFUL = 128;

/** A log stream as it is read. */
export interface StreamView {
  readonly name: string;
  /** Epoch milliseconds, as the other times. */
  readonly creationTime: number;
  readonly lastIngestionTime: number | undefined;
  readonly first: Gap | undefined;
  readonly last: Gap | undefined;
  /** A gap that no event behind the given one is before; undefined where there is none. Nothing is read for it. */
  nearest(gap: Gap): Gap | undefined;
  /** The events behind a gap, oldest first. */
  ahead(gap: Gap): Generator<StoredEvent, undefined, undefined>;
  /** The events before a gap, newest first. */
  back(gap: Gap): Generator<StoredEvent, undefined, undefined>;
}

/** A log stream: blocks of events in order. Where in it something is read makes no difference to the time that takes. */
export class LogStream implements StreamView {
  readonly name: string;
  readonly creationTime: number;
  lastIngestionTime: number | undefined;
  readonly #memory: BlockMemory;
  /** None is empty. */
  #blocks: EventBlock[] = [];

  constructor(name: string, creationTime: number, memory: BlockMemory) {
    this.name = name;
    this.creationTime = creationTime;
    this.#memory = memory;
  }

  get first(): Gap | undefined {
    return this.#blocks[0]?.first;
  }

  get last(): Gap | undefined {
    return this.#blocks.at(-1)?.last;
  }

  /** What its events count for. */
  get storedBytes(): number {
    return this.#blocks.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  nearest(gap: Gap): Gap | undefined {
    const first = this.#blocks[this.#placeOf(gap)]?.first;
    return first && isBefore(first, gap) ? gap : first;
  }

  *ahead(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    let place = this.#placeOf(gap);
    let index = this.#blocks[place]?.indexOf(gap) ?? 0;
    for (; place < this.#blocks.length; place++) {
      const block = this.#blocks[place]!;
      for (; index < block.length; index += HANDFUL) {
        for (const event of block.slice(index, index + HANDFUL)) yield event;
      }
      index = 0;
    }
    return undefined;
  }

  *back(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    let place = this.#placeOf(gap);
    let index = this.#blocks[place]?.indexOf(gap) ?? 0;
    for (; place >= 0; place--) {
      const block = this.#blocks[place];
      for (; block && index > 0; index -= HANDFUL) {
        for (const event of block.slice(Math.max(0, index - HANDFUL), index).reverse()) yield event;
      }
      index = this.#blocks[place - 1]?.length ?? 0;
    }
    return undefined;
  }

  /** Takes in events in ascending order, and puts them in their places among those that are there. */
  add(events: readonly StoredEvent[]): void {
    if (events.length === 0) return;
    for (let from = 0; from < events.length; ) from = this.#addSome(events, from);
    this.lastIngestionTime = Math.max(this.lastIngestionTime ?? 0, events.at(-1)!.ingestionTime);
  }

  /** Drops what is older than a time. */
  dropBefore(timestamp: number): void {
    if (!(this.first && this.first.timestamp < timestamp)) return;
    const gap = gapAtTime(timestamp);
    const place = this.#placeOf(gap);
    for (const old of this.#blocks.splice(0, place)) old.drop();
    const block = this.#blocks[0];
    const count = block?.indexOf(gap) ?? 0;
    if (block && count > 0) this.#replace(0, block.slice(count));
  }

  /** Drops all. */
  clear(): void {
    for (const block of this.#blocks.splice(0)) block.drop();
  }

  /** Adds those of the events from an index on that belong to the same block; the index of the next. */
  #addSome(events: readonly StoredEvent[], from: number): number {
    const first = events[from]!;
    const last = this.#blocks.at(-1);
    if (!last || isBefore(last.last, first)) return this.#append(events, from);
    // Between two blocks it goes to the later one.
    const place = this.#placeOf(first);
    const next = this.#blocks[place + 1]?.first;
    let to = from + 1;
    while (to < events.length && !(next && isBefore(next, events[to]!))) to += 1;
    this.#replace(place, this.#blocks[place]!.mergedWith(events.slice(from, to)));
    return to;
  }

  /** Puts events in the place of a block. */
  #replace(place: number, events: readonly StoredEvent[]): void {
    this.#blocks[place]!.drop();
    this.#blocks.splice(place, 1, ...EventBlock.allOf(events, this.#memory));
  }

  #append(events: readonly StoredEvent[], from: number): number {
    let block = this.#blocks.at(-1);
    for (let index = from; index < events.length; index++) {
      if (!block || block.isFull) {
        block?.close();
        block = new EventBlock(this.#memory);
        this.#blocks.push(block);
      }
      block.push(events[index]!);
    }
    block?.wait();
    return events.length;
  }

  /** Index of the first block that has an event at or behind a gap. */
  #placeOf(gap: Gap): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#blocks[middle]!.last, gap)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
