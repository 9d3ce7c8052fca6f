import { usage } from '../domain/fault.ts';
import { hasUnsafe } from './output/escape.ts';

/** As AWS keeps the id of one: `Revision` of the service's model. */
const MOST_CHARACTERS = 1_500;

/** A commit, digest, version or tag, or what leads to one; undefined when none is given. Throws a Fault of kind usage that names the argument. */
export function revisionGiven<T extends string | undefined>(argument: string, text: T): T {
  if (text === undefined) return text;
  if (text.length > MOST_CHARACTERS) {
    throw usage(`${argument} has ${text.length} characters: a revision has at most ${MOST_CHARACTERS}`);
  }
  if (/\s/.test(text) || hasUnsafe(text)) throw usage(`${argument} must be one revision without blanks, not '${text}'`);
  return text;
}
