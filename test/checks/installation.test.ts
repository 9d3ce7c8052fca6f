import { describe, expect, it } from 'vitest';
import { whyDifferent } from '../../scripts/installation.mjs';

const wanted = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' },
  'node_modules/a-darwin': { version: '1.2.3', optional: true },
};

describe('what is installed against the lock file', () => {
  it('is complete without the packages of other platforms', () => {
    expect(whyDifferent(wanted, { 'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' } })).toBeUndefined();
  });

  it.each([
    ['a missing package', {}, 'is missing'],
    ['another version', { 'node_modules/a': { version: '1.2.4' } }, 'is 1.2.4, not 1.2.3'],
    [
      'another build of the version',
      { 'node_modules/a': { version: '1.2.3', integrity: 'sha512-b' } },
      'is another build',
    ],
  ])('names %s', (_what, present, reason) => {
    expect(whyDifferent(wanted, present)).toContain(reason);
  });
});
