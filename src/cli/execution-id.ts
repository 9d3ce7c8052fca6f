import { usage } from '../domain/fault.ts';

/** What the id of an execution looks like, as far as it is given: `c3b9d4`, or all of it. */
const BEGINNING = /^[0-9a-f]{6,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/;
const WHOLE = 36;

/** The id of an execution, or at least 6 characters of it; undefined when none is given. Throws a Fault of kind usage that names the argument. */
export function executionId<T extends string | undefined>(argument: string, text: T): T {
  if (text === undefined) return text;
  if (text.length < 6) throw usage(`${argument} must have at least 6 characters of an execution's id, not '${text}'`);
  if (text.length > WHOLE || !BEGINNING.test(text)) {
    throw usage(
      `${argument} must be an execution's id, or its first 6 characters or more such as c3b9d4, not '${text}'`,
    );
  }
  return text;
}
