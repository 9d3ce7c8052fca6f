import { invalidParameter } from '../errors.ts';
import { parseFilterPattern } from '../filter-pattern/filter-pattern.ts';
import type { LogGroups } from '../groups/log-groups.ts';

export interface StartLiveTailInput {
  readonly logGroupIdentifiers: readonly string[];
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefixes?: readonly string[];
  readonly logEventFilterPattern?: string;
}

/** What a session shows. */
export interface Selection {
  /** Names of groups: one that is deleted and made again is shown again. */
  readonly groups: ReadonlySet<string>;
  hasStream(name: string): boolean;
  hasMessage(message: string): boolean;
}

/**
 * Throws InvalidParameterException, ResourceNotFoundException, and InvalidOperationException for a group of another class
 * than STANDARD (spec 5.6). A stream need not exist [D].
 */
export function selectionOf(groups: LogGroups, input: StartLiveTailInput): Selection {
  const { logGroupIdentifiers, logStreamNames: names, logStreamNamePrefixes: prefixes } = input;
  if (names && prefixes) {
    throw invalidParameter('logStreamNames and logStreamNamePrefixes must not both be specified.');
  }
  if ((names ?? prefixes) && logGroupIdentifiers.length > 1) {
    throw invalidParameter('Log streams can be specified for one log group only.');
  }
  const pattern = parseFilterPattern(input.logEventFilterPattern ?? '');
  const chosen = logGroupIdentifiers.map((identifier) => groups.identified(identifier));
  for (const group of chosen) group.checkStandard('StartLiveTail', 'InvalidOperationException');
  return {
    groups: new Set(chosen.map(({ name }) => name)),
    hasStream: (name) =>
      (!names || names.includes(name)) && (!prefixes || prefixes.some((prefix) => name.startsWith(prefix))),
    hasMessage: (message) => pattern.test(message),
  };
}
