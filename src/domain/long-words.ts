/** An ARN, a URL or a path that somebody may want to copy is rarely longer. */
const LONGEST_WORD = 160;
const LONGEST_QUOTED = 100;
/** What is left of a longer one. */
const KEPT = 60;

/**
 * The text with the middle left out of every word, and of everything in single quotes, that is too long to be read: a line that
 * quotes what somebody gave stays one line, however much that was.
 */
export function cutLongWords(text: string): string {
  if (text.length <= LONGEST_QUOTED) return text;
  return text
    .replace(/'([^']+)'/g, (quoted, inside: string) => (inside.length > LONGEST_QUOTED ? `'${cut(inside)}'` : quoted))
    .replace(/\S+/g, (word) => (word.length > LONGEST_WORD ? cut(word) : word));
}

function cut(word: string): string {
  const half = KEPT / 2;
  return `${word.slice(0, half)}…${word.slice(-half)}`.toWellFormed();
}
