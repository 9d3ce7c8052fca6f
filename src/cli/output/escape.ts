/** Characters that could move a cursor, hide or reorder text: C0 and C1, soft hyphen, zero-width, bidirectional, separators, tags. */
const UNSAFE =
  /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/** Written as `\uXXXX`, which JSON and the double-quoted strings of YAML read back to the same character. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, (found) => [...codeUnits(found)].join(''));
}

export function hasUnsafe(text: string): boolean {
  return text.search(UNSAFE) >= 0;
}

function* codeUnits(text: string): Generator<string> {
  for (let i = 0; i < text.length; i += 1) yield `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
}
