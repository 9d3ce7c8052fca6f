import { mergedEvents } from '../events/merged-events.ts';
import type { LogGroup } from '../groups/log-group.ts';
import { gapAtTime } from '../streams/stored-event.ts';
import { LogRecord } from './log-record.ts';

const MINUTE = 60_000;
const AROUND = 8 * MINUTE;
const RECENT = 15 * MINUTE;

/** So many events tell what the others have [D]. */
const MOST_SCANNED = 10_000;

/** The fields of a group's events around a time, or of the recent ones, with how many of 100 have them [M]. Epoch milliseconds. */
export function groupFields(group: LogGroup, account: string, now: number, time?: number): object[] {
  const [start, end] = time === undefined ? [now - RECENT, now] : [time - AROUND, time + AROUND];
  const streams = [...group.streams.names()].map((name) => group.stream(name, now));
  const counts = new Map<string, number>();
  let scanned = 0;
  for (const { stream, event } of mergedEvents(streams, gapAtTime(start), end)) {
    if (scanned === MOST_SCANNED) break;
    scanned += 1;
    const record = new LogRecord(event, `${account}:${group.name}`, stream.name);
    for (const [name] of record.entries()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, percent: Math.floor((100 * count) / scanned) }))
    .sort((a, b) => b.percent - a.percent || (a.name < b.name ? -1 : 1));
}
