import { type FilterPattern, parseFilterPattern } from './filter-pattern/filter-pattern.ts';
import { MAX_PAGE_BYTES } from './get-log-events.ts';
import { invalidParameter, type LogGroup, requireStream } from './log-group.ts';
import { eventBytes, type Gap, gapAfter, type LogStream, type StoredEvent } from './log-stream.ts';
import { eventId, markOf, readCursor, writeCursor } from './token.ts';

export interface FilterLogEventsInput {
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
}

interface Found {
  stream: LogStream;
  event: StoredEvent;
}

const MAX_EVENTS = 10_000;
/** How many events one request looks at before it answers with what it has [D]. */
const MAX_SCANNED = 100_000;

/** Events of all chosen streams in one order, which match the pattern (spec 5.4). */
export function filterLogEvents(group: LogGroup, input: FilterLogEventsInput, now: number): object {
  const { logStreamNames: names, logStreamNamePrefix: prefix, startTime = 0, endTime, limit = MAX_EVENTS } = input;
  if (names && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix must not both be specified.');
  }
  const filter = parseFilterPattern(input.filterPattern ?? '');
  const mark = markOf('FilterLogEvents', group.name, names, prefix, input.startTime, endTime, input.filterPattern);
  const start: Gap = input.nextToken
    ? readCursor(input.nextToken, mark, now).gap
    : { timestamp: startTime, sequence: 0 };
  // Unknown names are refused [R].
  const chosen = names ? new Set(names) : group.streams.names();
  const streams = [...chosen]
    .filter((name) => prefix === undefined || name.startsWith(prefix))
    .map((name) => requireStream(group, name, now));
  const { found, rest } = collect(streams, start, endTime ?? Number.POSITIVE_INFINITY, limit, filter);
  return {
    events: found.map(({ stream, event }) => ({
      logStreamName: stream.name,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: eventId(event.timestamp, event.sequence),
    })),
    searchedLogStreams: [],
    nextToken: rest && writeCursor({ gap: rest, issuedAt: now }, mark),
  };
}

function collect(
  streams: readonly LogStream[],
  start: Gap,
  endTime: number,
  limit: number,
  filter: FilterPattern,
): { found: Found[]; rest: Gap | undefined } {
  const found: Found[] = [];
  let bytes = 0;
  let scanned = 0;
  let rest: Gap | undefined;
  for (const { stream, event } of merged(streams, start, endTime)) {
    if (rest) return { found, rest };
    scanned += 1;
    if (filter.test(event.message)) {
      found.push({ stream, event });
      bytes += eventBytes(event.message);
    }
    // There is a rest only if a further event comes.
    if (found.length >= limit || bytes >= MAX_PAGE_BYTES || scanned >= MAX_SCANNED) rest = gapAfter(event);
  }
  return { found, rest: undefined };
}

/** The events of several streams from a gap to a time, in the order of timestamp and arrival. */
function* merged(streams: readonly LogStream[], start: Gap, endTime: number): Generator<Found> {
  const heads: { stream: LogStream; index: number; event: StoredEvent }[] = [];
  for (const stream of streams) {
    const index = stream.indexOf(start);
    const event = stream.events[index];
    if (event && event.timestamp <= endTime) insert(heads, { stream, index, event });
  }
  // The heads stand in falling order, so that the next event is taken from the end.
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head;
    const index = head.index + 1;
    const event = head.stream.events[index];
    if (event && event.timestamp <= endTime) insert(heads, { stream: head.stream, index, event });
  }
}

function insert<H extends { event: StoredEvent }>(heads: H[], head: H): void {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isLater(heads[middle]!.event, head.event)) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}

function isLater(a: StoredEvent, b: StoredEvent): boolean {
  return a.timestamp > b.timestamp || (a.timestamp === b.timestamp && a.sequence > b.sequence);
}
