import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import { awsRequest, emptyEngine, json } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await emptyEngine();
  for (const [operation, input] of [
    ['CreateLogGroup', { logGroupName: '/g' }],
    ['CreateLogStream', { logGroupName: '/g', logStreamName: 's' }],
  ] as const) {
    expect(answer(operation, input)).toEqual([200, undefined]);
  }
});

/** The status of a call over the wire, and the name of its error. */
function answer(operation: string, input: object): [number, string | undefined] {
  const response = engine.handle(awsRequest(`Logs_20140328.${operation}`, input));
  return [response.status, response.body === '' ? undefined : json(response).__type];
}

const REFUSED = [400, 'InvalidParameterException'];
const S = { logGroupName: '/g', logStreamName: 's' };
const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:/g';
const names = (count: number) => Array.from({ length: count }, () => 's');
const events = (count: number, message = 'x') => Array.from({ length: count }, () => ({ timestamp: NOW, message }));

describe('CloudWatch Logs over the wire', () => {
  it.each<[section: string, operation: string, allowed: object, refused: object]>([
    ['5.1', 'CreateLogGroup', { logGroupName: 'a'.repeat(512) }, { logGroupName: 'a'.repeat(513) }],
    ['5.1', 'CreateLogGroup', { logGroupName: '.-_/#A9z' }, { logGroupName: 'a:b' }],
    ['5.1', 'CreateLogGroup', { logGroupName: 'b' }, { logGroupName: '' }],
    [
      '5.1',
      'CreateLogGroup',
      { logGroupName: 'c', logGroupClass: 'DELIVERY' },
      { logGroupName: 'd', logGroupClass: 'X' },
    ],
    ['5.1', 'CreateLogStream', { ...S, logStreamName: 'é '.repeat(256) }, { ...S, logStreamName: 'a'.repeat(513) }],
    ['5.1', 'CreateLogStream', { ...S, logStreamName: 'a/[$LATEST]b' }, { ...S, logStreamName: 'a:b' }],
    ['5.1', 'CreateLogStream', { ...S, logStreamName: 'b' }, { ...S, logStreamName: 'a*' }],
    ['5.1', 'PutLogEvents', { ...S, logEvents: events(1) }, { ...S, logEvents: events(1, '') }],
    ['5.2', 'PutLogEvents', { ...S, logEvents: events(10_000) }, { ...S, logEvents: events(10_001) }],
    ['5.2', 'PutLogEvents', { ...S, logEvents: events(1) }, { ...S, logEvents: [] }],
    [
      '5.2',
      'PutLogEvents',
      { ...S, logEvents: events(1, 'x'.repeat(2 ** 20 - 26)) },
      { ...S, logEvents: events(1, 'x'.repeat(2 ** 20)) },
    ],
    ['5.3', 'GetLogEvents', { ...S, limit: 10_000 }, { ...S, limit: 10_001 }],
    ['5.3', 'GetLogEvents', { ...S, limit: 1 }, { ...S, limit: 0 }],
    ['5.4', 'FilterLogEvents', { logGroupName: '/g', limit: 10_000 }, { logGroupName: '/g', limit: 10_001 }],
    [
      '5.4',
      'FilterLogEvents',
      { logGroupName: '/g', logStreamNames: names(100) },
      { logGroupName: '/g', logStreamNames: names(101) },
    ],
    [
      '5.4',
      'FilterLogEvents',
      { logGroupName: '/g', filterPattern: 'x'.repeat(1024) },
      { logGroupName: '/g', filterPattern: 'x'.repeat(1025) },
    ],
    ['1.2', 'FilterLogEvents', { logGroupName: '/g', startTime: 0 }, { logGroupName: '/g', startTime: -1 }],
    ['5.5', 'DescribeLogGroups', { limit: 50 }, { limit: 51 }],
    ['5.5', 'DescribeLogGroups', { limit: 1 }, { limit: 0 }],
    ['5.5', 'DescribeLogGroups', { logGroupIdentifiers: names(50) }, { logGroupIdentifiers: names(51) }],
    ['5.5', 'DescribeLogStreams', { logGroupName: '/g', limit: 50 }, { logGroupName: '/g', limit: 51 }],
    [
      '5.5',
      'DescribeLogStreams',
      { logGroupName: '/g', orderBy: 'LastEventTime' },
      { logGroupName: '/g', orderBy: 'X' },
    ],
    [
      '5.6',
      'TestMetricFilter',
      { filterPattern: '', logEventMessages: ['x'] },
      { filterPattern: 'x'.repeat(1025), logEventMessages: ['x'] },
    ],
  ])('%s %s has its limits: %#', (_section, operation, allowed, refused) => {
    expect(answer(operation, allowed)[0]).toBe(200);
    expect(answer(operation, refused)).toEqual(REFUSED);
  });

  it('5.6 StartLiveTail takes 1 to 10 ARNs without a star at the end, and 1 to 100 streams', () => {
    const watched = (input: object) => {
      const request = awsRequest('Logs_20140328.StartLiveTail', { logGroupIdentifiers: [ARN], ...input });
      const { stream, status, body } = engine.handle(request);
      return stream ? 'watched' : `${status} ${JSON.parse(body).__type}`;
    };
    expect(watched({ logGroupIdentifiers: Array(10).fill(ARN) })).toBe('watched');
    expect(watched({ logStreamNames: names(100) })).toBe('watched');
    expect(watched({ logStreamNamePrefixes: names(100) })).toBe('watched');
    for (const refused of [
      { logGroupIdentifiers: [`${ARN}:*`] },
      { logGroupIdentifiers: Array(11).fill(ARN) },
      { logGroupIdentifiers: [] },
      { logStreamNames: names(101) },
      { logStreamNames: [] },
      { logStreamNamePrefixes: names(101) },
      { logEventFilterPattern: 'x'.repeat(1025) },
    ]) {
      expect(watched(refused)).toBe('400 InvalidParameterException');
    }
  });

  it.each([
    ['5.7', 'CreateLogGroup', { logGroupName: 'new' }, 'LimitExceededException'],
    ['5.7', 'CreateLogGroup', { logGroupName: 'new' }, 'OperationAbortedException'],
    ['5.7', 'CreateLogGroup', { logGroupName: 'new' }, 'ServiceUnavailableException'],
    ['5.6', 'StartLiveTail', { logGroupIdentifiers: [ARN] }, 'AccessDeniedException'],
    ['7.3', 'PutLogEvents', { ...S, logEvents: events(1) }, 'UnrecognizedClientException'],
  ])('%s %s raises on request what nothing else brings about: %s %s', (_section, operation, input, code) => {
    const status = code === 'ServiceUnavailableException' ? 503 : 400;
    engine.faults.replace([{ operation, kind: 'error', code, status }]);
    expect(answer(operation, input)).toEqual([status, code]);
    engine.faults.replace([]);
  });
});
