import { getLogEvents } from '../aws/logs.ts';
import { type Exact, exactValue } from '../domain/exact.ts';
import type { Fault } from '../domain/fault.ts';
import { type Place, placeKey } from '../domain/identity.ts';
import type { LogLine } from '../domain/log.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import type { Live } from './live.ts';
import type { Need } from './need.ts';

/** The newest lines of a stream, as far as it was read. */
export interface LogWindow {
  readonly lines: readonly LogLine[];
  /** Older lines that were let go. */
  readonly dropped: number;
  readonly token: Exact | undefined;
  /** Pages in a row that brought nothing. */
  readonly emptyPages: number;
}

export const LOG_WINDOW_LINES = 10_000;

// One look a second or two while it writes, slower after three empty pages (spec 6.3).
const BUSY_MS = 1000;
const QUIET_MS = { mock: 1500, aws: 5000 };
const QUIET_AFTER_PAGES = 3;

const NOTHING: LogWindow = { lines: [], dropped: 0, token: undefined, emptyPages: 0 };

/**
 * One stream, followed from its head with the forward token: each fetch adds what came since. A retry after an
 * error goes on from the last token, so nothing is lost and nothing comes twice.
 */
export function logTail(place: Place, ref: LogStreamRef): Need<LogWindow> {
  return {
    key: `${placeKey(place)} log ${exactValue(ref.group)} ${exactValue(ref.stream)}`,
    place,
    fetch: async (session, signal, before = NOTHING) => {
      const page = await getLogEvents(session, ref, before.token, {}, signal);
      if (page.lines.length === 0) return { ...before, token: page.token, emptyPages: before.emptyPages + 1 };
      const lines = [...before.lines, ...page.lines];
      const excess = Math.max(0, lines.length - LOG_WINDOW_LINES);
      return {
        lines: excess > 0 ? lines.slice(excess) : lines,
        dropped: before.dropped + excess,
        token: page.token,
        emptyPages: 0,
      };
    },
    interval: (window, { mock }) => {
      if (window.emptyPages === 0) return window.lines.length > 0 ? BUSY_MS / 10 : BUSY_MS;
      if (window.emptyPages < QUIET_AFTER_PAGES) return BUSY_MS;
      return mock ? QUIET_MS.mock : QUIET_MS.aws;
    },
  };
}

/** A stream that is being followed, until it is closed. */
export interface LogFollower {
  readonly lines: readonly LogLine[];
  readonly dropped: number;
  readonly error: Fault | undefined;
  /** The end of the stream was reached at least once: what was written so far is there. */
  readonly caughtUp: boolean;
  close(): void;
}

export function followLog(live: Live, place: Place, ref: LogStreamRef, options: { onChange: () => void }): LogFollower {
  const need = logTail(place, ref);
  const close = live.watch(need, options.onChange, 'front');
  return {
    get lines() {
      return live.snapshot(need).value?.lines ?? NOTHING.lines;
    },
    get dropped() {
      return live.snapshot(need).value?.dropped ?? 0;
    },
    get error() {
      return live.snapshot(need).error;
    },
    get caughtUp() {
      return (live.snapshot(need).value?.emptyPages ?? 0) > 0;
    },
    close,
  };
}
