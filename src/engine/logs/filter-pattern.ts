import { invalidParameter } from './log-group.ts';

/** Whether a message matches. */
export type MessageFilter = (message: string) => boolean;

const TOKEN = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/gsy;
const WORD = /^[\p{L}\p{N}_]+$/u;

/**
 * A filter pattern of terms: all plain terms must occur, none of the `-` terms may, and where there is no plain term one
 * of the `?` terms must (spec 5.4). Case counts. Throws InvalidParameterException.
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  refuseOtherKinds(text);
  const all: string[] = [];
  const none: string[] = [];
  const any: string[] = [];
  for (const [sign, term] of termsOf(text)) (sign === '-' ? none : sign === '?' ? any : all).push(term);
  // Optional terms are ignored beside plain ones [R].
  const oneOf = all.length > 0 ? [] : any;
  return (message) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    (oneOf.length === 0 || oneOf.some((term) => message.includes(term)));
}

function refuseOtherKinds(text: string): void {
  const kind = text.startsWith('{')
    ? 'JSON'
    : text.startsWith('[')
      ? 'Space-delimited'
      : /^[-?]?%/.test(text)
        ? 'Regex'
        : '';
  if (kind) throw invalidParameter(`${kind} filter patterns are not available in this version of the mock engine`);
}

function* termsOf(text: string): Generator<[sign: string, term: string]> {
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw invalidParameter('Invalid filter pattern');
    const [whole, sign = '', phrase, word] = match;
    // What is not a plain word must stand in quotes.
    if (word !== undefined && !WORD.test(word)) throw invalidParameter('Invalid filter pattern');
    const term = word ?? phrase!.replace(/\\(.)/gs, '$1');
    if (term.trim() !== '') yield [sign, term];
    at += whole.length;
    while (at < text.length && /\s/.test(text[at]!)) at += 1;
  }
}
