import type { GivenRevision } from '../executions/execution.ts';
import { parseJsonPath, textAt, valueAt } from './json-path.ts';
import type { WebhookFilter } from './webhook.ts';

type Configuration = Readonly<Record<string, string>>;

/**
 * Whether a payload is what a filter asks for (spec 2.11). `{Key}` in the filter stands for the target action's
 * configuration; a key that it does not have stands for itself [D]. Without matchEquals the value must be there [D].
 */
export function passes(
  payload: unknown,
  { jsonPath, matchEquals }: WebhookFilter,
  configuration: Configuration,
): boolean {
  const value = valueAt(payload, parseJsonPath(jsonPath) ?? []);
  if (matchEquals === undefined) return value !== undefined;
  if (value === undefined || typeof value === 'object') return false;
  return String(value) === filledIn(matchEquals, configuration);
}

function filledIn(text: string, configuration: Configuration): string {
  return text.replace(/\{([^{}]*)\}/g, (whole, key: string) =>
    Object.hasOwn(configuration, key) ? configuration[key]! : whole,
  );
}

/**
 * The commit that a GitHub push brings, when it is one to this branch; otherwise the source action looks for itself
 * (spec 2.11) [D].
 */
export function pushedCommit(payload: unknown, branch: string | undefined): GivenRevision {
  const id = textAt(payload, 'after') ?? textAt(payload, 'head_commit', 'id');
  if (branch === undefined || textAt(payload, 'ref') !== `refs/heads/${branch}` || id === undefined) return {};
  // A branch that was deleted has no commit.
  if (/^0+$/.test(id)) return {};
  return {
    id,
    summary: textAt(payload, 'head_commit', 'message'),
    author: textAt(payload, 'head_commit', 'author', 'name'),
    url: textAt(payload, 'head_commit', 'url'),
  };
}
