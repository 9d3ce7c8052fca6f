import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/rules/cron-expression.ts';

function holds(expression: string, at: string): boolean {
  const date = new Date(at);
  const moment = {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    year: date.getUTCFullYear(),
  };
  return parseCron(expression)!(moment);
}

describe('the window of a cron expression', () => {
  // 2026-01-05 is a Monday.
  it.each([
    ['* * 9-17 ? * MON-FRI', '2026-01-05T09:00Z', true],
    ['* * 9-17 ? * MON-FRI', '2026-01-05T17:59Z', true],
    ['* * 9-17 ? * MON-FRI', '2026-01-05T18:00Z', false],
    ['* * 9-17 ? * MON-FRI', '2026-01-04T10:00Z', false],
    ['* * 9-17 ? * 2-6', '2026-01-05T10:00Z', true],
    ['* * 9-17 ? * FRI-MON', '2026-01-05T10:00Z', true],
    ['* * 9-17 ? * FRI-MON', '2026-01-06T10:00Z', false],
    ['* 0/15 * * * ?', '2026-01-05T10:30Z', true],
    ['* 0/15 * * * ?', '2026-01-05T10:31Z', false],
    ['* */20 * * * ?', '2026-01-05T10:40Z', true],
    ['* 5,10 * * * ?', '2026-01-05T10:10Z', true],
    ['* * * * JAN,MAR ?', '2026-02-05T10:10Z', false],
    ['* * * * 1-3 ? 2026', '2026-02-05T10:10Z', true],
    ['* * * * 1-3 ? 2027-2030', '2026-02-05T10:10Z', false],
    ['* * * L * ?', '2026-02-28T10:00Z', true],
    ['* * * L * ?', '2026-02-27T10:00Z', false],
    ['* * * L-3 * ?', '2026-01-28T10:00Z', true],
    ['* * * ? * L', '2026-01-10T10:00Z', true],
    ['* * * ? * 6L', '2026-01-30T10:00Z', true],
    ['* * * ? * 6L', '2026-01-23T10:00Z', false],
    ['* * * ? * FRI#2', '2026-01-09T10:00Z', true],
    ['* * * ? * 6#2', '2026-01-16T10:00Z', false],
    // The 10th is a Saturday, the 11th a Sunday, February the 1st a Sunday, the 31st of January a Saturday.
    ['* * * 10W * ?', '2026-01-09T10:00Z', true],
    ['* * * 11W * ?', '2026-01-12T10:00Z', true],
    ['* * * 1W * ?', '2026-02-02T10:00Z', true],
    ['* * * LW * ?', '2026-01-30T10:00Z', true],
    ['* * * 31W * ?', '2026-02-27T10:00Z', false],
  ])('2.4 %s at %s: %s', (expression, at, expected) => {
    expect(holds(expression, at)).toBe(expected);
  });

  it.each([
    '',
    '* * *',
    '* * * * *',
    '5 * * * * ?',
    '* 60 * * * ?',
    '* * 24 * * ?',
    '* * * 0 * ?',
    '* * * * 13 ?',
    '* * * * * 8',
    '* * * * * ? 1969',
    '* * * * * ? * *',
    '* */0 * * * ?',
    '* 1-2-3 * * * ?',
    '* , * * * ?',
    '* * * XW * ?',
    '* * * ? * XXX#1',
    '* * * ? * 6#6',
    '* * * L-x * ?',
  ])('2.4 refuses %j', (expression) => {
    expect(parseCron(expression)).toBeUndefined();
  });
});
