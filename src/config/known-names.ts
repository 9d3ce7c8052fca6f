import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NameList } from '../domain/name-list.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Whose names they are. */
export interface NamesOf {
  readonly profile: string | undefined;
  readonly region: string;
  /** The custom endpoint; undefined for AWS. */
  readonly endpoint: string | undefined;
  /** Of an engine in this process. */
  readonly scenario: string | undefined;
}

const KINDS: readonly NameList['kind'][] = ['pipeline', 'application', 'group', 'stage', 'action'];

// Shells read all of it at a key press; what there is no room for are actions first.
const MOST_NAMES = 20_000;

/** `default@eu-west-1@aws`: the parts that a shell chooses files by (cli/completion/name-lookup.ts). */
export function namesFile(
  folder: string,
  { profile = 'default', region, endpoint = 'aws', scenario }: NamesOf,
): string {
  const where = scenario === undefined ? endpoint : `mock_${scenario}`;
  return `${folder}/${[profile, region, where].map((part) => part.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 80)).join('@')}`;
}

/**
 * Brings a file of names for the completion of shells up to date: a line is a kind, what the name is within, and the name, with
 * tabs between them. It is a cache: where it cannot be written nobody is troubled.
 */
export function rememberNames(file: string, seen: readonly NameList[]): void {
  if (seen.length === 0) return;
  try {
    const before = readNames(file);
    const after = merged(before, seen);
    if (after.join('') === before.join('')) return;
    makeFolder(dirname(file));
    const scratch = `${file}.${process.pid}`;
    writeFileSync(scratch, after.join(''), { mode: 0o600 });
    renameSync(scratch, file);
  } catch {
    // There is no completion of these names then.
  }
}

function readNames(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(/.*\n/g) ?? [];
  } catch {
    return [];
  }
}

/** A whole list stands for all that was known of its kind within the same. */
function merged(before: readonly string[], seen: readonly NameList[]): string[] {
  const replaced = new Set(seen.filter(({ isPart }) => !isPart).map(({ kind, within }) => `${kind}\t${within}\t`));
  const kept = before.filter((line) => !replaced.has(line.slice(0, line.lastIndexOf('\t') + 1)));
  const added = seen.flatMap(({ kind, within, names }) => names.flatMap((name) => lineOf(kind, within, name)));
  const lines = [...new Set([...kept, ...added])];
  const parents = new Set(lines.flatMap((line) => line.match(/^(?:pipeline|application)\t\t(.*)\n/)?.[1] ?? []));
  const alive = lines.filter((line) => line.includes('\t\t') || parents.has(line.split('\t')[1] ?? ''));
  return alive.sort(byKind).slice(0, MOST_NAMES);
}

/** AWS's own names hold neither tabs nor line ends; whatever does is none of them. */
function lineOf(...fields: readonly string[]): string[] {
  return fields.some((field) => /[\x00-\x1f\x7f]/.test(field)) ? [] : [`${fields.join('\t')}\n`];
}

/** A stable sort: within a kind the order of the service stays. */
function byKind(a: string, b: string): number {
  return rank(a) - rank(b);
}

function rank(line: string): number {
  return KINDS.findIndex((kind) => line.startsWith(`${kind}\t`));
}
