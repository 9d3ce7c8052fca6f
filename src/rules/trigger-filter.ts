import { matchesGlob } from './git-glob.ts';
import type { GitConfiguration, GitFilterCriteria, PullRequestEvent } from './pipeline-declaration.ts';

/** What happened in a repository: a push of a branch or of a tag, or something about a pull request. */
export type RepositoryEvent =
  | { readonly kind: 'branch'; readonly branch: string; readonly files: readonly string[] }
  | { readonly kind: 'tag'; readonly tag: string }
  | {
      readonly kind: 'pullRequest';
      readonly event: PullRequestEvent;
      /** The branch that it is to be merged into: the one that filters look at [R]. */
      readonly targetBranch: string;
      readonly files: readonly string[];
    };

/** Whether a trigger says anything of its own; one that names only its source action leaves the default detection. */
export function hasFilters({ push, pullRequest }: GitConfiguration): boolean {
  return push !== undefined || pullRequest !== undefined;
}

/**
 * Whether a trigger with filters lets an event start its pipeline: any one of its filters does, and within a filter
 * all that is given must match (spec 2.11). A filter without tags speaks of branches, one with tags of tags alone.
 */
export function admits({ push = [], pullRequest = [] }: GitConfiguration, event: RepositoryEvent): boolean {
  switch (event.kind) {
    case 'tag':
      return push.some(({ tags }) => tags !== undefined && passes(tags, event.tag));
    case 'branch':
      return push.some(
        ({ tags, branches, filePaths }) =>
          tags === undefined && passes(branches, event.branch) && anyPasses(filePaths, event.files),
      );
    case 'pullRequest':
      return pullRequest.some(
        ({ events, branches, filePaths }) =>
          (events === undefined || events.includes(event.event)) &&
          passes(branches, event.targetBranch) &&
          anyPasses(filePaths, event.files),
      );
  }
}

/** Excludes win over includes; without includes everything is included (spec 2.11). */
function passes(criteria: GitFilterCriteria | undefined, name: string): boolean {
  if (!criteria) return true;
  const { includes, excludes = [] } = criteria;
  const matches = (pattern: string) => matchesGlob(pattern, name);
  return !excludes.some(matches) && (includes === undefined || includes.some(matches));
}

/** One changed file that passes is enough; where no file is known to have changed, none passes [D]. */
function anyPasses(criteria: GitFilterCriteria | undefined, files: readonly string[]): boolean {
  return criteria === undefined || files.some((file) => passes(criteria, file));
}
