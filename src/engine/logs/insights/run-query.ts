import { mergedEvents } from '../events/merged-events.ts';
import type { LogGroup } from '../groups/log-group.ts';
import { eventBytes, gapAtTime, type StoredEvent } from '../streams/stored-event.ts';
import { LogRecord } from './log-record.ts';
import type { Query } from './query.ts';
import { recordPointer } from './record-pointer.ts';

export interface ResultField {
  readonly field: string;
  readonly value: string;
}

export interface QueryStatistics {
  recordsMatched: number;
  recordsScanned: number;
  bytesScanned: number;
  readonly logGroupsScanned: number;
}

export interface QueryResult {
  readonly rows: readonly (readonly ResultField[])[];
  readonly statistics: QueryStatistics;
}

/** What is looked through: groups from one time to another, both of them included; epoch milliseconds. */
export interface QueryScope {
  readonly account: string;
  readonly groups: readonly LogGroup[];
  readonly startTime: number;
  readonly endTime: number;
  readonly now: number;
}

interface Match {
  readonly record: LogRecord;
  readonly group: string;
  readonly stream: string;
}

/** Those that come last are dropped once there are so many more than are wanted. */
const ROOM = 1000;

/** What a query finds, at most so many records. */
export function runQuery(query: Query, scope: QueryScope, most: number): QueryResult {
  const { account, groups, startTime, endTime, now } = scope;
  const statistics = { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0, logGroupsScanned: groups.length };
  const matches: Match[] = [];
  const cut = () => {
    matches.sort((a, b) => query.compare(a.record, b.record));
    if (matches.length > most) matches.length = most;
  };
  for (const { name: group, streams } of groups) {
    const log = `${account}:${group}`;
    const all = [...streams.names(startTime)].flatMap((name) => streams.at(name, now) ?? []);
    for (const { stream, event } of mergedEvents(all, gapAtTime(startTime), endTime)) {
      statistics.recordsScanned += 1;
      statistics.bytesScanned += eventBytes(event.message);
      const recordOf = (one: StoredEvent) => new LogRecord(one, log, stream.name);
      if (!query.isWanted(recordOf(event))) continue;
      statistics.recordsMatched += 1;
      // What is kept must not hold all that was read with it.
      const record = recordOf({ ...event, message: copyOf(event.message) });
      matches.push({ record, group, stream: stream.name });
      if (matches.length >= 2 * most + ROOM) cut();
    }
  }
  cut();
  return { rows: matches.map((match) => rowOf(query.fields, match)), statistics };
}

/** A text of its own: one that was cut out of another holds all of that. */
function copyOf(text: string): string {
  return ` ${text}`.slice(1);
}

/** The fields that were asked for, as far as there are such, and where to find the others. */
function rowOf(fields: readonly string[], { record, group, stream }: Match): ResultField[] {
  const { timestamp, sequence } = record.event;
  const told = fields.flatMap((field) => {
    const value = record.get(field);
    return value === undefined ? [] : [{ field, value: isTime(field) ? timeText(Number(value)) : value }];
  });
  return [...told, { field: '@ptr', value: recordPointer({ group, stream, timestamp, sequence }) }];
}

function isTime(field: string): boolean {
  return field === '@timestamp' || field === '@ingestionTime';
}

/** `2026-01-05 08:00:00.000`. */
function timeText(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, -1);
}
