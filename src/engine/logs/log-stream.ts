/** An event as it is kept: ordered by timestamp, then by the order of arrival (spec 5.4). */
export interface StoredEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  /** Place in the order of arrival among events of the same time; unique in the region. */
  readonly sequence: number;
  readonly message: string;
}

/** A place between two events: before the first event whose (timestamp, sequence) is not smaller. */
export interface Gap {
  readonly timestamp: number;
  readonly sequence: number;
}

/** What a batch charges for an event beyond its text, in bytes (spec 5.2). */
export const EVENT_OVERHEAD = 26;

export function gapBefore(event: StoredEvent): Gap {
  return { timestamp: event.timestamp, sequence: event.sequence };
}

export function gapAfter(event: StoredEvent): Gap {
  return { timestamp: event.timestamp, sequence: event.sequence + 1 };
}

/** What an event counts against the size of a batch or a page. */
export function eventBytes(message: string): number {
  return Buffer.byteLength(message) + EVENT_OVERHEAD;
}

/** A log stream: a sorted array of events. */
export class LogStream {
  readonly name: string;
  readonly creationTime: number;
  lastIngestionTime: number | undefined;
  /** What its events count for. */
  storedBytes = 0;
  readonly #events: StoredEvent[] = [];

  constructor(name: string, creationTime: number) {
    this.name = name;
    this.creationTime = creationTime;
  }

  get events(): readonly StoredEvent[] {
    return this.#events;
  }

  get first(): StoredEvent | undefined {
    return this.#events[0];
  }

  get last(): StoredEvent | undefined {
    return this.#events.at(-1);
  }

  /** Takes in events in ascending order, and puts them in their places among those that are there. */
  add(events: readonly StoredEvent[]): void {
    const first = events[0];
    if (!first) return;
    // What is there and later than the batch is merged with it; mostly that is nothing.
    const later = this.#events.splice(this.indexOf(gapBefore(first)));
    let next = 0;
    for (const event of events) {
      while (next < later.length && isBefore(later[next]!, event)) this.#events.push(later[next++]!);
      this.#events.push(event);
    }
    while (next < later.length) this.#events.push(later[next++]!);
    for (const { message } of events) this.storedBytes += eventBytes(message);
    this.lastIngestionTime = Math.max(this.lastIngestionTime ?? 0, events.at(-1)!.ingestionTime);
  }

  /** Index of the first event at or behind a gap. */
  indexOf(gap: Gap): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#events[middle]!, gap)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the first event that is not older than a time. */
  indexOfTime(timestamp: number): number {
    return this.indexOf({ timestamp, sequence: 0 });
  }
}

function isBefore(event: Gap, gap: Gap): boolean {
  return event.timestamp < gap.timestamp || (event.timestamp === gap.timestamp && event.sequence < gap.sequence);
}
