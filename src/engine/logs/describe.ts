import { invalidParameter, type LogGroup, type LogGroups, requireStream } from './log-group.ts';
import type { LogStream } from './log-stream.ts';
import { invalidToken, markOf } from './token.ts';

export interface DescribeLogGroupsInput {
  logGroupNamePrefix?: string;
  logGroupNamePattern?: string;
  logGroupIdentifiers?: string[];
  logGroupClass?: string;
  nextToken?: string;
  limit?: number;
}

export interface DescribeLogStreamsInput {
  logStreamNamePrefix?: string;
  orderBy?: 'LogStreamName' | 'LastEventTime';
  descending?: boolean;
  nextToken?: string;
  limit?: number;
}

const PAGE = 50;

/** Groups by prefix, by part of the name, or by identifier; sorted by name (spec 5.5). */
export function describeLogGroups(groups: LogGroups, input: DescribeLogGroupsInput, now: number): object {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  if (identifiers && (prefix !== undefined || pattern !== undefined)) {
    throw invalidParameter('logGroupIdentifiers cannot be combined with other filters.');
  }
  const named = identifiers && new Set(identifiers.map((identifier) => groups.nameOf(identifier)));
  const chosen = groups
    .sorted()
    .filter(
      ({ name, logGroupClass }) =>
        (prefix === undefined || name.startsWith(prefix)) &&
        (pattern === undefined || name.includes(pattern)) &&
        (!named || named.has(name)) &&
        (input.logGroupClass === undefined || logGroupClass === input.logGroupClass),
    );
  const mark = markOf('DescribeLogGroups', prefix, pattern, identifiers, input.logGroupClass);
  const { page, nextToken } = pageOf(chosen, ({ name }) => name, input, mark);
  const show = pattern === undefined ? groupInFull : groupInShort;
  return { logGroups: page.map((group) => show(group, groups.arnOf(group), now)), nextToken };
}

/** Streams of a group by name, or by the time of their last event (spec 5.5). */
export function describeLogStreams(
  group: LogGroup,
  groupArn: string,
  input: DescribeLogStreamsInput,
  now: number,
): object {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const keyOf = (name: string) => {
    if (orderBy === 'LogStreamName') return name;
    const lastEventTime = requireStream(group, name, now).last?.timestamp ?? 0;
    return `${lastEventTime.toString().padStart(16, '0')} ${name}`;
  };
  const chosen = [...group.streams.names()]
    .filter((name) => prefix === undefined || name.startsWith(prefix))
    .map((name) => ({ name, key: keyOf(name) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1) * (descending ? -1 : 1));
  const mark = markOf('DescribeLogStreams', group.name, prefix, orderBy, descending);
  const { page, nextToken } = pageOf(chosen, ({ key }) => key, input, mark, descending);
  const streams = page.map(({ name }) => requireStream(group, name, now));
  return { logStreams: streams.map((stream) => streamInFull(stream, groupArn)), nextToken };
}

/** A page behind the key that the token names; the token is bound to the request by its mark (spec 1.5). */
function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { nextToken, limit = PAGE }: { nextToken?: string; limit?: number },
  mark: string,
  descending = false,
): { page: T[]; nextToken: string | undefined } {
  const after = nextToken === undefined ? undefined : keyIn(nextToken, mark);
  const isBehind = (key: string) => after === undefined || (descending ? key < after : key > after);
  const start = items.findIndex((item) => isBehind(keyOf(item)));
  const page = start === -1 ? [] : items.slice(start, start + limit);
  const hasMore = start !== -1 && start + limit < items.length;
  return { page, nextToken: hasMore ? `${mark}${Buffer.from(keyOf(page.at(-1)!)).toString('base64url')}` : undefined };
}

function keyIn(token: string, mark: string): string {
  if (!token.startsWith(mark)) throw invalidToken();
  return Buffer.from(token.slice(mark.length), 'base64url').toString();
}

function groupInShort(group: LogGroup, arn: string): object {
  return { logGroupName: group.name, creationTime: group.creationTime, arn: `${arn}:*`, logGroupArn: arn };
}

function groupInFull(group: LogGroup, arn: string, now: number): object {
  return {
    ...groupInShort(group, arn),
    metricFilterCount: 0,
    storedBytes: group.streams.bytes(now),
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    deletionProtectionEnabled: group.isProtected,
  };
}

function streamInFull(stream: LogStream, groupArn: string): object {
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    // Absent before the first event (spec 9).
    firstEventTimestamp: stream.first?.timestamp,
    lastEventTimestamp: stream.last?.timestamp,
    lastIngestionTime: stream.lastIngestionTime,
    uploadSequenceToken: stream.last?.sequence.toString().padStart(56, '4'),
    arn: `${groupArn}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}
