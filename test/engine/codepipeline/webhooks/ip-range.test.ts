import { describe, expect, it } from 'vitest';
import { parseIpRange } from '../../../../src/engine/codepipeline/webhooks/ip-range.ts';

describe('a range of addresses', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.200', true],
    ['192.0.2.0/24', '192.0.3.1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.1', true],
    ['192.0.2.7/32', '192.0.2.7', true],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['192.0.2.0/24', 'nonsense', false],
  ])('2.11 %s and %s: %s', (range, address, belongs) => {
    expect(parseIpRange(range)!(address)).toBe(belongs);
  });

  it.each([
    '',
    '192.0.2.1',
    '192.0.2.0/33',
    '2001:db8::/129',
    '192.0.2/24',
    'any',
    '192.0.2.0/24/1',
    '/8',
    'fe80::1%lo/64',
  ])('2.11 %j is none', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });
});
