import { beforeEach, describe, expect, it } from 'vitest';
import {
  ARN,
  DAY,
  HOUR,
  INVALID_TOKEN,
  LogsHarness,
  linesAt,
  NO_GROUP,
  numbered,
  START,
  texts,
} from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0b1c';

interface Group {
  readonly logGroupName: string;
}

const described = (input: object = {}) =>
  logs.call('DescribeLogGroups', input).logGroups.map(({ logGroupName }: Group) => logGroupName);
const listed = (input: object = {}) =>
  logs.call('ListLogGroups', input).logGroups.map(({ logGroupName }: Group) => logGroupName);

describe('a log group', () => {
  it('5.7 that exists is not created again', () => {
    expect(logs.refusal('CreateLogGroup', { logGroupName: '/g' })).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    );
  });

  it('5.1 is not named aws/…', () => {
    expect(logs.refusal('CreateLogGroup', { logGroupName: 'aws/x' })).toMatch(/^InvalidParameterException/);
    logs.createGroup('/aws/x');
  });

  it('1.7 has an ARN with :* and a logGroupArn without, and tells what it was made with', () => {
    expect(logs.group()).toEqual({
      logGroupName: '/g',
      creationTime: START,
      arn: `${ARN}/g:*`,
      logGroupArn: `${ARN}/g`,
      metricFilterCount: 0,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
    });
    logs.createGroup('/k', { kmsKeyId: KEY, logGroupClass: 'INFREQUENT_ACCESS', deletionProtectionEnabled: true });
    expect(logs.group('/k')).toMatchObject({
      kmsKeyId: KEY,
      logGroupClass: 'INFREQUENT_ACCESS',
      deletionProtectionEnabled: true,
    });
  });

  it('5.7 with what is no key is refused', () => {
    const kmsKeyId = 'arn:aws:s3:::bucket';
    expect(logs.refusal('CreateLogGroup', { logGroupName: '/k', kmsKeyId })).toMatch(/^InvalidParameterException/);
  });

  it('5.1 is deleted with all that is in it, and can be made anew', () => {
    logs.write(numbered(2));
    logs.call('DeleteLogGroup', { logGroupName: '/g' });
    expect(logs.refusal('DeleteLogGroup', { logGroupName: '/g' })).toBe(NO_GROUP);
    logs.createGroup('/g');
    expect(logs.filter().events).toEqual([]);
  });

  it('5.1 that is protected is not deleted, nor is a stream of it', () => {
    const input = { logGroupName: '/g', logStreamName: 's' };
    logs.call('PutLogGroupDeletionProtection', { logGroupIdentifier: `${ARN}/g`, deletionProtectionEnabled: true });
    expect(logs.group().deletionProtectionEnabled).toBe(true);
    expect(logs.refusal('DeleteLogGroup', { logGroupName: '/g' })).toMatch(/^ValidationException/);
    expect(logs.refusal('DeleteLogStream', input)).toMatch(/^ValidationException/);
    logs.call('PutLogGroupDeletionProtection', { logGroupIdentifier: '/g', deletionProtectionEnabled: false });
    logs.call('DeleteLogStream', input);
    logs.call('DeleteLogGroup', { logGroupName: '/g' });
    const protection = { logGroupIdentifier: '/g', deletionProtectionEnabled: true };
    expect(logs.refusal('PutLogGroupDeletionProtection', protection)).toBe(NO_GROUP);
  });
});

describe('DescribeLogGroups', () => {
  beforeEach(() => {
    for (const name of ['/b', '/a', '/B']) logs.createGroup(name);
  });

  it('5.5 groups come in ASCII order, by prefix or by part of the name', () => {
    expect(described()).toEqual(['/B', '/a', '/b', '/g']);
    expect(described({ logGroupNamePrefix: '/a' })).toEqual(['/a']);
    expect(described({ logGroupNamePattern: 'b' })).toEqual(['/b']);
    expect(logs.refusal('DescribeLogGroups', { logGroupNamePrefix: '/a', logGroupNamePattern: 'b' })).toMatch(
      /^InvalidParameterException/,
    );
  });

  it('5.5 by part of the name they are told in short', () => {
    expect(logs.call('DescribeLogGroups', { logGroupNamePattern: 'b' }).logGroups).toEqual([
      { logGroupName: '/b', creationTime: START, arn: `${ARN}/b:*`, logGroupArn: `${ARN}/b` },
    ]);
  });

  it('5.5 by identifiers, and nothing else then', () => {
    expect(described({ logGroupIdentifiers: ['/b', `${ARN}/a`, '/nope'] })).toEqual(['/a', '/b']);
    for (const other of [{ logGroupNamePrefix: '/a' }, { logGroupNamePattern: 'a' }, { logGroupClass: 'STANDARD' }]) {
      const input = { logGroupIdentifiers: ['/b'], ...other };
      expect(logs.refusal('DescribeLogGroups', input)).toMatch(/^InvalidParameterException/);
    }
    const foreign = { logGroupIdentifiers: [`${ARN}/a`.replace('us-east-1', 'eu-west-1')] };
    expect(logs.refusal('DescribeLogGroups', foreign)).toMatch(/^InvalidParameterException/);
  });

  it('5.5 by class', () => {
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
    expect(described({ logGroupClass: 'INFREQUENT_ACCESS' })).toEqual(['/rare']);
    expect(described({ logGroupClass: 'DELIVERY' })).toEqual([]);
  });

  it('1.5 pages have 50 groups, join without loss, and a token belongs to its request', () => {
    for (let i = 0; i < 60; i++) logs.createGroup(`/n${i}`);
    const { logGroups, nextToken } = logs.call('DescribeLogGroups', {});
    expect(logGroups).toHaveLength(50);
    expect(logs.pages<Group>('DescribeLogGroups', {}, 'logGroups')).toHaveLength(64);
    expect(logs.pages<Group>('DescribeLogGroups', { limit: 7 }, 'logGroups')).toHaveLength(64);
    expect(logs.refusal('DescribeLogGroups', { nextToken, logGroupNamePrefix: '/n' })).toMatch(/nextToken is invalid/);
    expect(logs.refusal('DescribeLogGroups', { nextToken: 'x' })).toMatch(/nextToken is invalid/);
  });

  it.each(['DescribeLogGroups', 'ListLogGroups'])('1.5 a token of %s lives a day', (operation) => {
    const { nextToken } = logs.call(operation, { limit: 1 });
    logs.advance(DAY / 1000);
    expect(logs.call(operation, { limit: 1, nextToken }).logGroups).toHaveLength(1);
    logs.world.clock.advance(1);
    expect(logs.refusal(operation, { limit: 1, nextToken })).toBe(INVALID_TOKEN);
  });

  it('5.5 storedBytes counts what every stream holds', () => {
    logs.put(linesAt(START));
    logs.createStream('t');
    logs.put(linesAt(START), 't');
    expect(logs.group().storedBytes).toBe(2 * 27);
  });
});

describe('ListLogGroups', () => {
  beforeEach(() => {
    logs.createGroup('/aws/lambda/a', { tags: { team: 'web', env: 'prod' } });
    logs.createGroup('/my/aws/lambda', { tags: { team: 'data' } });
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
  });

  it('5.5 tells groups in short', () => {
    expect(logs.call('ListLogGroups', { logGroupClass: 'INFREQUENT_ACCESS' })).toEqual({
      logGroups: [{ logGroupName: '/rare', logGroupArn: `${ARN}/rare`, logGroupClass: 'INFREQUENT_ACCESS' }],
    });
  });

  it.each([
    ['aws', ['/aws/lambda/a', '/my/aws/lambda']],
    ['^/aws', ['/aws/lambda/a']],
    ['^/aws|rare', ['/aws/lambda/a', '/rare']],
    ['AWS', []],
  ])('5.5 by the pattern %s', (logGroupNamePattern, names) => {
    expect(listed({ logGroupNamePattern })).toEqual(names);
  });

  it.each([
    [[{ key: 'team' }], ['/aws/lambda/a', '/my/aws/lambda']],
    [[{ key: 'team', values: ['web', 'data'] }], ['/aws/lambda/a', '/my/aws/lambda']],
    [[{ key: 'team', values: ['w*'] }], ['/aws/lambda/a']],
    [[{ key: 'team', values: ['!w*'] }], ['/my/aws/lambda']],
    [[{ key: 'team' }, { key: 'env', values: ['prod'] }], ['/aws/lambda/a']],
    [[{ key: 'constructor' }], []],
  ])('5.5 by the tags %j', (logGroupTags, names) => {
    expect(listed({ logGroupTags })).toEqual(names);
  });

  it('5.5 no group has a data source or an index', () => {
    expect(listed({ dataSources: [{ name: 'x' }] })).toEqual([]);
    expect(listed({ fieldIndexNames: ['x'] })).toEqual([]);
  });

  it('1.5 pages join without loss, and a token belongs to its request', () => {
    expect(logs.pages('ListLogGroups', { limit: 1 }, 'logGroups')).toHaveLength(4);
    const { nextToken } = logs.call('ListLogGroups', { limit: 1 });
    expect(logs.refusal('DescribeLogGroups', { nextToken })).toMatch(/nextToken is invalid/);
  });
});

/** Spec 5.1. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

describe('retention', () => {
  const keep = (retentionInDays: number) => logs.call('PutRetentionPolicy', { logGroupName: '/g', retentionInDays });

  it('5.1 is one of certain numbers of days', () => {
    for (const days of RETENTION_DAYS) {
      keep(days);
      expect(logs.group().retentionInDays).toBe(days);
    }
    for (let days = -1; days <= 3700; days++) {
      if (RETENTION_DAYS.includes(days)) continue;
      expect(logs.refusal('PutRetentionPolicy', { logGroupName: '/g', retentionInDays: days })).toMatch(
        `InvalidParameterException: 1 validation error detected: Value '${days}' at 'retentionInDays'`,
      );
    }
    logs.call('DeleteRetentionPolicy', { logGroupName: '/g' });
    expect(logs.group()).not.toHaveProperty('retentionInDays');
    expect(logs.refusal('PutRetentionPolicy', { logGroupName: '/x', retentionInDays: 1 })).toBe(NO_GROUP);
    expect(logs.refusal('DeleteRetentionPolicy', { logGroupName: '/x' })).toBe(NO_GROUP);
  });

  it('5.1 lets events vanish once they are past it', () => {
    logs.put(numbered(3));
    keep(1);
    logs.advance((DAY - 2000) / 1000);
    expect(texts(logs.get())).toEqual(['line 1', 'line 2']);
    expect(texts(logs.filter())).toEqual(['line 1', 'line 2']);
    expect(logs.group().storedBytes).toBe(2 * 32);
    logs.advance(2);
    const [stream] = logs.call('DescribeLogStreams', { logGroupName: '/g' }).logStreams;
    expect(stream).not.toHaveProperty('firstEventTimestamp');
    expect(logs.get().events).toEqual([]);
    expect(logs.group().storedBytes).toBe(0);
  });

  it('5.1 what vanished does not come back with a longer one, and what is written then stays', () => {
    logs.put(numbered(3));
    logs.service.attach('/g', 'build', {
      creationTime: START,
      endTime: START + 2 * DAY,
      order: 1,
      lines: () => [
        { timestamp: START, message: 'old' },
        { timestamp: START + 2 * DAY, message: 'new' },
      ],
    });
    keep(1);
    logs.advance((2 * DAY) / 1000);
    keep(30);
    expect(texts(logs.filter())).toEqual(['new']);
    expect(logs.group().storedBytes).toBe(29);
    logs.put(linesAt(START));
    expect(texts(logs.filter())).toEqual(['x', 'new']);
  });

  it('5.1 a forward token goes on behind what vanished', () => {
    logs.put(numbered(3));
    const { nextForwardToken: nextToken } = logs.get({ startFromHead: true, limit: 1 });
    keep(1);
    logs.advance((DAY - 1500) / 1000);
    expect(texts(logs.get({ startFromHead: true, nextToken }))).toEqual(['line 2']);
  });

  it('5.1 of the class DELIVERY is a day', () => {
    logs.createGroup('/d', { logGroupClass: 'DELIVERY' });
    logs.createStream('s', '/d');
    logs.put(linesAt(START - DAY - HOUR), 's', '/d');
    logs.put(linesAt(START), 's', '/d');
    expect(logs.group('/d').storedBytes).toBe(27);
    logs.advance(DAY / 1000 + 1);
    expect(logs.group('/d').storedBytes).toBe(0);
    expect(logs.refusal('PutRetentionPolicy', { logGroupName: '/d', retentionInDays: 1 })).toMatch(
      /^InvalidParameterException/,
    );
  });
});
