import { beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../../src/engine/aws-error.ts';
import { ARN, LogsHarness, NO_GROUP } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const resourceArn = `${ARN}/g`;
const tags = () => logs.call('ListTagsForResource', { resourceArn }).tags;
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

describe('tags of a log group', () => {
  it('5.5 are a map, with which it may be made', () => {
    expect(tags()).toEqual({});
    logs.createGroup('/t', { tags: { team: 'web' } });
    expect(logs.call('ListTagsForResource', { resourceArn: `${ARN}/t` }).tags).toEqual({ team: 'web' });
  });

  it('5.5 are added, exchanged and taken away', () => {
    logs.call('TagResource', { resourceArn, tags: { team: 'web', env: 'prod' } });
    logs.call('TagResource', { resourceArn, tags: { team: 'data' } });
    expect(tags()).toEqual({ team: 'data', env: 'prod' });
    logs.call('UntagResource', { resourceArn, tagKeys: ['env', 'nope'] });
    expect(tags()).toEqual({ team: 'data' });
  });

  it('5.5 the calls of old name the group itself', () => {
    logs.call('TagLogGroup', { logGroupName: '/g', tags: { a: '1', b: '2' } });
    logs.call('UntagLogGroup', { logGroupName: '/g', tags: ['a'] });
    expect(logs.call('ListTagsLogGroup', { logGroupName: '/g' }).tags).toEqual({ b: '2' });
    expect(tags()).toEqual({ b: '2' });
    expect(logs.refusal('ListTagsLogGroup', { logGroupName: '/x' })).toBe(NO_GROUP);
    expect(logs.refusal('TagLogGroup', { logGroupName: '/x', tags: { a: '1' } })).toBe(NO_GROUP);
    expect(logs.refusal('UntagLogGroup', { logGroupName: '/x', tags: ['a'] })).toBe(NO_GROUP);
  });

  it('5.5 are found by the ARN without :*', () => {
    for (const arn of [`${ARN}/g:*`, '/g', 'arn:aws:logs:us-east-1:123456789012:log-group']) {
      expect(logs.refusal('ListTagsForResource', { resourceArn: arn })).toMatch(/^InvalidParameterException/);
    }
    const elsewhere = resourceArn.replace('us-east-1', 'eu-west-1');
    for (const arn of [`${ARN}/x`, elsewhere, 'arn:aws:logs:us-east-1:123456789012:destination:d']) {
      expect(logs.refusal('ListTagsForResource', { resourceArn: arn })).toMatch(/^ResourceNotFoundException/);
      expect(logs.refusal('TagResource', { resourceArn: arn, tags: {} })).toMatch(/^ResourceNotFoundException/);
      expect(logs.refusal('UntagResource', { resourceArn: arn, tagKeys: [] })).toMatch(/^ResourceNotFoundException/);
    }
  });

  it('5.5 are 50 at most, and the error names the resource', () => {
    logs.call('TagResource', { resourceArn, tags: many(50) });
    const input = { resourceArn, tags: { more: 'v' } };
    expect(logs.refusal('TagResource', input)).toMatch(/^TooManyTagsException/);
    expect(() => logs.raw('TagResource', input)).toThrow(
      expect.objectContaining({ details: { resourceName: resourceArn } }),
    );
    expect(() => logs.raw('TagResource', input)).toThrow(AwsError);
    expect(logs.refusal('TagLogGroup', { logGroupName: '/g', tags: { more: 'v' } })).toMatch(/^InvalidParameter/);
    logs.call('TagResource', { resourceArn, tags: { k0: 'other' } });
    expect(Object.keys(tags())).toHaveLength(50);
  });

  it('5.5 do not begin with aws:', () => {
    const reserved = { 'aws:team': 'web' };
    expect(logs.refusal('TagResource', { resourceArn, tags: reserved })).toMatch(/^InvalidParameterException/);
    expect(logs.refusal('CreateLogGroup', { logGroupName: '/t', tags: reserved })).toMatch(
      /^InvalidParameterException/,
    );
  });

  it('5.5 may have any name', () => {
    const own = JSON.parse('{"__proto__":"v","constructor":"w"}');
    logs.raw('TagResource', { resourceArn, tags: own });
    expect(JSON.stringify(logs.raw('ListTagsForResource', { resourceArn }).tags)).toBe(JSON.stringify(own));
  });
});
