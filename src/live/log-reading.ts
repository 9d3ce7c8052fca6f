import { filterLogEvents, getLogEvents } from '../aws/logs.ts';
import { Exact } from '../domain/exact.ts';
import type { Place } from '../domain/identity.ts';
import type { LogLine } from '../domain/log.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import type { Live } from './live.ts';
import { once } from './once.ts';

const FOLLOW_MS = 2000;
// Events may arrive late; a follower looks this far back each time and drops what it has seen.
const OVERLAP_MS = 10_000;

/** All that a stream holds now, from its head or from a time on (epoch milliseconds of the service's clock). */
export async function* readLog(
  live: Live,
  place: Place,
  ref: LogStreamRef,
  options: { startTime?: number } = {},
): AsyncIterable<LogLine> {
  let token: Exact | undefined;
  for (;;) {
    const page = await live.read(once(place, (session, signal) => getLogEvents(session, ref, token, options, signal)));
    yield* page.lines;
    if (page.atEnd) return;
    token = page.token;
  }
}

export interface GroupQuery {
  group: string;
  stream?: string;
  /** Epoch milliseconds by the service's clock. */
  startTime?: number;
  /** In CloudWatch Logs' filter syntax. */
  pattern?: string;
}

export interface GroupLine extends LogLine {
  readonly stream: string;
}

/** All events of a log group that fit now, oldest first. `seen` maps the ids that are not wanted again to their times, and grows. */
export async function* readLogGroup(
  live: Live,
  place: Place,
  query: GroupQuery,
  seen = new Map<string, number>(),
): AsyncIterable<GroupLine> {
  const names = {
    group: new Exact(query.group),
    stream: query.stream === undefined ? undefined : new Exact(query.stream),
  };
  let token: Exact | undefined;
  do {
    const page = await live.read(
      once(place, (session, signal) => filterLogEvents(session, { ...query, ...names, token }, signal)),
    );
    for (const event of page.events) {
      if (seen.has(event.id)) continue;
      seen.set(event.id, event.timestamp);
      yield event;
    }
    token = page.token;
  } while (token);
}

/** The same, and then on and on, until the signal aborts. */
export async function* followLogGroup(
  live: Live,
  place: Place,
  query: GroupQuery,
  signal: AbortSignal,
): AsyncIterable<GroupLine> {
  const seen = new Map<string, number>();
  let startTime = query.startTime ?? 0;
  while (!signal.aborted) {
    for await (const line of readLogGroup(live, place, { ...query, startTime }, seen)) yield line;
    startTime = Math.max(startTime, ...[...seen.values()].slice(-1).map((newest) => newest - OVERLAP_MS));
    for (const [id, timestamp] of seen) if (timestamp < startTime) seen.delete(id);
    await pause(live, FOLLOW_MS, signal);
  }
}

function pause(live: Live, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = live.after(milliseconds, done);
    function done() {
      signal.removeEventListener('abort', aborted);
      resolve();
    }
    function aborted() {
      cancel();
      resolve();
    }
    signal.addEventListener('abort', aborted, { once: true });
  });
}
