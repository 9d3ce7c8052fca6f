import { describe, expect, it } from 'vitest';
import { revisionSearch } from '../../src/domain/revision-search.ts';

const COMMIT = '77b0e1d4c0ffee00c0ffee00c0ffee00c0ffee00';
const DIGEST = 'a1b2c3d4e5f6'.padEnd(64, '0');

const found = (wanted: string, revision: { id?: string; summary?: string }) =>
  revisionSearch(wanted)({ action: 'Checkout', ...revision });

describe('what a revision is looked for by', () => {
  it('is a commit, whole or by 7 characters', () => {
    expect(found(COMMIT, { id: COMMIT })).toBe(true);
    expect(found('77b0e1d', { id: COMMIT })).toBe(true);
    expect(found('77b0e1', { id: COMMIT })).toBe(false);
    expect(found('77b0e1e', { id: COMMIT })).toBe(false);
    expect(found(`https://example.com/shop/front/commit/${COMMIT}`, { id: COMMIT })).toBe(true);
  });

  it('is a digest with or without its kind, or a tag with or without its repository', () => {
    const image = { id: `sha256:${DIGEST}`, summary: 'shop/front:v1.2' };
    for (const wanted of [`sha256:${DIGEST}`, DIGEST, 'a1b2c3d', 'sha256:a1b2c3d', 'v1.2', 'shop/front:v1.2']) {
      expect([wanted, found(wanted, image)]).toEqual([wanted, true]);
    }
    expect(found('1.2', image)).toBe(false);
    // A message that ends like a tag is none.
    expect(found('v1.2', { id: COMMIT, summary: 'release:v1.2' })).toBe(false);
  });

  it('is the version of an S3 object', () => {
    const version = { id: 'vzQcpR6IC', summary: 'Amazon S3 version id: vzQcpR6IC' };
    expect(found('vzQcpR6IC', version)).toBe(true);
    expect(found('vzQcpR', version)).toBe(false);
  });

  it('is a pull request, by the message of its merge', () => {
    const merges = ['Merge pull request #12 from a/b', 'Fix it (#12)', 'See merge request shop/front!12'];
    for (const summary of merges) {
      for (const wanted of ['#12', '!12', 'PR-12', 'pr 12', 'pull/12', 'https://example.com/shop/front/pull/12']) {
        expect([wanted, found(wanted, { id: COMMIT, summary })]).toEqual([wanted, true]);
      }
      expect(found('#1', { id: COMMIT, summary })).toBe(false);
      expect(found('#123', { id: COMMIT, summary })).toBe(false);
    }
    expect(found('12', { id: COMMIT, summary: 'Fix it (#12)' })).toBe(false);
  });
});
