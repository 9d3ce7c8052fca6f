import { beforeEach, describe, expect, it } from 'vitest';
import { LogsHarness, NO_GROUP, START } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const METRIC = { metricName: 'Errors', metricNamespace: 'Web', metricValue: '1' };

function filterOf(filterName: string, more: object = {}) {
  return { logGroupName: '/g', filterName, filterPattern: 'ERROR', metricTransformations: [METRIC], ...more };
}

const put = (filterName: string, more: object = {}) => logs.call('PutMetricFilter', filterOf(filterName, more));
const refused = (filterName: string, more: object = {}) => logs.refusal('PutMetricFilter', filterOf(filterName, more));
const names = (input: object = {}) =>
  logs.call('DescribeMetricFilters', input).metricFilters.map((one: { filterName: string }) => one.filterName);

describe('metric filters', () => {
  it('7.3 are put, told and deleted', () => {
    const settings = { applyOnTransformedLogs: false, emitSystemFieldDimensions: ['@aws.account'] };
    put('errors', settings);
    expect(logs.call('DescribeMetricFilters', {}).metricFilters).toEqual([
      { ...filterOf('errors', settings), creationTime: START },
    ]);
    expect(logs.group().metricFilterCount).toBe(1);
    logs.call('DeleteMetricFilter', { logGroupName: '/g', filterName: 'errors' });
    expect(names()).toEqual([]);
    expect(logs.refusal('DeleteMetricFilter', { logGroupName: '/g', filterName: 'errors' })).toBe(
      'ResourceNotFoundException: The specified metric filter does not exist.',
    );
  });

  it('7.3 take the place of the one of their name', () => {
    put('errors');
    put('errors', { filterPattern: 'WARN' });
    expect(logs.call('DescribeMetricFilters', {}).metricFilters).toMatchObject([{ filterPattern: 'WARN' }]);
  });

  it('7.3 belong to a group of the class STANDARD', () => {
    expect(refused('errors', { logGroupName: '/x' })).toBe(NO_GROUP);
    logs.createGroup('/rare', { logGroupClass: 'INFREQUENT_ACCESS' });
    expect(refused('errors', { logGroupName: '/rare' })).toMatch(/^InvalidOperationException: .*INFREQUENT_ACCESS/);
  });

  it('5.4 with a pattern that cannot be read are refused', () => {
    expect(refused('errors', { filterPattern: '{' })).toBe('InvalidParameterException: Invalid filter pattern');
  });

  it('7.3 are 100 in a group at most, 5 of them with regular expressions', () => {
    for (let i = 0; i < 5; i++) put(`r${i}`, { filterPattern: '%E%' });
    expect(refused('r5', { filterPattern: '{ $.a = %E% }' })).toMatch(/^LimitExceededException/);
    put('r4', { filterPattern: '%F%' });
    for (let i = 0; i < 95; i++) put(`f${i}`);
    expect(refused('f95')).toMatch(/^LimitExceededException/);
    put('f94', { filterPattern: '' });
  });

  it('7.3 have three dimensions at most, and a default value only without them', () => {
    const metric = (more: object) => ({ metricTransformations: [{ ...METRIC, ...more }] });
    put('ok', metric({ dimensions: { a: '$.a', b: '$.b', c: '$.c' } }));
    put('ok', metric({ defaultValue: 0 }));
    const four = { a: '$.a', b: '$.b', c: '$.c', d: '$.d' };
    expect(refused('no', metric({ dimensions: four }))).toMatch(/^InvalidParameterException/);
    expect(refused('no', metric({ dimensions: { a: '$.a' }, defaultValue: 0 }))).toMatch(/^InvalidParameterException/);
  });

  it('7.3 are listed by name, group, prefix and metric', () => {
    logs.createGroup('/h');
    put('b');
    put('a');
    put('a', { logGroupName: '/h', metricTransformations: [{ ...METRIC, metricName: 'Other' }] });
    expect(names()).toEqual(['a', 'a', 'b']);
    expect(names({ logGroupName: '/h' })).toEqual(['a']);
    expect(names({ logGroupName: '/g', filterNamePrefix: 'b' })).toEqual(['b']);
    expect(names({ filterNamePrefix: 'b' })).toEqual(['a', 'a', 'b']);
    expect(names({ metricName: 'Other', metricNamespace: 'Web' })).toEqual(['a']);
    expect(names({ metricName: 'Other', metricNamespace: 'Else' })).toEqual([]);
    expect(logs.refusal('DescribeMetricFilters', { metricName: 'Other' })).toMatch(/^InvalidParameterException/);
    expect(logs.refusal('DescribeMetricFilters', { logGroupName: '/x' })).toBe(NO_GROUP);
    expect(logs.pages('DescribeMetricFilters', { limit: 1 }, 'metricFilters')).toHaveLength(3);
  });
});

describe('TestMetricFilter', () => {
  const test = (filterPattern: string, ...logEventMessages: string[]) =>
    logs.call('TestMetricFilter', { filterPattern, logEventMessages }).matches;

  it('5.4 tells which messages match, by their number', () => {
    expect(test('ERROR', 'INFO a', 'ERROR b')).toEqual([
      { eventNumber: 2, eventMessage: 'ERROR b', extractedValues: {} },
    ]);
    expect(test('ERROR', 'INFO a')).toEqual([]);
  });

  it('5.4 tells what the fields of a pattern of fields hold', () => {
    expect(test('[level=E*, ..., code]', 'ERROR "of two words" 404')).toEqual([
      {
        eventNumber: 1,
        eventMessage: 'ERROR "of two words" 404',
        extractedValues: { $level: 'ERROR', $2: 'of two words', $code: '404' },
      },
    ]);
  });

  it('5.4 refuses a pattern that cannot be read', () => {
    const input = { filterPattern: '[', logEventMessages: ['x'] };
    expect(logs.refusal('TestMetricFilter', input)).toBe('InvalidParameterException: Invalid filter pattern');
  });
});
