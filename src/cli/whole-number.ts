import { usage } from '../domain/fault.ts';

/** The whole number from 1 that a flag takes; undefined when it is not given. Throws a Fault of kind usage that names the flag. */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw usage(`${flag} must be a whole number from 1, not '${text}'`);
  return number;
}
