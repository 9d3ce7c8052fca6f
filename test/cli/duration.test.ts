import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/cli/duration.ts';

describe('durations of flags', () => {
  it.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['90', 90_000],
    ['0', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', ' ', '1.5h', '30m1h', '-5s', 'm', '5 m', '1h30', 'soon', '9'.repeat(30), `${'9'.repeat(12)}h`])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('reads back every duration that is written in its units', () => {
    const part = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(part, part, part, part, (days, hours, minutes, seconds) => {
        const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        expect(parseDuration(`${days}d${hours}h${minutes}m${seconds}s`)).toBe(total * 1000);
        expect(parseDuration(String(total))).toBe(total * 1000);
      }),
    );
  });

  it('never throws and never gives anything but whole seconds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseDuration(text);
        expect(ms === undefined || (Number.isInteger(ms / 1000) && ms >= 0)).toBe(true);
      }),
    );
  });
});
