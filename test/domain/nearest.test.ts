import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearest } from '../../src/domain/nearest.ts';

describe('names that are near', () => {
  const names = ['storefront', 'storefront-eu', 'payments', 'ledger'];

  it('finds a slip, a swap and a part of a name', () => {
    expect(nearest('storfront', names)[0]).toBe('storefront');
    expect(nearest('legder', names)).toEqual(['ledger']);
    expect(nearest('pay', names)).toEqual(['payments']);
  });

  it('says nothing where nothing is near', () => {
    expect(didYouMean('zebra', names)).toBe('');
    expect(didYouMean('store', names)).toBe(' (did you mean storefront or storefront-eu?)');
  });

  it('measures a distance: none to itself, the same in both directions, never more than the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
