import { Messages } from './messages.ts';
import { eventBytes, type Gap, type StoredEvent } from './stored-event.ts';

/** How many events a block is filled with; up to twice as many come to be in it when they are late. */
export const BLOCK_SIZE = 1024;

/** Events in order; what is known of them stands in columns, so that a million lines are not a million objects. */
export class EventBlock {
  readonly #timestamps: number[] = [];
  readonly #ingestionTimes: number[] = [];
  readonly #sequences: number[] = [];
  readonly #messages = new Messages();
  /** What its events count for, once somebody has asked. */
  #bytes: number | undefined;

  /** Events in order, in blocks of about the same size. */
  static allOf(events: readonly StoredEvent[]): EventBlock[] {
    const count = Math.ceil(events.length / (2 * BLOCK_SIZE));
    const size = Math.ceil(events.length / count);
    return Array.from({ length: count }, (_, i) => {
      const block = new EventBlock();
      for (const event of events.slice(i * size, (i + 1) * size)) block.push(event);
      block.close();
      return block;
    });
  }

  get length(): number {
    return this.#timestamps.length;
  }

  get first(): StoredEvent {
    return this.at(0);
  }

  get last(): StoredEvent {
    return this.at(this.length - 1);
  }

  /** What its events count for. */
  get bytes(): number {
    if (this.#bytes === undefined) {
      this.#bytes = 0;
      for (let i = 0; i < this.length; i++) this.#bytes += eventBytes(this.#messages.at(i));
    }
    return this.#bytes;
  }

  at(index: number): StoredEvent {
    return {
      timestamp: this.#timestamps[index]!,
      ingestionTime: this.#ingestionTimes[index]!,
      sequence: this.#sequences[index]!,
      message: this.#messages.at(index),
    };
  }

  /** An event that none of the others is behind. */
  push({ timestamp, ingestionTime, sequence, message }: StoredEvent): void {
    this.#timestamps.push(timestamp);
    this.#ingestionTimes.push(ingestionTime);
    this.#sequences.push(sequence);
    this.#messages.push(message);
    this.#bytes = undefined;
  }

  /** No more come for now. */
  close(): void {
    this.#messages.close();
  }

  /** Index of the first event at or behind a gap. */
  indexOf(gap: Gap): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBefore(middle, gap)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isBefore(index: number, { timestamp, sequence }: Gap): boolean {
    const own = this.#timestamps[index]!;
    return own < timestamp || (own === timestamp && this.#sequences[index]! < sequence);
  }

  /** All its events with others, both in order. */
  mergedWith(others: readonly StoredEvent[]): StoredEvent[] {
    const merged: StoredEvent[] = [];
    let next = 0;
    for (const other of others) {
      while (next < this.length && this.isBefore(next, other)) merged.push(this.at(next++));
      merged.push(other);
    }
    while (next < this.length) merged.push(this.at(next++));
    return merged;
  }

  /** Drops so many of the oldest. */
  drop(count: number): void {
    for (const column of [this.#timestamps, this.#ingestionTimes, this.#sequences]) column.splice(0, count);
    this.#messages.drop(count);
    this.#bytes = undefined;
  }
}
