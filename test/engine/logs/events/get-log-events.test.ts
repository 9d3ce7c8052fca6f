import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ARN,
  DAY,
  INVALID_TOKEN,
  LogsHarness,
  linesAt,
  NO_GROUP,
  NO_STREAM,
  numbered,
  START,
  texts,
} from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const refused = (input: object) => logs.refusal('GetLogEvents', { logGroupName: '/g', logStreamName: 's', ...input });

describe('GetLogEvents', () => {
  it('5.3 without startFromHead the newest page comes first, in ascending order', () => {
    logs.write(numbered(5));
    const page = logs.get({ limit: 2 });
    expect(texts(page)).toEqual(['line 3', 'line 4']);
    expect(texts(logs.get({ limit: 2, nextToken: page.nextBackwardToken }))).toEqual(['line 1', 'line 2']);
  });

  it('5.3 reads forward from the head to the end, where the passed token comes back', () => {
    logs.write(numbered(3));
    const first = logs.get({ limit: 2, startFromHead: true });
    expect(texts(first)).toEqual(['line 0', 'line 1']);
    const second = logs.get({ limit: 2, startFromHead: true, nextToken: first.nextForwardToken });
    expect(texts(second)).toEqual(['line 2']);
    const third = logs.get({ startFromHead: true, nextToken: second.nextForwardToken });
    expect(third.events).toEqual([]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
  });

  it('5.3 from the end the tokens lead on in both directions', () => {
    logs.write(numbered(3));
    const { nextForwardToken, nextBackwardToken } = logs.get({ limit: 1 });
    expect(texts(logs.get({ nextToken: nextBackwardToken }))).toEqual(['line 0', 'line 1']);
    logs.write([{ timestamp: START, message: 'new' }]);
    expect(texts(logs.get({ startFromHead: true, nextToken: nextForwardToken }))).toEqual(['new']);
  });

  it('5.3 a forward token goes forward also without startFromHead, and a backward one back with it', () => {
    logs.write(numbered(3));
    const { nextForwardToken } = logs.get({ limit: 1, startFromHead: true });
    expect(texts(logs.get({ limit: 1, nextToken: nextForwardToken }))).toEqual(['line 1']);
    const { nextBackwardToken } = logs.get({ limit: 1 });
    expect(texts(logs.get({ limit: 1, nextToken: nextBackwardToken, startFromHead: true }))).toEqual(['line 1']);
  });

  it('5.3 a follower with the same token sees what arrives later', () => {
    logs.write(numbered(1));
    const { nextForwardToken } = logs.get({ startFromHead: true });
    logs.advance(5);
    logs.write([{ timestamp: logs.now, message: 'new' }]);
    expect(texts(logs.get({ startFromHead: true, nextToken: nextForwardToken }))).toEqual(['new']);
  });

  it('5.3 an event of the same millisecond that arrives later is seen by the follower', () => {
    logs.write(linesAt(START));
    const { nextForwardToken } = logs.get({ startFromHead: true });
    logs.write([{ timestamp: START, message: 'b' }]);
    expect(texts(logs.get({ startFromHead: true, nextToken: nextForwardToken }))).toEqual(['b']);
  });

  it('5.3 a late event behind the cursor is not seen by it', () => {
    logs.write(numbered(3));
    const { nextForwardToken } = logs.get({ startFromHead: true });
    logs.write([{ timestamp: START - 2500, message: 'late' }]);
    expect(logs.get({ startFromHead: true, nextToken: nextForwardToken }).events).toEqual([]);
    expect(texts(logs.get({ startFromHead: true }))).toEqual(['line 0', 'late', 'line 1', 'line 2']);
  });

  it('5.3 at the beginning the passed backward token comes back', () => {
    logs.write(numbered(2));
    const { nextBackwardToken } = logs.get();
    const page = logs.get({ nextToken: nextBackwardToken });
    expect(page.events).toEqual([]);
    expect(page.nextBackwardToken).toBe(nextBackwardToken);
  });

  it('5.3 an empty stream has both tokens, and its forward token finds the first event', () => {
    const page = logs.get({ startFromHead: true });
    expect(page.events).toEqual([]);
    expect(page.nextForwardToken).toMatch(/^f\/\d{56}\/s$/);
    expect(page.nextBackwardToken).toMatch(/^b\/\d{56}\/s$/);
    logs.write([{ timestamp: START, message: 'first' }]);
    expect(texts(logs.get({ startFromHead: true, nextToken: page.nextForwardToken }))).toEqual(['first']);
  });

  it('5.3 startTime is inclusive, endTime exclusive', () => {
    logs.write(numbered(5));
    expect(texts(logs.get({ startTime: START - 4000, endTime: START - 2000 }))).toEqual(['line 1', 'line 2']);
    expect(texts(logs.get({ startTime: START - 4000, endTime: START - 2000, startFromHead: true }))).toHaveLength(2);
    expect(texts(logs.get({ startTime: START - 1000, endTime: START - 4000 }))).toEqual([]);
  });

  it('5.3 a page holds at most a megabyte and never nothing when there is something', () => {
    logs.write([1, 2, 3].map((i) => ({ timestamp: START + i, message: 'x'.repeat(500_000) })));
    expect(logs.get({ startFromHead: true }).events).toHaveLength(2);
    expect(logs.get().events.map(({ timestamp }: { timestamp: number }) => timestamp)).toEqual([START + 2, START + 3]);
    logs.write([{ timestamp: START + 4, message: 'x'.repeat(1_100_000) }]);
    expect(logs.get().events).toHaveLength(1);
  });

  it('5.3 a page holds at most 10,000 events', () => {
    logs.write(Array.from({ length: 10_001 }, (_, i) => ({ timestamp: START + i, message: 'x' })));
    expect(logs.raw('GetLogEvents', { logGroupName: '/g', logStreamName: 's' }).events).toHaveLength(10_000);
  });

  it('5.3 pages of any size, in either direction, have every event once', () => {
    const times = fc.array(fc.nat(30), { maxLength: 25 });
    const range = fc.record({ startTime: fc.nat(30), endTime: fc.nat(30) }, { requiredKeys: [] });
    fc.assert(
      fc.property(times, range, fc.integer({ min: 1, max: 6 }), fc.boolean(), (given, window, limit, startFromHead) => {
        const own = new LogsHarness();
        given.forEach((timestamp, i) => {
          own.write([{ timestamp, message: `${i}` }]);
        });
        const { startTime = 0, endTime = 99 } = window;
        const expected = given
          .map((timestamp, i) => ({ timestamp, message: `${i}` }))
          .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
          .sort((a, b) => a.timestamp - b.timestamp);
        const seen: string[] = [];
        let nextToken: string | undefined;
        for (;;) {
          const page = own.get({ ...window, limit, startFromHead, ...(nextToken ? { nextToken } : {}) });
          if (startFromHead) seen.push(...texts(page));
          else seen.unshift(...texts(page));
          const further = startFromHead ? page.nextForwardToken : page.nextBackwardToken;
          if (further === nextToken) break;
          nextToken = further;
        }
        expect(seen).toEqual(expected.map(({ message }) => message));
      }),
    );
  });

  it.each(['f/12/s', 'nonsense', `f/${'0'.repeat(56)}/s`, `g/${'0'.repeat(56)}/s`])(
    '5.3 the token %s is invalid',
    (nextToken) => {
      expect(refused({ nextToken })).toBe(INVALID_TOKEN);
    },
  );

  it('1.5 a token belongs to its stream and times, and lives a day', () => {
    logs.write(numbered(1));
    const { nextForwardToken: nextToken } = logs.get();
    logs.createStream('t');
    expect(refused({ logStreamName: 't', nextToken })).toBe(INVALID_TOKEN);
    expect(refused({ startTime: 1, nextToken })).toBe(INVALID_TOKEN);
    logs.advance(DAY / 1000);
    expect(logs.get({ nextToken }).events).toEqual([]);
    logs.world.clock.advance(1);
    expect(refused({ nextToken })).toBe(INVALID_TOKEN);
  });

  it('5.3 exactly one of name and identifier', () => {
    logs.write(numbered(1));
    expect(refused({ logGroupIdentifier: '/g' })).toMatch(/^InvalidParameterException/);
    expect(refused({ logGroupName: undefined })).toMatch(/^InvalidParameterException/);
    const read = (logGroupIdentifier: string) =>
      logs.call('GetLogEvents', { logStreamName: 's', logGroupIdentifier }).events;
    expect(read('/g')).toHaveLength(1);
    expect(read(`${ARN}/g`)).toHaveLength(1);
    const foreign = `${ARN}/g`.replace('123456789012', '999999999999');
    expect(refused({ logGroupName: undefined, logGroupIdentifier: foreign })).toBe(NO_GROUP);
  });

  it('5.2 unknown groups and streams have their messages', () => {
    expect(refused({ logGroupName: '/x' })).toBe(NO_GROUP);
    expect(refused({ logStreamName: 'x' })).toBe(NO_STREAM);
  });

  it('5.1 groups of another class than STANDARD are not read from', () => {
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
    logs.createStream('s', '/rare');
    const message =
      /^InvalidParameterException: The log group \/rare is of log-group-class INFREQUENT_ACCESS\. \w+ is not/;
    expect(refused({ logGroupName: '/rare' })).toMatch(message);
    expect(logs.refusal('FilterLogEvents', { logGroupName: '/rare' })).toMatch(message);
  });
});
