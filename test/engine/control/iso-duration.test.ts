import { expect, it } from 'vitest';
import { parseIsoDuration } from '../../../src/engine/control/iso-duration.ts';

it.each([
  ['PT5M', 300_000],
  ['P1DT2H', 93_600_000],
  ['PT0.5S', 500],
  ['PT1H30M15S', 5_415_000],
  ['P2W', 1_209_600_000],
  ['P1D', 86_400_000],
  ['PT0S', 0],
  ['PT1.5H', 5_400_000],
])('%s is %i milliseconds', (text, milliseconds) => {
  expect(parseIsoDuration(text)).toBe(milliseconds);
});

it.each([
  '',
  'P',
  'PT',
  'P1DT',
  '5M',
  'PT5',
  'P1Y',
  'P1M',
  'PT5m',
  'pt5m',
  '-PT5M',
  'PT1.5H2M',
  'PT-5M',
  'P1W1D',
  ' PT5M',
  'PT1M1H',
])('%j is none', (text) => {
  expect(parseIsoDuration(text)).toBeUndefined();
});
