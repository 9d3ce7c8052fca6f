import { escapeUnsafe } from './escape.ts';

/** A document over several lines; control and bidirectional characters are escaped. */
export function jsonDocument(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => escapeUnsafe(line))
    .join('\n');
}

/** An object on one line. */
export function jsonLine(value: unknown): string {
  return escapeUnsafe(JSON.stringify(value));
}
