import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../groups/log-group.ts';
import { type PageRequest, pageOf } from '../paging.ts';
import type { StreamView } from './log-stream.ts';

export interface DescribeLogStreamsInput extends PageRequest {
  readonly logStreamNamePrefix?: string;
  readonly orderBy?: 'LogStreamName' | 'LastEventTime';
  readonly descending?: boolean;
}

/** Streams of a group by name, or by the time of their last event (spec 5.5). Throws InvalidParameterException. */
export function describeLogStreams(group: LogGroup, input: DescribeLogStreamsInput, now: number): object {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending: isDescending = false } = input;
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const keyOf = (name: string) => {
    if (orderBy === 'LogStreamName') return name;
    const lastEventTime = group.stream(name, now).last?.timestamp ?? 0;
    return `${lastEventTime.toString().padStart(16, '0')} ${name}`;
  };
  const items = [...group.streams.names()]
    .filter((name) => prefix === undefined || name.startsWith(prefix))
    .map((name) => ({ name, key: keyOf(name) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1) * (isDescending ? -1 : 1));
  const boundTo = ['DescribeLogStreams', group.name, prefix, orderBy, isDescending];
  const { page, nextToken } = pageOf({ items, keyOf: ({ key }) => key, isDescending, boundTo, now }, input);
  return { logStreams: page.map(({ name }) => streamInFull(group.stream(name, now), group)), nextToken };
}

function streamInFull(stream: StreamView, group: LogGroup): object {
  const { name, creationTime, first, last, lastIngestionTime } = stream;
  return {
    logStreamName: name,
    creationTime,
    // Absent before the first event (spec 9).
    firstEventTimestamp: first?.timestamp,
    lastEventTimestamp: last?.timestamp,
    lastIngestionTime,
    uploadSequenceToken: last?.sequence.toString().padStart(56, '4'),
    arn: `${group.arn}:log-stream:${name}`,
    storedBytes: 0,
  };
}
