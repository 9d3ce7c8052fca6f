import type { StreamView } from '../streams/log-stream.ts';
import { type Gap, isBefore, type StoredEvent } from '../streams/stored-event.ts';

export interface StreamEvent {
  readonly stream: StreamView;
  readonly event: StoredEvent;
}

/** A stream where it goes on: its next event with those behind it, or before anything was read a place that none is before. */
interface Head {
  readonly stream: StreamView;
  readonly gap: Gap;
  readonly next?: { readonly event: StoredEvent; readonly rest: Iterator<StoredEvent, undefined> };
}

/** The events of several streams from a gap to a time, in the order of timestamp and arrival (spec 5.4). */
export function* mergedEvents(streams: readonly StreamView[], start: Gap, endTime: number): Generator<StreamEvent> {
  // The heads stand in falling order, so that the next event is taken from the end.
  const heads: Head[] = [];
  const put = (head: Head) => {
    if (head.gap.timestamp <= endTime) heads.splice(placeOf(head.gap, heads), 0, head);
  };
  for (const stream of streams) {
    const gap = stream.nearest(start);
    if (gap) put({ stream, gap });
  }
  for (let head = heads.pop(); head; head = heads.pop()) {
    const { stream, next } = head;
    if (next) yield { stream, event: next.event };
    // A stream is not read before it has its turn: of many there may be none in memory.
    const rest = next?.rest ?? stream.ahead(start);
    const event = rest.next().value;
    if (event) put({ stream, gap: event, next: { event, rest } });
  }
}

function placeOf(gap: Gap, heads: readonly Head[]): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(gap, heads[middle]!.gap)) low = middle + 1;
    else high = middle;
  }
  return low;
}
