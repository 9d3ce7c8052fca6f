import { expect, it } from 'vitest';
import { speaksUnicode } from '../../src/text/locale.ts';

it.each([
  [{}, true],
  [{ LANG: 'en_GB.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'POSIX' }, false],
  [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, true],
  [{ LANG: 'en_GB.UTF-8', TERM: 'dumb' }, false],
])('a locale of %j shows more than ASCII: %s', (env, shows) => {
  expect(speaksUnicode(env)).toBe(shows);
});
