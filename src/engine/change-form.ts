import { list, object, oneOf, text, wholeNumber } from './checks.ts';

/** What of a change in a source only detection looks at, as control calls and scenarios say it (engine-control: source-change). */
export const CHANGE = {
  branch: text,
  tag: text,
  files: list(text),
  pullRequest: object(
    { event: oneOf('OPEN', 'UPDATED', 'CLOSED') },
    // The number is for people; nothing in the engine depends on it.
    { branch: text, targetBranch: text, number: wholeNumber(1) },
  ),
};
