import { invalidParameter } from '../errors.ts';
import { type FilterPattern, parseFilterPattern } from '../filter-pattern/filter-pattern.ts';
import type { LogGroup } from '../groups/log-group.ts';
import { eventBytes, type Gap, gapAfter, gapAtTime } from '../streams/stored-event.ts';
import { MAX_PAGE_BYTES } from './get-log-events.ts';
import { mergedEvents, type StreamEvent } from './merged-events.ts';
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

const MAX_EVENTS = 10_000;
/** How many events one request looks at before it answers with what it has [D]. */
const MAX_SCANNED = 100_000;
/** How many characters it looks at, each as often as the pattern takes [D]. */
const MAX_WORK = 64_000_000;

/** Events of all chosen streams in one order, which match the pattern (spec 5.4). Throws InvalidParameterException. */
export function filterLogEvents(group: LogGroup, input: FilterLogEventsInput, now: number): object {
  const { logStreamNames: names, logStreamNamePrefix: prefix, startTime = 0, endTime, limit = MAX_EVENTS } = input;
  if (names && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix must not both be specified.');
  }
  const filter = parseFilterPattern(input.filterPattern ?? '');
  const mark = markOf('FilterLogEvents', group.name, names, prefix, input.startTime, endTime, input.filterPattern);
  const start = input.nextToken ? readCursor(input.nextToken, mark, now).gap : gapAtTime(startTime);
  // Unknown names are refused [R].
  const chosen = names ? new Set(names) : group.streams.names(start.timestamp);
  const streams = [...chosen]
    .filter((name) => prefix === undefined || name.startsWith(prefix))
    .map((name) => group.stream(name, now));
  const { found, rest } = collect(mergedEvents(streams, start, endTime ?? Number.POSITIVE_INFINITY), filter, limit);
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

/** As many as one answer has, and where to go on if there are more. */
function collect(
  events: Iterable<StreamEvent>,
  filter: FilterPattern,
  limit: number,
): { found: StreamEvent[]; rest: Gap | undefined } {
  const found: StreamEvent[] = [];
  let bytes = 0;
  let scanned = 0;
  let work = 0;
  let rest: Gap | undefined;
  for (const candidate of events) {
    if (rest) return { found, rest };
    const { message } = candidate.event;
    scanned += 1;
    work += message.length * filter.cost;
    if (filter.test(message)) {
      found.push(candidate);
      bytes += eventBytes(message);
    }
    const isFull = found.length >= limit || bytes >= MAX_PAGE_BYTES;
    // There is a rest only if a further event comes.
    if (isFull || scanned >= MAX_SCANNED || work >= MAX_WORK) rest = gapAfter(candidate.event);
  }
  return { found, rest: undefined };
}
