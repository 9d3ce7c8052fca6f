import { beforeEach, describe, expect, it } from 'vitest';
import { ARN, DAY, INVALID_TOKEN, LogsHarness, NO_GROUP, NO_STREAM, START, texts } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
  logs.write([{ timestamp: START - 1, message: 'ERROR b' }], 'b');
  logs.write([{ timestamp: START - 2, message: 'INFO a' }], 'a');
  logs.write([{ timestamp: START - 1, message: 'WARN a' }], 'a');
  logs.write([{ timestamp: START - 3, message: 'ERROR c' }], 'c');
});

const refused = (input: object) => logs.refusal('FilterLogEvents', { logGroupName: '/g', ...input });
const ALL = ['ERROR c', 'INFO a', 'ERROR b', 'WARN a'];

describe('FilterLogEvents', () => {
  it('5.4 streams are interleaved by timestamp, then by arrival', () => {
    expect(texts(logs.filter())).toEqual(ALL);
    expect(texts(logs.filter({ interleaved: false }))).toEqual(ALL);
    expect(logs.filter()).toMatchObject({ searchedLogStreams: [] });
  });

  it('5.4 an event tells its stream, its times and an id of 56 digits of its own', () => {
    const { events } = logs.filter();
    expect(events[0]).toEqual({
      logStreamName: 'c',
      timestamp: START - 3,
      message: 'ERROR c',
      ingestionTime: START,
      eventId: expect.stringMatching(/^\d{56}$/),
    });
    expect(new Set(events.map(({ eventId }: { eventId: string }) => eventId)).size).toBe(4);
  });

  it('5.4 pages without loss or repetition, and the last has no token', () => {
    const events = logs.pages<{ message: string }>('FilterLogEvents', { logGroupName: '/g', limit: 1 }, 'events');
    expect(texts({ events: events as never })).toEqual(ALL);
  });

  it('5.4 endTime is inclusive', () => {
    expect(texts(logs.filter({ startTime: START - 2, endTime: START - 1 }))).toEqual(['INFO a', 'ERROR b', 'WARN a']);
    expect(texts(logs.filter({ endTime: START - 2 }))).toEqual(['ERROR c', 'INFO a']);
  });

  it('5.4 streams by name or by prefix, not both', () => {
    expect(texts(logs.filter({ logStreamNames: ['a', 'c'] }))).toEqual(['ERROR c', 'INFO a', 'WARN a']);
    expect(texts(logs.filter({ logStreamNames: ['a', 'a'] }))).toEqual(['INFO a', 'WARN a']);
    expect(texts(logs.filter({ logStreamNamePrefix: 'b' }))).toEqual(['ERROR b']);
    expect(refused({ logStreamNames: ['a'], logStreamNamePrefix: 'b' })).toMatch(/^InvalidParameterException/);
    expect(refused({ logStreamNames: ['a', 'nope'] })).toBe(NO_STREAM);
    expect(refused({ logGroupName: '/x' })).toBe(NO_GROUP);
  });

  it('5.4 the group by name or by identifier, not both', () => {
    expect(logs.call('FilterLogEvents', { logGroupIdentifier: `${ARN}/g` }).events).toHaveLength(4);
    expect(refused({ logGroupIdentifier: '/g' })).toMatch(/^InvalidParameterException/);
    expect(refused({ logGroupName: undefined })).toMatch(/^InvalidParameterException/);
  });

  it('5.4 without startTime all that is kept is searched', () => {
    logs.write([{ timestamp: START - 400 * DAY, message: 'long ago' }]);
    expect(texts(logs.filter())).toEqual(['long ago', ...ALL]);
    logs.call('PutRetentionPolicy', { logGroupName: '/g', retentionInDays: 365 });
    expect(texts(logs.filter())).toEqual(ALL);
  });

  it('1.5 a token of another search is invalid, and it lives a day', () => {
    const { nextToken } = logs.filter({ limit: 1 });
    expect(refused({ nextToken, filterPattern: 'ERROR' })).toBe(INVALID_TOKEN);
    expect(refused({ nextToken, logStreamNames: ['a'] })).toBe(INVALID_TOKEN);
    expect(refused({ nextToken: 'x' })).toBe(INVALID_TOKEN);
    expect(texts(logs.filter({ nextToken, limit: 2 }))).toEqual(['INFO a', 'ERROR b']);
    logs.advance(DAY / 1000);
    expect(texts(logs.filter({ nextToken }))).toHaveLength(3);
    logs.world.clock.advance(1);
    expect(refused({ nextToken })).toBe(INVALID_TOKEN);
  });

  it.each([
    ['', 4],
    ['ERROR', 2],
    ['-ERROR', 2],
    ['?WARN ?INFO', 2],
    ['{ $.a = 1 }', 0],
    ['[level = ERROR, name]', 2],
    ['%^[IW].*a$%', 2],
  ])('5.4 the pattern %s finds %i', (filterPattern, count) => {
    expect(logs.filter({ filterPattern }).events).toHaveLength(count);
  });

  it('5.4 a pattern that cannot be read is refused', () => {
    expect(refused({ filterPattern: '{ $.a }' })).toBe('InvalidParameterException: Invalid filter pattern');
  });

  it('1.5 a page has 10,000 events unless fewer are asked for', () => {
    logs.write(Array.from({ length: 10_001 }, () => ({ timestamp: START, message: 'x' })));
    const search = { logGroupName: '/g', filterPattern: 'x' };
    const page = logs.raw('FilterLogEvents', search);
    expect(page.events).toHaveLength(10_000);
    expect(logs.filter({ ...search, nextToken: page.nextToken })).toEqual({
      events: [expect.anything()],
      searchedLogStreams: [],
    });
  });

  it('5.4 a page holds at most a megabyte', () => {
    logs.write([1, 2, 3].map((i) => ({ timestamp: START + i, message: `big ${'x'.repeat(600_000)}` })));
    const page = logs.filter({ filterPattern: 'big' });
    expect(page.events).toHaveLength(2);
    expect(logs.filter({ filterPattern: 'big', nextToken: page.nextToken })).not.toHaveProperty('nextToken');
  });

  it('5.4 a search that finds nothing in much comes with empty pages, until it is through', () => {
    logs.write(Array.from({ length: 250_000 }, (_, i) => ({ timestamp: START + i, message: 'x' })));
    logs.write([{ timestamp: START + 250_000, message: 'needle' }]);
    const counts: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = logs.filter({ filterPattern: 'needle', ...(nextToken ? { nextToken } : {}) });
      counts.push(page.events.length);
      nextToken = page.nextToken;
    } while (nextToken);
    expect(counts).toEqual([0, 0, 1]);
  });

  it('5.4 what a pattern takes counts too', () => {
    const message = 'x'.repeat(100_000);
    logs.write(Array.from({ length: 20 }, (_, i) => ({ timestamp: START + i, message })));
    expect(logs.filter({ filterPattern: '%x{100}y%' }).nextToken).toBeDefined();
    expect(logs.filter({ filterPattern: 'y' })).not.toHaveProperty('nextToken');
  });
});
