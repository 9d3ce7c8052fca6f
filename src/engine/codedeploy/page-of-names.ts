import { page, scopeOf } from '../paging.ts';
import type { Caller } from '../world.ts';

/** [R] (spec 1.5) */
const MOST_LISTED = 100;

/** A page of names, in their order [D]. Throws InvalidNextTokenException. */
export function pageOfNames(
  operation: string,
  input: { readonly nextToken?: string },
  caller: Caller,
  names: Iterable<string>,
): { names: string[]; nextToken?: string } {
  const { items, nextToken } = page<string, string>(scopeOf(caller, operation), input, {
    items: () => [...names].sort(),
    cursorOf: (name) => name,
    isAfter: (name, last) => name > last,
    most: MOST_LISTED,
  });
  return { names: items, nextToken };
}
