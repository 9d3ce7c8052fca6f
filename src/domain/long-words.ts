/** An ARN, a URL or a path that somebody may want to copy is rarely longer. */
const LONGEST_WORD = 160;
const LONGEST_QUOTED = 100;
/** Of a whole line: a list of names that may be chosen from is rarely longer. */
const LONGEST_LINE = 10_000;
/** What is left of a longer one. */
const KEPT = 60;

/**
 * The text with the middle left out of every word, and of everything in single quotes, that is too long to be read: a line that
 * quotes what somebody gave stays one line, however much that was.
 */
export function cutLongWords(text: string): string {
  if (text.length <= LONGEST_QUOTED) return text;
  const readable = text
    .replace(/'([^']+)'/g, (quoted, inside: string) => (inside.length > LONGEST_QUOTED ? `'${cut(inside)}'` : quoted))
    .replace(/\S+/g, (word) => (word.length > LONGEST_WORD ? cut(word) : word));
  return readable.length > LONGEST_LINE ? cut(readable, LONGEST_LINE) : readable;
}

function cut(word: string, kept = KEPT): string {
  const half = kept / 2;
  return `${word.slice(0, half)}…${word.slice(-half)}`.toWellFormed();
}
