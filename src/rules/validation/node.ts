import type { Path } from '../definition-problem.ts';

/** A value of a JSON or YAML document and the offset at which it begins. */
export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly at: number;
  /** A local tag of YAML, such as `!Ref`. */
  readonly tag?: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly keyAt: number;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: 'list';
  readonly at: number;
  readonly tag?: string;
  readonly items: readonly Node[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly at: number;
  readonly tag?: string;
  readonly value: string | number | boolean | null;
  /** As it is written, without quotes: `0.20`, of which the number is 0.2. */
  readonly source: string;
}

/** More values than these no definition has: who writes more of them writes to harm. */
export const MOST_VALUES = 200_000;

/** Deeper than this no definition goes; further down the recursion of readers would end in a fault. */
export const DEEPEST = 100;

/** The value of a key; the last one, as every reader takes it. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}

/** The text of a scalar that is one. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.tag === undefined && typeof node.value === 'string' ? node.value : undefined;
}

/** The document as plain values. */
export function plainOf(node: Node): unknown {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
    case 'list':
      return node.items.map(plainOf);
    case 'scalar':
      return node.value;
  }
}

/**
 * Where a path leads, or the nearest of what should hold it: a text or number itself, or the key of what is larger. Upper and lower case make no difference where no key is
 * exactly the same: templates and AppSpec files spell keys their own way.
 */
export function offsetOf(root: Node, path: Path, atKey = false): number {
  let node = root;
  let at = root.at;
  for (const step of path) {
    if (node.kind === 'list' && typeof step === 'number' && node.items[step]) {
      node = node.items[step];
      at = node.at;
      continue;
    }
    const entry = node.kind === 'map' ? entryOf(node, String(step)) : undefined;
    if (entry) {
      node = entry.value;
      at = node.kind === 'scalar' && !atKey ? node.at : entry.keyAt;
    } else if (typeof step !== 'number') {
      break;
    }
  }
  return at;
}

function entryOf({ entries }: MapNode, key: string): Entry | undefined {
  const lower = key.toLowerCase();
  return (
    entries.findLast((entry) => entry.key === key) ?? entries.findLast((entry) => entry.key.toLowerCase() === lower)
  );
}
