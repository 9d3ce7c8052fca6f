import type { StreamView } from '../streams/log-stream.ts';
import {
  eventBytes,
  type Gap,
  gapAfter,
  gapAtTime,
  gapBefore,
  isBefore,
  type StoredEvent,
} from '../streams/stored-event.ts';
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

const BEGINNING = gapAtTime(0);

/** The events of a page in ascending order, and how to go on in both directions (spec 5.3). */
export function getLogEvents(groupName: string, stream: StreamView, input: GetLogEventsInput, now: number): object {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MAX_EVENTS } = input;
  const mark = markOf('GetLogEvents', groupName, stream.name, input.startTime, input.endTime);
  const passed = input.nextToken === undefined ? undefined : readToken(input.nextToken, mark, now);
  const here = passed?.cursor.gap;
  const [start, end] = [gapAtTime(startTime), gapAtTime(endTime)];
  // The token alone says the direction; AWS asks for startFromHead with a forward one and does without all the same [D].
  const isForward = passed ? passed.direction === 'f' : input.startFromHead === true;
  const page = isForward
    ? pageAhead(stream, here && isBefore(start, here) ? here : start, end, limit)
    : pageBack(stream, start, here && isBefore(here, end) ? here : end, limit);
  const token = (direction: 'f' | 'b', gap: Gap) => `${direction}/${writeCursor({ gap, issuedAt: now }, mark)}/s`;
  const first = page[0];
  const last = page.at(-1);
  // At the end of the stream the very token that was passed comes back.
  const nothingThatWay = (direction: 'f' | 'b') => page.length === 0 && passed?.direction === direction;
  return {
    events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: nothingThatWay('f') ? input.nextToken : token('f', last ? gapAfter(last) : (here ?? BEGINNING)),
    nextBackwardToken: nothingThatWay('b')
      ? input.nextToken
      : token('b', first ? gapBefore(first) : (here ?? BEGINNING)),
  };
}

function readToken(token: string, mark: string, now: number): { direction: 'f' | 'b'; cursor: Cursor } {
  const match = /^([fb])\/(\d{56})\/s$/.exec(token);
  if (!match) throw invalidToken();
  return { direction: match[1] as 'f' | 'b', cursor: readCursor(match[2]!, mark, now) };
}

function pageAhead(stream: StreamView, start: Gap, end: Gap, limit: number): StoredEvent[] {
  return pageOf(stream.ahead(start), (event) => isBefore(event, end), limit);
}

function pageBack(stream: StreamView, start: Gap, end: Gap, limit: number): StoredEvent[] {
  return pageOf(stream.back(end), (event) => !isBefore(event, start), limit).reverse();
}

/** As many as fit, and never nothing where there is something. */
function pageOf(
  events: Iterable<StoredEvent>,
  isWanted: (event: StoredEvent) => boolean,
  limit: number,
): StoredEvent[] {
  const page: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    bytes += eventBytes(event.message);
    if (!isWanted(event) || page.length === limit || (bytes > MAX_PAGE_BYTES && page.length > 0)) break;
    page.push(event);
  }
  return page;
}
