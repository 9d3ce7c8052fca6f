import { globTest } from '../../../rules/glob.ts';
import { invalidParameter } from '../errors.ts';
import { type PageRequest, pageOf } from '../paging.ts';
import type { Tags } from '../tags/tags.ts';
import type { LogGroup, LogGroupClass } from './log-group.ts';
import type { LogGroups } from './log-groups.ts';

export interface DescribeLogGroupsInput extends PageRequest {
  readonly logGroupNamePrefix?: string;
  readonly logGroupNamePattern?: string;
  readonly logGroupIdentifiers?: readonly string[];
  readonly logGroupClass?: LogGroupClass;
}

export interface TagFilter {
  readonly key: string;
  readonly values?: readonly string[];
}

export interface ListLogGroupsInput extends PageRequest {
  readonly logGroupNamePattern?: string;
  readonly logGroupClass?: LogGroupClass;
  readonly logGroupTags?: readonly TagFilter[];
  readonly dataSources?: readonly object[];
  readonly fieldIndexNames?: readonly string[];
}

/** Groups by prefix, by part of the name, or by identifier; sorted by name (spec 5.5). Throws InvalidParameterException. */
export function describeLogGroups(groups: LogGroups, input: DescribeLogGroupsInput, now: number): object {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
  const { logGroupClass } = input;
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  if (identifiers && (prefix ?? pattern ?? logGroupClass) !== undefined) {
    throw invalidParameter('logGroupIdentifiers cannot be combined with other filters.');
  }
  const named = identifiers && namesIn(groups, identifiers);
  const items = groups
    .sorted()
    .filter(
      (group) =>
        (prefix === undefined || group.name.startsWith(prefix)) &&
        (pattern === undefined || group.name.includes(pattern)) &&
        (!named || named.has(group.name)) &&
        (logGroupClass === undefined || group.logGroupClass === logGroupClass),
    );
  const boundTo = ['DescribeLogGroups', prefix, pattern, identifiers, logGroupClass];
  const { page, nextToken } = pageOf({ items, keyOf: ({ name }) => name, boundTo, now }, input);
  const show = pattern === undefined ? groupInFull : groupInShort;
  return { logGroups: page.map((group) => show(group, now)), nextToken };
}

/** An ARN of elsewhere is the name of no group here. */
function namesIn(groups: LogGroups, identifiers: readonly string[]): Set<string> {
  try {
    return new Set(identifiers.map((identifier) => groups.nameOf(identifier)));
  } catch {
    throw invalidParameter('logGroupIdentifiers must name log groups of this account and Region.');
  }
}

/** Groups that fit everything asked for, in short; sorted by name (spec 5.5). */
export function listLogGroups(groups: LogGroups, input: ListLogGroupsInput, now: number): object {
  const { logGroupNamePattern: pattern, logGroupClass, logGroupTags = [], dataSources, fieldIndexNames } = input;
  const hasName = pattern === undefined ? () => true : nameTest(pattern);
  const items = groups.sorted().filter(
    (group) =>
      hasName(group.name) &&
      (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
      logGroupTags.every((filter) => hasTag(group.tags, filter)) &&
      // No group here has a data source or an index.
      !dataSources &&
      !fieldIndexNames,
  );
  const boundTo = ['ListLogGroups', pattern, logGroupClass, logGroupTags];
  const { page, nextToken } = pageOf({ items, keyOf: ({ name }) => name, boundTo, now }, input);
  const logGroups = page.map(({ name, arn, logGroupClass }) => ({
    logGroupName: name,
    logGroupArn: arn,
    logGroupClass,
  }));
  return { logGroups, nextToken };
}

/** Parts of names, of which one must be there; `^` before one asks for it at the beginning [M]. */
function nameTest(pattern: string): (name: string) => boolean {
  const parts = pattern.split('|');
  return (name) => parts.some((part) => (part.startsWith('^') ? name.startsWith(part.slice(1)) : name.includes(part)));
}

/** One of the values must fit: with stars at its ends for any text, and with `!` before it what must not be there [D]. */
function hasTag(tags: Tags, { key, values = [] }: TagFilter): boolean {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  if (value === undefined) return false;
  return values.length === 0 || values.some((wanted) => fitsValue(value, wanted));
}

function fitsValue(value: string, wanted: string): boolean {
  return wanted.startsWith('!') ? !globTest(wanted.slice(1))(value) : globTest(wanted)(value);
}

function groupInShort({ name, arn, creationTime }: LogGroup): object {
  return { logGroupName: name, creationTime, arn: `${arn}:*`, logGroupArn: arn };
}

function groupInFull(group: LogGroup, now: number): object {
  return {
    ...groupInShort(group),
    retentionInDays: group.retentionInDays,
    metricFilterCount: group.metricFilters.size,
    storedBytes: group.streams.bytes(now),
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    deletionProtectionEnabled: group.isProtected,
  };
}
