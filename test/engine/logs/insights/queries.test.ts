import { beforeEach, describe, expect, it } from 'vitest';
import { ALICE } from '../../support/service-harness.ts';
import { ARN, HOUR, INVALID_TOKEN, LogsHarness, linesAt, NO_GROUP, NO_STREAM, START } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const SECONDS = START / 1000;
const RANGE = { startTime: SECONDS - 3600, endTime: SECONDS + 3600 };

interface ResultField {
  readonly field: string;
  readonly value: string;
}

function start(queryString: string, more: object = {}): string {
  return logs.call('StartQuery', { logGroupName: '/g', ...RANGE, queryString, ...more }).queryId;
}

function results(queryId: string, more: object = {}) {
  return logs.call('GetQueryResults', { queryId, ...more });
}

/** The rows of a query once it has run, without their pointers. */
function rows(queryString: string, more: object = {}): Record<string, string>[] {
  const queryId = start(queryString, more);
  logs.advance(1);
  return results(queryId).results.map((row: ResultField[]) => {
    return Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]));
  });
}

const messages = (queryString: string, more: object = {}) =>
  rows(`${queryString} | sort @timestamp`, more).map((row) => row['@message']);

function say(...lines: string[]): void {
  logs.write(lines.map((message, i) => ({ timestamp: START + i, message })));
}

const refused = (queryString: string, more: object = {}) =>
  logs.refusal('StartQuery', { logGroupName: '/g', ...RANGE, queryString, ...more });

describe('a query', () => {
  it('5.7 runs for a second, then tells what it found, newest first', () => {
    say('a', 'b');
    const queryId = start('fields @timestamp, @message, @logStream, @log, @ingestionTime');
    const nothing = { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 };
    expect(results(queryId)).toEqual({ queryLanguage: 'CWLI', status: 'Running', results: [], statistics: nothing });
    logs.advance(1);
    const answer = results(queryId);
    expect(answer).toMatchObject({
      status: 'Complete',
      statistics: { recordsMatched: 2, recordsScanned: 2, bytesScanned: 54, logGroupsScanned: 1 },
    });
    expect(answer.results[0]).toEqual([
      { field: '@timestamp', value: '2026-01-05 08:00:00.001' },
      { field: '@message', value: 'b' },
      { field: '@logStream', value: 's' },
      { field: '@log', value: '123456789012:/g' },
      { field: '@ingestionTime', value: '2026-01-05 08:00:00.000' },
      { field: '@ptr', value: expect.any(String) },
    ]);
  });

  it('5.7 finds what was there when it was started', () => {
    say('a');
    const queryId = start('fields @message');
    say('b');
    logs.advance(1);
    expect(results(queryId).results).toHaveLength(1);
  });

  it('5.7 looks at a range of seconds, both included', () => {
    logs.write(linesAt(START - 1, START, START + 1999, START + 2000));
    expect(rows('fields @timestamp', { startTime: SECONDS, endTime: SECONDS + 1 })).toHaveLength(2);
    expect(refused('fields @message', { startTime: SECONDS, endTime: SECONDS - 1 })).toMatch(/^InvalidParameter/);
  });

  it.each([
    ['filter @message like "b"', ['b 1', 'b 2']],
    ["filter @message not like 'b'", ['a 1', '{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}']],
    ['filter @message like /^[ab] 1$/', ['a 1', 'b 1']],
    ['filter @message like /[ !]\\x31$/', ['a 1', 'b 1']],
    ['filter @message in ["a 1", "b 2"]', ['a 1', 'b 2']],
    ['filter @message not in ["a 1"] and @message like / /', ['b 1', 'b 2']],
    ['filter level = "WARN"', ['{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}']],
    [
      'filter took > 249 and took <= 250 and took = 2.5e2',
      ['{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}'],
    ],
    ['filter user.id = 7 and tags.0 = "x"', ['{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}']],
    ['filter took > 250 or took < 0', []],
    ['filter level > 1', []],
    ['filter ispresent(`user.id`)', ['{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}']],
    ['filter not ispresent(level)', ['a 1', 'b 1', 'b 2']],
    [
      'filter level != "INFO" and not (@message like "1" or @message like "2 ")',
      ['b 2', '{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}'],
    ],
    [
      'FILTER @message LIKE "a" OR @message LIKE "b" AND @message LIKE "2"',
      ['a 1', 'b 2', '{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}'],
    ],
    [`filter @timestamp >= ${START + 2} | filter @message like "b"`, ['b 2']],
    ['filter @message like "a|b"', []],
  ])('5.7 %s', (query, expected) => {
    say('a 1', 'b 1', 'b 2', '{"level":"WARN","took":250,"user":{"id":7},"tags":["x"]}');
    expect(messages(query)).toEqual(expected);
  });

  it('5.7 sorts by fields, numbers as such, and what has none last', () => {
    say('{"n":10,"t":"b"}', '{"n":9,"t":"a"}', 'plain', '{"n":9,"t":"c"}');
    const sorted = (keys: string) => rows(`fields n, t | sort ${keys}`).map(({ n, t }) => `${n}${t}`);
    expect(sorted('n, t desc')).toEqual(['9c', '9a', '10b', 'undefinedundefined']);
    expect(sorted('n desc, t asc')).toEqual(['10b', '9a', '9c', 'undefinedundefined']);
    expect(sorted('t')).toEqual(['9a', '10b', '9c', 'undefinedundefined']);
  });

  it('5.7 shows the fields of display rather than those of fields, and without either the usual ones', () => {
    say('{"a":1,"b":true,"c":null}');
    expect(rows('fields a | fields b')).toEqual([{ a: '1', b: 'true' }]);
    expect(rows('fields a, b | display b, c')).toEqual([{ b: 'true' }]);
    expect(Object.keys(rows('filter a = 1')[0]!)).toEqual(['@timestamp', '@message']);
  });

  it('5.7 has as many records as it asks for, those that come first', () => {
    logs.write(Array.from({ length: 5000 }, (_, i) => ({ timestamp: START + ((i * 7) % 5000), message: `${i}` })));
    const times = rows('fields @timestamp | sort @timestamp | limit 3').map((row) => row['@timestamp']);
    expect(times).toEqual(['2026-01-05 08:00:00.000', '2026-01-05 08:00:00.001', '2026-01-05 08:00:00.002']);
    expect(rows('fields @message', { limit: 2 })).toHaveLength(2);
    expect(rows('fields @message | limit 4', { limit: 2 })).toHaveLength(4);
  });

  it('5.7 comes in pages, whose tokens live an hour', () => {
    say('a', 'b', 'c');
    const queryId = start('fields @message | sort @timestamp');
    logs.advance(1);
    const first = results(queryId, { maxItems: 2 });
    expect(first.results).toHaveLength(2);
    const { nextToken } = first;
    const second = results(queryId, { maxItems: 2, nextToken });
    expect(second.results).toMatchObject([[{ value: 'c' }, {}]]);
    expect(second).not.toHaveProperty('nextToken');
    const other = start('fields @message');
    logs.advance(1);
    expect(logs.refusal('GetQueryResults', { queryId: other, nextToken })).toBe(INVALID_TOKEN);
    logs.advance(HOUR / 1000);
    expect(logs.refusal('GetQueryResults', { queryId, nextToken })).toBe(INVALID_TOKEN);
  });

  it('5.7 asks exactly one of name, names and identifiers, and of groups that have queries', () => {
    logs.createGroup('/h');
    logs.createStream('s', '/h');
    say('g');
    logs.put(linesAt(START), 's', '/h');
    const of = (more: object) => rows('fields @log | sort @log', { logGroupName: undefined, ...more });
    const both = [{ '@log': '123456789012:/g' }, { '@log': '123456789012:/h' }];
    const [name, names] = [{ logGroupName: '/g' }, { logGroupNames: ['/h', '/g'] }];
    expect(of(names)).toEqual(both);
    expect(of({ logGroupIdentifiers: [`${ARN}/g`, '/h', '/g'] })).toEqual(both);
    expect(refused('fields @log', { ...name, ...names })).toMatch(/^InvalidParameterException/);
    expect(refused('fields @log', { logGroupName: undefined })).toMatch(/^InvalidParameterException/);
    expect(refused('fields @log', { logGroupName: undefined, logGroupNames: [] })).toMatch(/^InvalidParameter/);
    expect(refused('fields @log', { logGroupName: '/x' })).toBe(NO_GROUP);
    logs.createGroup('/d', { logGroupClass: 'DELIVERY' });
    expect(refused('fields @log', { logGroupName: '/d' })).toMatch(/^InvalidParameterException/);
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
    expect(rows('fields @log', { logGroupName: '/rare' })).toEqual([]);
  });

  it.each([
    ['stats count(*) by bin(5m)', 'stats is not available in the mock engine', 0, 5],
    ['fields @message | parse @message "* *" as a, b', 'parse is not available in the mock engine', 18, 23],
    ['filter @message like /(a|b)/', 'the regular expression /(a|b)/ is not available in the mock engine', 21, 28],
    ['', 'unexpected symbol found', 0, 0],
    ['fields', 'unexpected symbol found', 6, 6],
    ['fields a b', 'unexpected symbol found', 9, 9],
    ['fields toupper(a)', 'unexpected symbol found', 14, 14],
    ['filter a', 'unexpected symbol found', 8, 8],
    ['filter a = b', 'unexpected symbol found', 11, 11],
    ['filter (a = 1', 'unexpected symbol found', 13, 13],
    ['filter a in "x"', 'unexpected symbol found', 12, 12],
    ['limit 0', 'unexpected symbol found', 7, 7],
    ['limit 1.5', 'unexpected symbol found', 9, 9],
    ['limit 1 |', 'unexpected symbol found', 9, 9],
    ['constructor a', 'constructor is not available in the mock engine', 0, 11],
  ])('5.7 %s is malformed, and the error tells where', (queryString, message, startCharOffset, endCharOffset) => {
    expect(refused(queryString)).toBe(`MalformedQueryException: ${message}`);
    const location = { startCharOffset, endCharOffset };
    expect(() => logs.raw('StartQuery', { logGroupName: '/g', ...RANGE, queryString })).toThrow(
      expect.objectContaining({ details: { queryCompileError: { location, message } } }),
    );
  });

  it.each(['SQL', 'PPL'])('5.7 in %s is refused', (queryLanguage) => {
    expect(refused('fields @message', { queryLanguage })).toMatch(/^InvalidParameterException: \w+ is not available/);
  });

  it('5.7 is stopped while it runs, and not afterwards', () => {
    const queryId = start('fields @message');
    expect(logs.call('StopQuery', { queryId })).toEqual({ success: true });
    logs.advance(5);
    expect(results(queryId)).toMatchObject({ status: 'Cancelled', results: [] });
    expect(logs.refusal('StopQuery', { queryId })).toMatch(/^InvalidParameterException: .*not running/);
    const other = start('fields @message');
    logs.advance(1);
    expect(logs.refusal('StopQuery', { queryId: other })).toMatch(/^InvalidParameterException: .*not running/);
    for (const operation of ['StopQuery', 'GetQueryResults']) {
      expect(logs.refusal(operation, { queryId: 'x' })).toMatch(/^ResourceNotFoundException/);
    }
  });

  it('5.7 is one of 100 at a time, and 100 are remembered', () => {
    const first = start('fields @message');
    for (let i = 0; i < 99; i++) start('fields @message');
    expect(refused('fields @message')).toMatch(/^LimitExceededException/);
    logs.advance(1);
    results(first);
    start('fields @message');
    expect(logs.refusal('GetQueryResults', { queryId: first })).toMatch(/^ResourceNotFoundException/);
  });
});

describe('DescribeQueries', () => {
  const described = (input: object = {}) => logs.call('DescribeQueries', input).queries;

  it('9 tells what was started', () => {
    say('a');
    const queryId = start('fields @message');
    const running = {
      queryLanguage: 'CWLI',
      queryId,
      queryString: `SOURCE "/g" START=${START - HOUR} END=${START + HOUR} | fields @message`,
      status: 'Running',
      createTime: START,
      logGroupName: '/g',
      userIdentity: ALICE,
    };
    expect(described()).toEqual([running]);
    logs.advance(1);
    expect(described()).toEqual([{ ...running, status: 'Complete', queryDuration: 1000, bytesScanned: 27 }]);
  });

  it('5.7 newest first, by group, status and language, in pages', () => {
    logs.createGroup('/h');
    const first = start('fields @message');
    logs.advance(1);
    const second = start('fields @message', { logGroupName: '/h' });
    const ids = (input: object = {}) => described(input).map(({ queryId }: { queryId: string }) => queryId);
    expect(ids()).toEqual([second, first]);
    expect(ids({ logGroupName: '/g' })).toEqual([first]);
    expect(ids({ status: 'Running' })).toEqual([second]);
    expect(ids({ status: 'Failed' })).toEqual([]);
    expect(ids({ queryLanguage: 'CWLI' })).toHaveLength(2);
    expect(ids({ queryLanguage: 'SQL' })).toEqual([]);
    const { queries, nextToken } = logs.call('DescribeQueries', { maxResults: 1 });
    expect(queries).toHaveLength(1);
    expect(ids({ maxResults: 1, nextToken })).toEqual([first]);
    expect(logs.refusal('DescribeQueries', { nextToken, status: 'Running' })).toBe(INVALID_TOKEN);
  });
});

describe('GetLogRecord', () => {
  it('5.7 tells every field of the event that a result points at', () => {
    say('{"a":{"b":1},"c":["x"]}');
    const queryId = start('fields @timestamp');
    logs.advance(1);
    const pointer = results(queryId).results[0].at(-1).value;
    const { logRecord } = logs.call('GetLogRecord', { logRecordPointer: pointer });
    expect(logRecord).toEqual({
      '@timestamp': String(START),
      '@message': '{"a":{"b":1},"c":["x"]}',
      '@ingestionTime': String(START),
      '@logStream': 's',
      '@log': '123456789012:/g',
      '@ptr': pointer,
      'a.b': '1',
      'c.0': 'x',
    });
    logs.call('DeleteLogStream', { logGroupName: '/g', logStreamName: 's' });
    expect(logs.refusal('GetLogRecord', { logRecordPointer: pointer })).toBe(NO_STREAM);
    logs.createStream('s');
    expect(logs.refusal('GetLogRecord', { logRecordPointer: pointer })).toMatch(/^ResourceNotFoundException/);
  });

  it.each(['', 'x', 'W10', Buffer.from('["/g","s",1,"x"]').toString('base64url')])(
    '5.7 refuses the pointer "%s"',
    (logRecordPointer) => {
      expect(logs.refusal('GetLogRecord', { logRecordPointer })).toMatch(/^InvalidParameterException/);
    },
  );

  it('5.7 of a message that nests deeply tells what lies near the surface', () => {
    say(
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]))),
    );
    const queryId = start('fields @timestamp | sort @timestamp');
    logs.advance(1);
    const record = (row: number) => {
      const logRecordPointer = results(queryId).results[row].at(-1).value;
      return Object.keys(logs.call('GetLogRecord', { logRecordPointer }).logRecord);
    };
    expect(record(0)).toHaveLength(6);
    expect(record(1)).toHaveLength(206);
  });
});

describe('GetLogGroupFields', () => {
  const fields = (input: object = {}) =>
    logs.call('GetLogGroupFields', { logGroupName: '/g', ...input }).logGroupFields;

  it('7.3 tells the fields of the last 15 minutes and how many of the events have them', () => {
    logs.write([
      { timestamp: START - 16 * 60_000, message: '{"old":1}' },
      { timestamp: START - 2, message: '{"a":1,"b":{"c":2}}' },
      { timestamp: START - 1, message: '{"a":1}' },
      { timestamp: START, message: 'plain' },
    ]);
    expect(fields()).toEqual([
      ...['@ingestionTime', '@log', '@logStream', '@message', '@timestamp'].map((name) => ({ name, percent: 100 })),
      { name: 'a', percent: 66 },
      { name: 'b.c', percent: 33 },
    ]);
  });

  it('7.3 or those of eight minutes before and after a time', () => {
    logs.write([
      { timestamp: START - 30 * 60_000, message: '{"old":1}' },
      { timestamp: START, message: '{"new":1}' },
    ]);
    expect(fields({ time: SECONDS - 25 * 60 }).at(-1)).toEqual({ name: 'old', percent: 100 });
    expect(fields({ time: SECONDS - 15 * 60 })).toEqual([]);
  });

  it('7.3 of a group that is named in exactly one way', () => {
    expect(logs.refusal('GetLogGroupFields', {})).toMatch(/^InvalidParameterException/);
    expect(logs.refusal('GetLogGroupFields', { logGroupName: '/x' })).toBe(NO_GROUP);
    expect(logs.call('GetLogGroupFields', { logGroupIdentifier: `${ARN}/g` })).toEqual({ logGroupFields: [] });
  });
});
