import { describe, expect, it } from 'vitest';
import { caller, NOW, smallWorld } from '../support/small-world.ts';

interface Event {
  timestamp: number;
  message: string;
}
interface Page {
  events: Event[];
  nextForwardToken: string;
  nextBackwardToken: string;
  nextToken?: string;
}

function setUp(events: Event[] = []) {
  const { logs, clock } = smallWorld();
  const call = (operation: string, input: object) => logs.operations[operation]!(input, caller) as never;
  call('CreateLogGroup', { logGroupName: '/g' });
  call('CreateLogStream', { logGroupName: '/g', logStreamName: 's' });
  if (events.length > 0) logs.write('/g', 's', events);
  const get = (input: object = {}): Page => call('GetLogEvents', { logGroupName: '/g', logStreamName: 's', ...input });
  const filter = (input: object = {}): Page => call('FilterLogEvents', { logGroupName: '/g', ...input });
  return { logs, clock, call, get, filter };
}

const numbered = (count: number): Event[] =>
  Array.from({ length: count }, (_, i) => ({ timestamp: NOW - 1000 * (count - i), message: `line ${i}` }));
const texts = (page: Page) => page.events.map(({ message }) => message);
const nameOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'no error';
};

describe('GetLogEvents', () => {
  it('5.3 without startFromHead the newest page comes first, in ascending order', () => {
    const { get } = setUp(numbered(5));
    const page = get({ limit: 2 });
    expect(texts(page)).toEqual(['line 3', 'line 4']);
    expect(texts(get({ limit: 2, nextToken: page.nextBackwardToken }))).toEqual(['line 1', 'line 2']);
  });

  it('5.3 reads forward from the head to the end, where the passed token comes back', () => {
    const { get } = setUp(numbered(3));
    const first = get({ limit: 2, startFromHead: true });
    expect(texts(first)).toEqual(['line 0', 'line 1']);
    const second = get({ limit: 2, startFromHead: true, nextToken: first.nextForwardToken });
    expect(texts(second)).toEqual(['line 2']);
    const third = get({ startFromHead: true, nextToken: second.nextForwardToken });
    expect(third.events).toEqual([]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
  });

  it('5.3 a follower with the same token sees what arrives later', () => {
    const { get, logs, clock } = setUp(numbered(1));
    const { nextForwardToken } = get({ startFromHead: true });
    clock.advance(5000);
    logs.write('/g', 's', [{ timestamp: clock.now(), message: 'new' }]);
    expect(texts(get({ startFromHead: true, nextToken: nextForwardToken }))).toEqual(['new']);
  });

  it('5.3 an event of the same millisecond that arrives later is seen by the follower', () => {
    const { get, logs } = setUp([{ timestamp: NOW, message: 'a' }]);
    const { nextForwardToken } = get({ startFromHead: true });
    logs.write('/g', 's', [{ timestamp: NOW, message: 'b' }]);
    expect(texts(get({ startFromHead: true, nextToken: nextForwardToken }))).toEqual(['b']);
  });

  it('5.3 a late event behind the cursor is not seen by it', () => {
    const { get, logs } = setUp(numbered(3));
    const { nextForwardToken } = get({ startFromHead: true });
    logs.write('/g', 's', [{ timestamp: NOW - 2500, message: 'late' }]);
    expect(get({ startFromHead: true, nextToken: nextForwardToken }).events).toEqual([]);
    expect(texts(get({ startFromHead: true }))).toEqual(['line 0', 'late', 'line 1', 'line 2']);
  });

  it('5.3 at the beginning the passed backward token comes back', () => {
    const { get } = setUp(numbered(2));
    const { nextBackwardToken } = get();
    const page = get({ nextToken: nextBackwardToken });
    expect(page.events).toEqual([]);
    expect(page.nextBackwardToken).toBe(nextBackwardToken);
  });

  it('5.3 an empty stream has both tokens, and its forward token finds the first event', () => {
    const { get, logs } = setUp();
    const page = get({ startFromHead: true });
    expect(page.events).toEqual([]);
    expect(page.nextForwardToken).toMatch(/^f\/\d{56}\/s$/);
    expect(page.nextBackwardToken).toMatch(/^b\/\d{56}\/s$/);
    logs.write('/g', 's', [{ timestamp: NOW, message: 'first' }]);
    expect(texts(get({ startFromHead: true, nextToken: page.nextForwardToken }))).toEqual(['first']);
  });

  it('5.3 startTime is inclusive, endTime exclusive', () => {
    const { get } = setUp(numbered(5));
    expect(texts(get({ startTime: NOW - 4000, endTime: NOW - 2000 }))).toEqual(['line 1', 'line 2']);
    expect(texts(get({ startTime: NOW - 1000, endTime: NOW - 4000 }))).toEqual([]);
  });

  it('5.3 a page holds at most a megabyte and never nothing when there is something', () => {
    const { get } = setUp([1, 2, 3].map((i) => ({ timestamp: NOW + i, message: 'x'.repeat(500_000) })));
    expect(get({ startFromHead: true }).events).toHaveLength(2);
    expect(get().events.map(({ timestamp }) => timestamp)).toEqual([NOW + 2, NOW + 3]);
  });

  it.each(['f/12/s', 'nonsense', `f/${'0'.repeat(56)}/s`])('5.3 the token %s is invalid', (nextToken) => {
    const { get } = setUp(numbered(1));
    expect(nameOf(() => get({ nextToken }))).toBe('InvalidParameterException: The specified nextToken is invalid.');
  });

  it('1.5 a token belongs to its stream and times, and lives a day', () => {
    const { get, call, clock } = setUp(numbered(1));
    const { nextForwardToken: nextToken } = get();
    call('CreateLogStream', { logGroupName: '/g', logStreamName: 't' });
    const invalid = 'InvalidParameterException: The specified nextToken is invalid.';
    expect(nameOf(() => get({ logStreamName: 't', nextToken }))).toBe(invalid);
    expect(nameOf(() => get({ startTime: 1, nextToken }))).toBe(invalid);
    clock.advance(24 * 3_600_000);
    expect(get({ nextToken }).events).toEqual([]);
    clock.advance(1);
    expect(nameOf(() => get({ nextToken }))).toBe(invalid);
  });

  it('5.3 exactly one of name and identifier', () => {
    const { get } = setUp(numbered(1));
    expect(nameOf(() => get({ logGroupIdentifier: '/g' }))).toContain('InvalidParameterException');
    expect(nameOf(() => get({ logGroupName: undefined }))).toContain('InvalidParameterException');
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/g';
    expect(get({ logGroupName: undefined, logGroupIdentifier: arn }).events).toHaveLength(1);
    const foreign = arn.replace('123456789012', '999999999999');
    expect(nameOf(() => get({ logGroupName: undefined, logGroupIdentifier: foreign }))).toContain('ResourceNotFound');
  });

  it('5.2 unknown groups and streams have their messages', () => {
    const { get } = setUp();
    expect(nameOf(() => get({ logGroupName: '/x' }))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    expect(nameOf(() => get({ logStreamName: 'x' }))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
  });
});

it('1.5 a page has 10,000 events unless fewer are asked for', () => {
  const { get, filter } = setUp(Array.from({ length: 10_001 }, () => ({ timestamp: NOW, message: 'x' })));
  expect(get({ startFromHead: true }).events).toHaveLength(10_000);
  expect(get().events).toHaveLength(10_000);
  const page = filter();
  expect([page.events.length, typeof page.nextToken]).toEqual([10_000, 'string']);
  expect(filter({ nextToken: page.nextToken }).events).toHaveLength(1);
});

describe('PutLogEvents', () => {
  const put = (logEvents: Event[]) => {
    const world = setUp();
    const answer = world.call('PutLogEvents', { logGroupName: '/g', logStreamName: 's', logEvents }) as {
      rejectedLogEventsInfo?: object;
    };
    return { ...world, answer };
  };

  it('5.2 a batch out of order is refused as a whole', () => {
    const batch = [NOW, NOW - 1].map((timestamp) => ({ timestamp, message: 'x' }));
    expect(nameOf(() => put(batch))).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    );
  });

  it('5.2 a batch may span 24 hours and no more', () => {
    const batch = (span: number) => [NOW - span, NOW].map((timestamp) => ({ timestamp, message: 'x' }));
    expect(put(batch(24 * 3_600_000)).get().events).toHaveLength(2);
    expect(nameOf(() => put(batch(24 * 3_600_000 + 1)))).toContain('InvalidParameterException');
  });

  it('5.2 each event costs its UTF-8 bytes and 26', () => {
    const limit = 1_048_576;
    expect(nameOf(() => put([{ timestamp: NOW, message: 'x'.repeat(limit - 26) }]))).toBe('no error');
    expect(nameOf(() => put([{ timestamp: NOW, message: 'ä'.repeat(limit / 2 - 12) }]))).toContain('Upload too large');
  });

  it('5.2 events that are too new or too old are dropped and their places told', () => {
    const hour = 3_600_000;
    const late = put([NOW, NOW + 2 * hour, NOW + 2 * hour + 1].map((timestamp) => ({ timestamp, message: 'x' })));
    expect(late.answer.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 2 });
    expect(late.get().events).toHaveLength(2);
    const old = put([NOW - 14 * 24 * hour - 1, NOW - 14 * 24 * hour].map((timestamp) => ({ timestamp, message: 'x' })));
    expect(old.answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(old.get().events).toHaveLength(1);
  });

  it('5.2 a batch that is taken whole has no rejectedLogEventsInfo', () => {
    expect(put([{ timestamp: NOW, message: 'x' }]).answer.rejectedLogEventsInfo).toBeUndefined();
  });
});

describe('FilterLogEvents', () => {
  function threeStreams() {
    const world = setUp();
    world.logs.write('/g', 'b', [{ timestamp: NOW - 1, message: 'ERROR b' }]);
    world.logs.write('/g', 'a', [
      { timestamp: NOW - 2, message: 'INFO a' },
      { timestamp: NOW - 1, message: 'WARN a' },
    ]);
    world.logs.write('/g', 'c', [{ timestamp: NOW - 3, message: 'ERROR c' }]);
    return world;
  }

  it('5.4 streams are interleaved by timestamp, then by arrival', () => {
    const { filter } = threeStreams();
    expect(texts(filter())).toEqual(['ERROR c', 'INFO a', 'ERROR b', 'WARN a']);
    expect(filter()).toMatchObject({ searchedLogStreams: [] });
  });

  it('5.4 pages without loss or repetition, and the last has no token', () => {
    const { filter } = threeStreams();
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = filter({ limit: 1, nextToken });
      seen.push(...texts(page));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(['ERROR c', 'INFO a', 'ERROR b', 'WARN a']);
  });

  it('5.4 every event has an id of 56 digits of its own', () => {
    const ids = (threeStreams().filter().events as unknown as { eventId: string }[]).map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^\d{56}$/);
  });

  it('5.4 endTime is inclusive', () => {
    const { filter } = threeStreams();
    expect(texts(filter({ startTime: NOW - 2, endTime: NOW - 1 }))).toEqual(['INFO a', 'ERROR b', 'WARN a']);
    expect(texts(filter({ endTime: NOW - 2 }))).toEqual(['ERROR c', 'INFO a']);
  });

  it('5.4 streams by name or by prefix, not both', () => {
    const { filter } = threeStreams();
    expect(texts(filter({ logStreamNames: ['a', 'c'] }))).toEqual(['ERROR c', 'INFO a', 'WARN a']);
    expect(texts(filter({ logStreamNamePrefix: 'b' }))).toEqual(['ERROR b']);
    expect(nameOf(() => filter({ logStreamNames: ['a'], logStreamNamePrefix: 'b' }))).toContain('InvalidParameter');
    expect(nameOf(() => filter({ logStreamNames: ['a', 'nope'] }))).toContain('log stream does not exist');
  });

  it('1.5 a token of another search is invalid', () => {
    const { filter } = threeStreams();
    const { nextToken } = filter({ limit: 1 });
    expect(nameOf(() => filter({ limit: 1, nextToken, filterPattern: 'ERROR' }))).toContain('nextToken is invalid');
  });

  it.each([
    ['', 4],
    ['" "', 4],
    ['ERROR', 2],
    ['ERROR b', 1],
    ['"ERROR b"', 1],
    ['-ERROR', 2],
    ['?WARN ?INFO', 2],
    ['ERROR ?WARN', 2],
    ['error', 0],
  ])('5.4 the pattern %s finds %i', (filterPattern, count) => {
    expect(threeStreams().filter({ filterPattern }).events).toHaveLength(count);
  });

  it.each([
    ['{ $.a = 1 }', 0],
    ['[level = ERROR, name]', 2],
    ['%^[IW].*a$%', 2],
  ])('5.4 the pattern %s finds %i', (filterPattern, count) => {
    expect(threeStreams().filter({ filterPattern }).events).toHaveLength(count);
  });

  it.each(['"open', 'a.b'])('5.4 the pattern %s is invalid', (filterPattern) => {
    expect(nameOf(() => threeStreams().filter({ filterPattern }))).toBe(
      'InvalidParameterException: Invalid filter pattern',
    );
  });
});

describe('groups and streams', () => {
  it('5.7 what exists is not created again', () => {
    const { call } = setUp();
    expect(nameOf(() => call('CreateLogGroup', { logGroupName: '/g' }))).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    );
    expect(nameOf(() => call('CreateLogStream', { logGroupName: '/g', logStreamName: 's' }))).toContain(
      'ResourceAlreadyExistsException',
    );
  });

  it('5.1 names under aws/ are reserved', () => {
    const { call } = setUp();
    expect(nameOf(() => call('CreateLogGroup', { logGroupName: 'aws/x' }))).toContain('InvalidParameterException');
  });

  it('5.1 a protected group is not deleted, any other is', () => {
    const { call } = setUp();
    call('CreateLogGroup', { logGroupName: '/p', deletionProtectionEnabled: true });
    expect(nameOf(() => call('DeleteLogGroup', { logGroupName: '/p' }))).toContain('ValidationException');
    call('DeleteLogGroup', { logGroupName: '/g' });
    expect(nameOf(() => call('DeleteLogGroup', { logGroupName: '/g' }))).toContain('ResourceNotFoundException');
  });

  it('5.1 a deleted stream is gone with its events', () => {
    const { call, filter } = setUp(numbered(2));
    call('DeleteLogStream', { logGroupName: '/g', logStreamName: 's' });
    expect(filter().events).toEqual([]);
  });

  it('5.5 groups come in ASCII order, by prefix or by part of the name', () => {
    const { call } = setUp();
    for (const logGroupName of ['/b', '/a', '/B']) call('CreateLogGroup', { logGroupName });
    const names = (input: object) =>
      (call('DescribeLogGroups', input) as { logGroups: { logGroupName: string }[] }).logGroups.map(
        ({ logGroupName }) => logGroupName,
      );
    expect(names({})).toEqual(['/B', '/a', '/b', '/g']);
    expect(names({ logGroupNamePrefix: '/a' })).toEqual(['/a']);
    expect(names({ logGroupNamePattern: 'b' })).toEqual(['/b']);
    expect(nameOf(() => names({ logGroupNamePrefix: '/a', logGroupNamePattern: 'b' }))).toContain('InvalidParameter');
  });

  it('5.5 pages of groups join without loss, and a token belongs to its request', () => {
    const { call } = setUp();
    for (let i = 0; i < 5; i++) call('CreateLogGroup', { logGroupName: `/n${i}` });
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = call('DescribeLogGroups', { limit: 2, nextToken }) as {
        logGroups: { logGroupName: string }[];
        nextToken?: string;
      };
      if (page.nextToken) {
        const other = { nextToken: page.nextToken, logGroupNamePrefix: '/n' };
        expect(nameOf(() => call('DescribeLogGroups', other))).toContain('InvalidParameterException');
      }
      seen.push(...page.logGroups.map(({ logGroupName }) => logGroupName));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(['/g', '/n0', '/n1', '/n2', '/n3', '/n4']);
  });

  it('1.5 groups and streams come by fifties unless fewer are asked for', () => {
    const { call } = setUp();
    for (let i = 0; i < 60; i++) {
      call('CreateLogGroup', { logGroupName: `/n${i}` });
      call('CreateLogStream', { logGroupName: '/g', logStreamName: `n${i}` });
    }
    const { logGroups, nextToken } = call('DescribeLogGroups', {}) as { logGroups: []; nextToken: string };
    expect([logGroups.length, typeof nextToken]).toEqual([50, 'string']);
    const streams = call('DescribeLogStreams', { logGroupName: '/g' }) as { logStreams: []; nextToken: string };
    expect([streams.logStreams.length, typeof streams.nextToken]).toEqual([50, 'string']);
    const rest = { logGroupName: '/g', nextToken: streams.nextToken };
    const last = call('DescribeLogStreams', rest) as { logStreams: []; nextToken?: string };
    expect([last.logStreams.length, last.nextToken]).toEqual([11, undefined]);
  });

  it('1.7 a stream has the ARN of its group before its name', () => {
    const { call } = setUp();
    const { logStreams } = call('DescribeLogStreams', { logGroupName: '/g' }) as { logStreams: object[] };
    expect(logStreams[0]).toMatchObject({ arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/g:log-stream:s' });
  });

  it('1.7 a group has an ARN with :* and a logGroupArn without', () => {
    const { call } = setUp();
    const { logGroups } = call('DescribeLogGroups', {}) as { logGroups: object[] };
    expect(logGroups[0]).toMatchObject({
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/g:*',
      logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/g',
    });
  });

  it('9 a stream has no event times before its first event', () => {
    const { call, logs } = setUp();
    logs.write('/g', 't', numbered(2));
    const { logStreams } = call('DescribeLogStreams', { logGroupName: '/g' }) as { logStreams: object[] };
    expect(logStreams).toMatchObject([
      { logStreamName: 's', firstEventTimestamp: undefined, uploadSequenceToken: undefined, storedBytes: 0 },
      { logStreamName: 't', firstEventTimestamp: NOW - 2000, lastEventTimestamp: NOW - 1000, lastIngestionTime: NOW },
    ]);
  });

  it('5.5 streams by last event time, newest first when descending; not with a prefix', () => {
    const { call, logs } = setUp();
    logs.write('/g', 'old', [{ timestamp: NOW - 10, message: 'x' }]);
    logs.write('/g', 'new', [{ timestamp: NOW, message: 'x' }]);
    const streams = (input: object) =>
      call('DescribeLogStreams', { logGroupName: '/g', ...input }) as never as {
        logStreams: { logStreamName: string }[];
      };
    const { logStreams } = streams({ orderBy: 'LastEventTime', descending: true });
    expect(logStreams.map(({ logStreamName }) => logStreamName)).toEqual(['new', 'old', 's']);
    expect(nameOf(() => streams({ orderBy: 'LastEventTime', logStreamNamePrefix: 'n' }))).toBe(
      'InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.',
    );
  });
});
