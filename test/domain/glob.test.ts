import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlobs } from '../../src/domain/glob.ts';

describe('globs', () => {
  it.each([
    ['web-*', 'web-api', true],
    ['web-*', 'a-web-api', false],
    ['web-?', 'web-1', true],
    ['web-?', 'web-12', false],
    ['a.b', 'aXb', false],
    ['*', 'anything', true],
  ])('%s and %s', (glob, name, matches) => {
    expect(matchesGlobs(name, [glob])).toBe(matches);
  });

  it('takes a pattern that no name has asked for as fast as any other', () => {
    expect(matchesGlobs('a'.repeat(100), [`${'*a'.repeat(40)}*b`])).toBe(false);
    expect(matchesGlobs('a'.repeat(100), ['*'.repeat(100_000)])).toBe(true);
  });

  it('matches everything when none is given, and any of several', () => {
    expect(matchesGlobs('x', [])).toBe(true);
    expect(matchesGlobs('x', ['y', 'x'])).toBe(true);
  });

  it('takes every name without a wildcard as itself alone', () => {
    const plain = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(plain, plain, (glob, name) => {
        expect(matchesGlobs(name, [glob])).toBe(glob === name);
      }),
    );
  });
});
