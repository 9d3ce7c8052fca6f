import { BLOCK_SIZE, EventBlock } from './event-block.ts';
import { type Gap, gapAtTime, isBefore, type StoredEvent } from './stored-event.ts';

/** A log stream: blocks of events in order. Where in it something is read makes no difference to the time that takes. */
export class LogStream {
  readonly name: string;
  readonly creationTime: number;
  lastIngestionTime: number | undefined;
  /** None is empty. */
  #blocks: EventBlock[] = [];

  constructor(name: string, creationTime: number) {
    this.name = name;
    this.creationTime = creationTime;
  }

  get first(): StoredEvent | undefined {
    return this.#blocks[0]?.first;
  }

  get last(): StoredEvent | undefined {
    return this.#blocks.at(-1)?.last;
  }

  /** What its events count for. */
  get storedBytes(): number {
    return this.#blocks.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The events behind a gap, oldest first. */
  *ahead(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    let place = this.#placeOf(gap);
    let index = this.#blocks[place]?.indexOf(gap) ?? 0;
    for (; place < this.#blocks.length; place++) {
      const block = this.#blocks[place]!;
      while (index < block.length) yield block.at(index++);
      index = 0;
    }
    return undefined;
  }

  /** The events before a gap, newest first. */
  *back(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    let place = this.#placeOf(gap);
    let index = this.#blocks[place]?.indexOf(gap) ?? 0;
    for (; place >= 0; place--) {
      const block = this.#blocks[place];
      while (block && index > 0) yield block.at(--index);
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
    this.#blocks.splice(0, place);
    const block = this.#blocks[0];
    block?.drop(block.indexOf(gap));
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
    this.#blocks.splice(place, 1, ...EventBlock.allOf(this.#blocks[place]!.mergedWith(events.slice(from, to))));
    return to;
  }

  #append(events: readonly StoredEvent[], from: number): number {
    let block = this.#blocks.at(-1);
    for (let index = from; index < events.length; index++) {
      if (!block || block.length >= BLOCK_SIZE) {
        block?.close();
        block = new EventBlock();
        this.#blocks.push(block);
      }
      block.push(events[index]!);
    }
    return events.length;
  }

  /** Index of the first block that has an event at or behind a gap. */
  #placeOf(gap: Gap): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle]!;
      if (block.isBefore(block.length - 1, gap)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
