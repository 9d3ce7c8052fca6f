import type { Path } from '../definition-problem.ts';
import type { FindYamlParser } from '../yaml-parser.ts';
import { type AppSpecProblem, unreadable } from './appspec-problem.ts';

/** What an AppSpec file holds, before anybody has asked whether it is right. */
export interface AppSpecDocument {
  readonly value: unknown;
  /** A value as it is written: messages show `1.0`, of which the number is 1. */
  textOf(path: Path): string;
}

/** The agent reads YAML 1.1, in which `0755` is octal and `yes` is true, and takes the last of two equal keys [AG]. */
const DIALECT = { version: '1.1', uniqueKeys: false, prettyErrors: false } as const;

/** Reads an AppSpec file, YAML or JSON (spec 3.10, 3.13). */
export function readAppSpecDocument(text: string, findParser: FindYamlParser): AppSpecDocument | AppSpecProblem {
  const json = jsonIn(text);
  if (json !== undefined) return { value: json, textOf: (path) => shown(valueAt(json, path)) };
  const document = findParser()(text, DIALECT);
  const broken = document.errors[0];
  if (broken) return unreadable(broken.message.split('\n')[0]!);
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, textOf: (path) => sourceOf(document.getIn(path, true)) ?? shown(valueAt(value, path)) };
  } catch (error) {
    // Aliases that would grow beyond all bounds.
    return unreadable((error as Error).message);
  }
}

function jsonIn(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A flow map of YAML begins like this, too.
    return undefined;
  }
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) at = (at as Record<string | number, unknown> | null | undefined)?.[key];
  return at;
}

function sourceOf(node: unknown): string | undefined {
  const source = (node as { source?: unknown } | undefined)?.source;
  return typeof source === 'string' ? source : undefined;
}

/** A value as Ruby puts it into a text: nothing at all for what is absent. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
