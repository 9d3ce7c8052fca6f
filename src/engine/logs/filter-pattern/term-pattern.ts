import type { Condition } from './expression.ts';
import { invalidPattern, type Scanner } from './scanner.ts';

const SIGN = /-\s*|\?/y;
/** What has other characters must stand in quotes (spec 5.4). */
const WORD = /[\p{L}\p{N}_]+/uy;
const SPACES = /\s+/y;

/**
 * A pattern of terms: all plain terms must occur, none of the `-` terms may, and where there is no plain term one of the
 * `?` terms must (spec 5.4). Case counts. Throws InvalidParameterException.
 */
export function readTermPattern(scanner: Scanner): Condition<string> {
  const all: Condition<string>[] = [];
  const none: Condition<string>[] = [];
  const any: Condition<string>[] = [];
  while (!scanner.isAtEnd) {
    const sign = scanner.match(SIGN)?.[0][0];
    const occurs = readTerm(scanner);
    if (occurs) (sign === '-' ? none : sign === '?' ? any : all).push(occurs);
    if (!scanner.match(SPACES) && !scanner.isAtEnd) throw invalidPattern();
  }
  // Optional terms are ignored beside plain ones [R].
  const oneOf = all.length > 0 ? [] : any;
  return (message) =>
    all.every((occurs) => occurs(message)) &&
    !none.some((occurs) => occurs(message)) &&
    (oneOf.length === 0 || oneOf.some((occurs) => occurs(message)));
}

/** Undefined for spaces alone, which ask for nothing. */
function readTerm(scanner: Scanner): Condition<string> | undefined {
  const regex = scanner.regex();
  if (regex) return (message) => regex.test(message);
  const term = scanner.quoted() ?? scanner.match(WORD)?.[0];
  if (term === undefined) throw invalidPattern();
  return term.trim() === '' ? undefined : (message) => message.includes(term);
}
