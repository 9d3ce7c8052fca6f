import { eventBytes, type Gap, gapAfter, gapBefore, type LogStream, type StoredEvent } from './log-stream.ts';
import { type Cursor, invalidToken, markOf, readCursor, writeCursor } from './token.ts';

export interface GetLogEventsInput {
  startTime?: number;
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
}

const MAX_EVENTS = 10_000;
/** A page holds at most a megabyte (spec 5.3). */
export const MAX_PAGE_BYTES = 1_048_576;

const BEGINNING: Gap = { timestamp: 0, sequence: 0 };

/** The events of a page in ascending order, and how to go on in both directions (spec 5.3). */
export function getLogEvents(groupName: string, stream: LogStream, input: GetLogEventsInput, now: number): object {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MAX_EVENTS } = input;
  const mark = markOf('GetLogEvents', groupName, stream.name, input.startTime, input.endTime);
  const passed = input.nextToken === undefined ? undefined : readToken(input.nextToken, mark, now);
  const from = stream.indexOfTime(startTime);
  const to = Math.max(from, endTime === Number.POSITIVE_INFINITY ? stream.events.length : stream.indexOfTime(endTime));
  const isForward = passed ? passed.direction === 'f' : input.startFromHead === true;
  const page = isForward
    ? forwardPage(stream, Math.max(from, passed ? stream.indexOf(passed.cursor.gap) : from), to, limit)
    : backwardPage(stream, from, Math.min(to, passed ? stream.indexOf(passed.cursor.gap) : to), limit);
  const token = (direction: 'f' | 'b', gap: Gap) => `${direction}/${writeCursor({ gap, issuedAt: now }, mark)}/s`;
  const here = passed?.cursor.gap ?? BEGINNING;
  const first = page[0];
  const last = page.at(-1);
  // At the end of the stream the very token that was passed comes back.
  const nothingThatWay = (direction: 'f' | 'b') => page.length === 0 && passed?.direction === direction;
  return {
    events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: nothingThatWay('f') ? input.nextToken : token('f', last ? gapAfter(last) : here),
    nextBackwardToken: nothingThatWay('b') ? input.nextToken : token('b', first ? gapBefore(first) : here),
  };
}

function readToken(token: string, mark: string, now: number): { direction: 'f' | 'b'; cursor: Cursor } {
  const match = /^([fb])\/(\d{56})\/s$/.exec(token);
  if (!match) throw invalidToken();
  return { direction: match[1] as 'f' | 'b', cursor: readCursor(match[2]!, mark, now) };
}

function forwardPage(stream: LogStream, from: number, to: number, limit: number): StoredEvent[] {
  let end = from;
  let bytes = 0;
  while (end < to && end - from < limit) {
    bytes += eventBytes(stream.events[end]!.message);
    if (bytes > MAX_PAGE_BYTES && end > from) break;
    end += 1;
  }
  return stream.events.slice(from, end);
}

function backwardPage(stream: LogStream, from: number, to: number, limit: number): StoredEvent[] {
  let start = to;
  let bytes = 0;
  while (start > from && to - start < limit) {
    bytes += eventBytes(stream.events[start - 1]!.message);
    if (bytes > MAX_PAGE_BYTES && start < to) break;
    start -= 1;
  }
  return stream.events.slice(start, Math.max(start, to));
}
