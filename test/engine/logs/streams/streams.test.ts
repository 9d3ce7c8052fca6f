import { beforeEach, describe, expect, it } from 'vitest';
import { ARN, LogsHarness, NO_GROUP, NO_STREAM, numbered, START } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

interface Stream {
  readonly logStreamName: string;
}

const streams = (input: object = {}) =>
  logs
    .call('DescribeLogStreams', { logGroupName: '/g', ...input })
    .logStreams.map(({ logStreamName }: Stream) => logStreamName);

describe('a log stream', () => {
  it('5.1 that exists is not created again, nor is one in a group that does not exist', () => {
    const input = { logGroupName: '/g', logStreamName: 's' };
    expect(logs.refusal('CreateLogStream', input)).toBe(
      'ResourceAlreadyExistsException: The specified log stream already exists',
    );
    expect(logs.refusal('CreateLogStream', { ...input, logGroupName: '/x' })).toBe(NO_GROUP);
  });

  it('5.1 is deleted with its events', () => {
    const input = { logGroupName: '/g', logStreamName: 's' };
    logs.write(numbered(2));
    logs.call('DeleteLogStream', input);
    expect(logs.filter().events).toEqual([]);
    expect(logs.refusal('DeleteLogStream', input)).toBe(NO_STREAM);
    expect(logs.refusal('DeleteLogStream', { ...input, logGroupName: '/x' })).toBe(NO_GROUP);
  });

  it('9 has no event times before its first event', () => {
    logs.write(numbered(2), 't');
    const own = { creationTime: START, storedBytes: 0 };
    expect(logs.call('DescribeLogStreams', { logGroupIdentifier: `${ARN}/g` }).logStreams).toEqual([
      { ...own, logStreamName: 's', arn: `${ARN}/g:log-stream:s` },
      {
        ...own,
        logStreamName: 't',
        arn: `${ARN}/g:log-stream:t`,
        firstEventTimestamp: START - 2000,
        lastEventTimestamp: START - 1000,
        lastIngestionTime: START,
        uploadSequenceToken: expect.stringMatching(/^\d{56}$/),
      },
    ]);
  });
});

describe('DescribeLogStreams', () => {
  it('1.7 a stream has the ARN of its group before its name', () => {
    const { logStreams } = logs.call('DescribeLogStreams', { logGroupName: '/g' });
    expect(logStreams).toMatchObject([{ arn: `${ARN}/g:log-stream:s` }]);
  });

  it('5.5 streams by name, in either direction, or those with a prefix', () => {
    for (const name of ['b', 'a', 'B']) logs.createStream(name);
    expect(streams()).toEqual(['B', 'a', 'b', 's']);
    expect(streams({ descending: true })).toEqual(['s', 'b', 'a', 'B']);
    expect(streams({ logStreamNamePrefix: 'b' })).toEqual(['b']);
  });

  it('5.5 streams by last event time, newest first when descending; not with a prefix', () => {
    logs.write([{ timestamp: START - 10, message: 'x' }], 'old');
    logs.write([{ timestamp: START, message: 'x' }], 'new');
    expect(streams({ orderBy: 'LastEventTime', descending: true })).toEqual(['new', 'old', 's']);
    expect(streams({ orderBy: 'LastEventTime' })).toEqual(['s', 'old', 'new']);
    const input = { logGroupName: '/g', orderBy: 'LastEventTime', logStreamNamePrefix: 'n' };
    expect(logs.refusal('DescribeLogStreams', input)).toBe(
      'InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.',
    );
  });

  it.each([{}, { descending: true }, { orderBy: 'LastEventTime' }, { orderBy: 'LastEventTime', descending: true }])(
    '1.5 pages of %j have 50 streams at most and join without loss',
    (order) => {
      for (let i = 0; i < 60; i++) logs.write([{ timestamp: START + (i % 7), message: 'x' }], `n${i}`);
      const { logStreams, nextToken } = logs.call('DescribeLogStreams', { logGroupName: '/g', ...order });
      expect(logStreams).toHaveLength(50);
      const input = { logGroupName: '/g', limit: 7, ...order };
      const names = logs.pages<Stream>('DescribeLogStreams', input, 'logStreams').map((one) => one.logStreamName);
      expect(new Set(names).size).toBe(61);
      expect(names.slice(0, 50)).toEqual(logStreams.map(({ logStreamName }: Stream) => logStreamName));
      const other = { logGroupName: '/g', nextToken, logStreamNamePrefix: 'n' };
      expect(logs.refusal('DescribeLogStreams', other)).toMatch(/nextToken is invalid/);
    },
  );

  it('5.5 exactly one of name and identifier', () => {
    expect(logs.refusal('DescribeLogStreams', {})).toMatch(/^InvalidParameterException/);
    expect(logs.refusal('DescribeLogStreams', { logGroupName: '/x' })).toBe(NO_GROUP);
  });
});
