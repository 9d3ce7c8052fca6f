/** A way into a JSON document: names of members and places in lists. */
export type JsonPath = readonly (string | number)[];

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * Reads the part of JsonPath that selects one value: `$.head_commit.id`, `$.commits[0]`, `$['ref']`. Undefined for
 * everything else, such as wildcards, filters and functions [D].
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (!step) return undefined;
    const [, name, place, single, double] = step;
    path.push(place === undefined ? (name ?? single ?? double ?? '') : Number(place));
  }
  return path;
}

/** The value at a path, or undefined where the document has none. */
export function valueAt(document: unknown, path: JsonPath): unknown {
  let value = document;
  for (const step of path) {
    const isThere =
      typeof step === 'number'
        ? Array.isArray(value)
        : typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isThere || !Object.hasOwn(value as object, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The text at a path, when a text stands there. */
export function textAt(document: unknown, ...path: JsonPath): string | undefined {
  const value = valueAt(document, path);
  return typeof value === 'string' ? value : undefined;
}
