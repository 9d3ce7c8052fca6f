import { usage } from '../domain/fault.ts';

/** More than any text that AWS takes, and less than what a file holds that was given by mistake. */
const MOST_CHARACTERS = 10_000;

/** All but tab and line feed: what steers a terminal, and what no line of a file or name of a service has. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;

/** What no argument can be, whatever it is for. `name` is its flag, or its word in the help. Throws Fault `usage`. */
export function checkArgument(name: string, value: string): void {
  // An empty word is a variable that was not set: it names nothing.
  if (value.trim() === '') throw usage(name.startsWith('-') ? `${name} needs a value` : `${name} is empty`);
  if (value.length > MOST_CHARACTERS) {
    throw usage(`${name} has ${value.length} characters: an argument takes at most ${MOST_CHARACTERS}`);
  }
  if (CONTROL.test(value)) throw usage(`${name} has control characters, which no argument takes: '${value}'`);
  // Node puts this in the place of bytes that it cannot decode.
  if (value.includes('\ufffd') || !value.isWellFormed()) throw usage(`${name} is not UTF-8 text: '${value}'`);
}
