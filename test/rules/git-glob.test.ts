import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../src/rules/git-glob.ts';

describe('glob patterns of trigger filters', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'Main', false],
    ['main', 'main2', false],
    ['*', 'main', true],
    ['*', 'feature/a', false],
    ['feature/*', 'feature/a', true],
    ['feature/*', 'feature/a/b', false],
    ['feature/**', 'feature/a/b', true],
    ['feature/**', 'feature', false],
    ['**', 'a/b/c', true],
    ['release-v?', 'release-v1', true],
    ['release-v?', 'release-v10', false],
    ['a?b', 'a/b', false],
    ['*.{java,class}', 'Main.class', true],
    ['*.{java,class}', 'Main.js', false],
    ['{main,release/**}', 'release/1/2', true],
    ['{main,}x', 'x', true],
    ['v[0-9]', 'v7', true],
    ['v[!0-9]', 'v7', false],
    ['v[!0-9]', 'vx', true],
    ['v[-a]', 'v-', true],
    ['v[]a]', 'v]', true],
    ['a[!b]c', 'a/c', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['{a\\,b,c}', 'a,b', true],
    ['**/README.md', 'docs/a/README.md', true],
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'OLDREADME.md', false],
    ['common/**/*.js', 'common/app.js', true],
    ['common/**/*.js', 'common/a/b/app.js', true],
    ['common/**/*.js', 'common/app.ts', false],
    ['a**b', 'a/x/b', true],
    ['[a', '[a', true],
    ['{a', '{a', true],
    ['a\\', 'a\\', true],
    ['', '', true],
    ['', 'a', false],
  ])('2.11 %s and %s: %s', (pattern, text, holds) => {
    expect(matchesGlob(pattern, text)).toBe(holds);
  });

  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', 'ä', '🙂'), maxLength: 12 });
  const escaped = (text: string) => [...text].map((character) => `\\${character}`).join('');

  it('2.11 a name with every character escaped matches itself and no other', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(matchesGlob(escaped(one), other)).toBe(one === other);
      }),
    );
  });

  it('2.11 ** matches every name, * those of one part', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(matchesGlob('**', text)).toBe(true);
        expect(matchesGlob('*', text)).toBe(!text.includes('/'));
      }),
    );
  });

  it('2.11 a group matches what one of its choices matches', () => {
    const choice = fc.string({ unit: fc.constantFrom('a', 'b', '/', '?', '*'), maxLength: 5 });
    fc.assert(
      fc.property(choice, choice, name, (one, other, text) => {
        expect(matchesGlob(`{${one},${other}}`, text)).toBe(matchesGlob(one, text) || matchesGlob(other, text));
      }),
    );
  });

  it('2.11 what a part of a pattern and a part of a name match, both together match', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '?', '*', '[ab]', '{a,bb}'), maxLength: 4 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 });
    fc.assert(
      fc.property(part, part, word, word, (p, q, s, t) => {
        fc.pre(!p.endsWith('*') || !q.startsWith('*'));
        if (matchesGlob(p, s) && matchesGlob(q, t)) expect(matchesGlob(p + q, s + t)).toBe(true);
      }),
    );
  });

  it('2.11 any text is a pattern and never takes long', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, text) => typeof matchesGlob(pattern, text) === 'boolean'),
    );
    expect(matchesGlob('*a'.repeat(127), 'a'.repeat(500))).toBe(true);
    expect(matchesGlob(`${'*a'.repeat(126)}b`, 'a'.repeat(500))).toBe(false);
    expect(matchesGlob('{a,aa}'.repeat(42), 'a'.repeat(43))).toBe(true);
    expect(matchesGlob('{a,aa}'.repeat(42), 'a'.repeat(85))).toBe(false);
  });
});
