import { type FindActionType, findActionType } from '../rules/action-types.ts';
import { DEFAULT_RUN_ORDER, type PipelineDeclaration } from '../rules/pipeline-declaration.ts';
import { maskSecrets } from '../rules/secrets.ts';
import { maskPlainSecrets } from '../rules/validation/plain-secrets.ts';

/**
 * One thing that is different between two definitions. Names and values are those of the documents, byte for byte: whoever
 * writes them escapes them.
 */
export interface Change {
  /** In words, from the outside in: `stage Prod, action Deploy, configuration BucketName`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** JSON values; absent where there is nothing. Secrets are masked, which may make both look the same. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What is different in `after`, in the order of the definition. What AWS fills in by itself (run orders, the type, the mode, empty
 * lists) and its count of versions are no difference. A secret that AWS gave as `****` differs from one that is written out.
 */
export function definitionDifference(
  before: PipelineDeclaration,
  after: PipelineDeclaration,
  find: FindActionType = findActionType,
): readonly Change[] {
  return compare([], sides(before, find), sides(after, find));
}

/** A part of a definition as it is compared, and as it is shown. */
interface Side {
  readonly exact: unknown;
  readonly shown: unknown;
}

function sides(definition: PipelineDeclaration, find: FindActionType): Side {
  return { exact: withDefaults(definition), shown: withDefaults(maskPlainSecrets(maskSecrets(definition, find))) };
}

/** The document as AWS gives it back, but for its version (spec 2.1). */
function withDefaults({ version: _, ...definition }: PipelineDeclaration): unknown {
  return {
    ...definition,
    pipelineType: definition.pipelineType ?? 'V1',
    executionMode: definition.executionMode ?? 'SUPERSEDED',
    stages: definition.stages.map((stage) => ({
      ...stage,
      actions: stage.actions.map((action) => ({ ...action, runOrder: action.runOrder ?? DEFAULT_RUN_ORDER })),
    })),
  };
}

type Words = readonly string[];

const NOTHING: Side = { exact: undefined, shown: undefined };

function compare(words: Words, before: Side, after: Side): readonly Change[] {
  if (isNothing(before.exact) && isNothing(after.exact)) return [];
  if (JSON.stringify(normal(before.exact)) === JSON.stringify(normal(after.exact))) return [];
  if (isNothing(before.exact)) return [{ path: words.join(', '), kind: 'added', after: after.shown }];
  if (isNothing(after.exact)) return [{ path: words.join(', '), kind: 'removed', before: before.shown }];
  if (isRecord(before.exact) && isRecord(after.exact)) return compareMembers(words, before, after);
  if (isList(before.exact) && isList(after.exact)) return compareLists(words, before, after);
  return [{ path: words.join(', '), kind: 'changed', before: before.shown, after: after.shown }];
}

function compareMembers(words: Words, before: Side, after: Side): readonly Change[] {
  const keys = new Set([...Object.keys(before.exact as object), ...Object.keys(after.exact as object)]);
  return [...keys].flatMap((key) => compare(memberWords(words, key), member(before, key), member(after, key)));
}

/** Items with a name are the same item wherever they stand; other lists are one value. */
function compareLists(words: Words, before: Side, after: Side): readonly Change[] {
  const [older, newer] = [named(before), named(after)];
  if (!older || !newer) return [{ path: words.join(', '), kind: 'changed', before: before.shown, after: after.shown }];
  const names = new Set([...newer.keys(), ...older.keys()]);
  const items = [...names].flatMap((name) =>
    compare(itemWords(words, name), older.get(name) ?? NOTHING, newer.get(name) ?? NOTHING),
  );
  return [...orderChange(words, [...older.keys()], [...newer.keys()]), ...items];
}

/** Only among those that stay: what comes or goes does not move the others. */
function orderChange(words: Words, older: readonly string[], newer: readonly string[]): readonly Change[] {
  const [before, after] = [older.filter((name) => newer.includes(name)), newer.filter((name) => older.includes(name))];
  if (before.join('\0') === after.join('\0')) return [];
  const path = [...words.slice(0, -1), `order of ${words.at(-1)}`].join(', ');
  return [{ path, kind: 'changed', before: older, after: newer }];
}

function named({ exact, shown }: Side): ReadonlyMap<string, Side> | undefined {
  const [items, views] = [exact as readonly unknown[], shown as readonly unknown[]];
  const found = new Map<string, Side>();
  for (const [index, item] of items.entries()) {
    const name = nameOf(item);
    if (name === undefined || found.has(name)) return undefined;
    found.set(name, { exact: item, shown: views[index] });
  }
  return found;
}

/** A trigger is known by the source action that it starts: there is one trigger at most for each (spec 2.11). */
function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const git = item.gitConfiguration;
  const name = item.name ?? (isRecord(git) ? git.sourceActionName : undefined);
  return typeof name === 'string' ? name : undefined;
}

/** What a list's items are called, one by one. */
const ITEMS: Readonly<Record<string, string>> = {
  stages: 'stage',
  actions: 'action',
  variables: 'variable',
  triggers: 'trigger of',
  rules: 'rule',
  blockers: 'blocker',
  inputArtifacts: 'input artifact',
  outputArtifacts: 'output artifact',
  environmentVariables: 'environment variable',
};

function itemWords(words: Words, name: string): Words {
  const list = words.at(-1) ?? '';
  return [...words.slice(0, -1), `${ITEMS[list] ?? list} ${name}`];
}

/** Members whose own members are called together with them: `configuration BucketName`. */
const MAPS: ReadonlySet<string> = new Set(['configuration', 'artifactStores']);

function memberWords(words: Words, key: string): Words {
  const parent = words.at(-1) ?? '';
  return MAPS.has(parent) ? [...words.slice(0, -1), `${parent} ${key}`] : [...words, key];
}

function member({ exact, shown }: Side, key: string): Side {
  const of = (value: unknown) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined);
  return { exact: of(exact), shown: of(shown) };
}

/** AWS does not tell an empty list or record from none. */
function isNothing(value: unknown): boolean {
  if (isList(value)) return value.length === 0;
  return value === undefined || value === null || (isRecord(value) && Object.keys(value).length === 0);
}

/** Without what is nothing, its members in one order. */
function normal(value: unknown): unknown {
  if (isList(value)) return value.map(normal);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, item]) => !isNothing(item));
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, normal(item)]));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value);
}
