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

export function gapBefore(event: Gap): Gap {
  return { timestamp: event.timestamp, sequence: event.sequence };
}

export function gapAfter(event: StoredEvent): Gap {
  return { timestamp: event.timestamp, sequence: event.sequence + 1 };
}

/** Before everything that is not older than a time. */
export function gapAtTime(timestamp: number): Gap {
  return { timestamp, sequence: 0 };
}

export function isBefore(event: Gap, gap: Gap): boolean {
  return event.timestamp < gap.timestamp || (event.timestamp === gap.timestamp && event.sequence < gap.sequence);
}

/** What an event counts against the size of a batch or a page. */
export function eventBytes(message: string): number {
  return Buffer.byteLength(message) + EVENT_OVERHEAD;
}
