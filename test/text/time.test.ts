import { describe, expect, it } from 'vitest';
import { ageText, clockText, dayTimeText, durationText, isoText, zoneText } from '../../src/text/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('ages and durations', () => {
  it.each([
    [undefined, '–', '–'],
    [-500, '0s', '0s'],
    [59_999, '59s', '59s'],
    [64_000, '1m', '1m04s'],
    [HOUR - 1, '59m', '59m59s'],
    [2 * HOUR + 5 * MINUTE, '2h', '2h05m'],
    [76 * HOUR, '3d', '3d04h'],
  ])('%s ms is %s old, or took %s', (ms, age, duration) => {
    expect(ageText(ms)).toBe(age);
    expect(durationText(ms)).toBe(duration);
  });
});

describe('moments', () => {
  const at = Date.UTC(2026, 10, 27, 14, 2, 9);

  it('writes ISO-8601 in UTC', () => {
    expect(isoText(at)).toBe('2026-11-27T14:02:09.000Z');
  });

  it('writes a day and a time in the zone of the reader', () => {
    expect(dayTimeText(at, 0)).toBe('Fri 27 Nov 14:02');
    expect(dayTimeText(at, 11 * 60)).toBe('Sat 28 Nov 01:02');
    expect(clockText(at, -90)).toBe('12:32:09');
  });

  it.each([
    [0, 'UTC'],
    [60, 'UTC+1'],
    [-300, 'UTC-5'],
    [330, 'UTC+5:30'],
    [-210, 'UTC-3:30'],
  ])('in a zone %i minutes ahead names it %s', (offset, name) => {
    expect(zoneText(0, offset)).toBe(name);
  });
});
