import type { LogStream } from '../streams/log-stream.ts';
import { type Gap, isBefore, type StoredEvent } from '../streams/stored-event.ts';

export interface StreamEvent {
  readonly stream: LogStream;
  readonly event: StoredEvent;
}

/** A stream, its next event, and those behind it. */
interface Head extends StreamEvent {
  readonly rest: Iterator<StoredEvent, undefined>;
}

/** The events of several streams from a gap to a time, in the order of timestamp and arrival (spec 5.4). */
export function* mergedEvents(streams: readonly LogStream[], start: Gap, endTime: number): Generator<StreamEvent> {
  // The heads stand in falling order, so that the next event is taken from the end.
  const heads: Head[] = [];
  const put = (stream: LogStream, rest: Iterator<StoredEvent, undefined>) => {
    const event = rest.next().value;
    if (event && event.timestamp <= endTime) heads.splice(placeOf(event, heads), 0, { stream, event, rest });
  };
  for (const stream of streams) put(stream, stream.ahead(start));
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head;
    put(head.stream, head.rest);
  }
}

function placeOf(event: StoredEvent, heads: readonly Head[]): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(event, heads[middle]!.event)) low = middle + 1;
    else high = middle;
  }
  return low;
}
