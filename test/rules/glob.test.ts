import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globTest } from '../../src/rules/glob.ts';

describe('globs', () => {
  it.each([
    ['web-*', 'web-shop', true],
    ['web-*', 'my-web-shop', false],
    ['?eb', 'web', true],
    ['?eb', 'eb', false],
    ['a.b', 'a.b', true],
    ['a.b', 'axb', false],
    ['a.*', 'a.b', true],
    ['a.*', 'axb', false],
    ['*', '', true],
    ['[ab]', 'a', false],
  ])('the glob %s and %s', (glob, text, matches) => {
    expect(globTest(glob)(text)).toBe(matches);
  });

  it('say the same as the regular expression that they stand for', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 10 });
    fc.assert(
      fc.property(word, text, (glob, subject) => {
        const source = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(globTest(glob)(subject)).toBe(new RegExp(`^${source}$`).test(subject));
      }),
    );
  });

  it('with many stars are not slow', () => {
    expect(globTest(`${'*a'.repeat(1000)}b`)('a'.repeat(10_000))).toBe(false);
  });
});
