import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GitConfiguration, GitFilterCriteria } from '../../src/rules/pipeline-declaration.ts';
import { admits, hasFilters, type RepositoryEvent } from '../../src/rules/trigger-filter.ts';

function trigger(filters: Omit<GitConfiguration, 'sourceActionName'>): GitConfiguration {
  return { sourceActionName: 'Checkout', ...filters };
}

const branch = (name: string, ...files: string[]): RepositoryEvent => ({ kind: 'branch', branch: name, files });
const tag = (name: string): RepositoryEvent => ({ kind: 'tag', tag: name });
const pull = (event: 'OPEN' | 'UPDATED' | 'CLOSED', targetBranch: string, ...files: string[]): RepositoryEvent => ({
  kind: 'pullRequest',
  event,
  targetBranch,
  files,
});

describe('a trigger', () => {
  it('2.11 that names only its action has no filters', () => {
    expect(hasFilters(trigger({}))).toBe(false);
    expect(hasFilters(trigger({ push: [{}] }))).toBe(true);
    expect(hasFilters(trigger({ pullRequest: [{}] }))).toBe(true);
  });

  it('2.11 for branches lets no tag and no pull request in', () => {
    const main = trigger({ push: [{ branches: { includes: ['main'] } }] });
    expect(admits(main, branch('main'))).toBe(true);
    expect(admits(main, branch('dev'))).toBe(false);
    expect(admits(main, tag('main'))).toBe(false);
    expect(admits(main, pull('OPEN', 'main'))).toBe(false);
  });

  it('2.11 for tags lets no branch in', () => {
    const release = trigger({ push: [{ tags: { includes: ['release-*'], excludes: ['release-v2'] } }] });
    expect(admits(release, tag('release-v1'))).toBe(true);
    expect(admits(release, tag('release-v2'))).toBe(false);
    expect(admits(release, branch('release-v1'))).toBe(false);
  });

  it('2.11 within one filter all that is given must match', () => {
    const both = trigger({ push: [{ branches: { includes: ['main'] }, filePaths: { includes: ['src/**'] } }] });
    expect(admits(both, branch('main', 'README.md', 'src/a.ts'))).toBe(true);
    expect(admits(both, branch('main', 'README.md'))).toBe(false);
    expect(admits(both, branch('dev', 'src/a.ts'))).toBe(false);
  });

  it('2.11 several filters are OR', () => {
    const either = trigger({ push: [{ branches: { includes: ['main'] } }, { filePaths: { includes: ['docs/**'] } }] });
    expect(admits(either, branch('main', 'src/a.ts'))).toBe(true);
    expect(admits(either, branch('dev', 'docs/a.md'))).toBe(true);
    expect(admits(either, branch('dev', 'src/a.ts'))).toBe(false);
  });

  it('2.11 excluded files do not count, others of the same push do', () => {
    const code = trigger({ push: [{ filePaths: { excludes: ['**/*.md'] } }] });
    expect(admits(code, branch('main', 'README.md', 'docs/a.md'))).toBe(false);
    expect(admits(code, branch('main', 'README.md', 'a.ts'))).toBe(true);
    expect(admits(code, branch('main'))).toBe(false);
  });

  it('2.11 for pull requests looks at the event and the branch that it is to be merged into', () => {
    const closed = trigger({ pullRequest: [{ events: ['CLOSED'], branches: { includes: ['main'] } }] });
    expect(admits(closed, pull('CLOSED', 'main'))).toBe(true);
    expect(admits(closed, pull('OPEN', 'main'))).toBe(false);
    expect(admits(closed, pull('CLOSED', 'dev'))).toBe(false);
    expect(admits(closed, branch('main'))).toBe(false);
    const any = trigger({ pullRequest: [{ filePaths: { includes: ['src/*'] } }] });
    for (const event of ['OPEN', 'UPDATED', 'CLOSED'] as const) {
      expect(admits(any, pull(event, 'dev', 'src/a'))).toBe(true);
      expect(admits(any, pull(event, 'dev', 'docs/a'))).toBe(false);
    }
  });

  const word = fc.constantFrom('main', 'dev', 'feature/a');
  const patterns = fc.array(fc.constantFrom('main', 'dev', '*', '**', 'feature/*'), { minLength: 1, maxLength: 3 });
  const criteria: fc.Arbitrary<GitFilterCriteria> = fc.record(
    { includes: patterns, excludes: patterns },
    { requiredKeys: [] },
  );

  it('2.11 excludes win over includes', () => {
    fc.assert(
      fc.property(criteria, word, (given, name) => {
        const excluded = trigger({ push: [{ branches: { ...given, excludes: [...(given.excludes ?? []), name] } }] });
        expect(admits(excluded, branch(name))).toBe(false);
      }),
    );
  });

  it('2.11 one more filter never keeps anything out', () => {
    fc.assert(
      fc.property(criteria, criteria, word, (one, other, name) => {
        const alone = admits(trigger({ push: [{ branches: one }] }), branch(name));
        const joined = admits(trigger({ push: [{ branches: one }, { branches: other }] }), branch(name));
        if (alone) expect(joined).toBe(true);
      }),
    );
  });
});
