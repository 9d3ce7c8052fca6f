import { AwsError } from '../aws-error.ts';
import { type Listing, type Page, type PageRequest, page, scopeOf } from '../paging.ts';
import type { Caller } from '../world.ts';
import type { BuildHandle } from './builds/build-handle.ts';

/** (spec 1.5) */
const MOST_LISTED = 100;

export type SortOrder = 'ASCENDING' | 'DESCENDING';

/** A page of things that are listed by a text which tells them apart. Throws InvalidInputException for a bad token (spec 1.5). */
export function codeBuildPage<T>(
  operation: string,
  input: PageRequest,
  caller: Caller,
  { all, keyOf, sortOrder }: { all: Iterable<T>; keyOf: (item: T) => string; sortOrder: SortOrder },
): Page<T> {
  const sign = sortOrder === 'ASCENDING' ? 1 : -1;
  const compared = (a: string, b: string) => (a < b ? -sign : a > b ? sign : 0);
  return pageOf(operation, input, caller, {
    items: () => [...all].sort((a, b) => compared(keyOf(a), keyOf(b))),
    cursorOf: keyOf,
    isAfter: (item, last) => compared(keyOf(item), last) > 0,
  });
}

/** A page of builds, in the order of their start or against it. Throws InvalidInputException for a bad token (spec 1.5). */
export function pageOfBuilds(
  operation: string,
  input: PageRequest,
  caller: Caller,
  { all, sortOrder }: { all: readonly BuildHandle[]; sortOrder: SortOrder },
): Page<BuildHandle> {
  const isAscending = sortOrder === 'ASCENDING';
  return pageOf<BuildHandle, number>(operation, input, caller, {
    items: (last) => (isAscending ? upFrom(all, last) : downFrom(all, last)),
    cursorOf: ({ order }) => order,
    isAfter: ({ order }, last) => (isAscending ? order > last : order < last),
  });
}

function pageOf<T, C extends string | number>(
  operation: string,
  input: PageRequest,
  caller: Caller,
  listing: Omit<Listing<T, C>, 'most'>,
): Page<T> {
  try {
    return page(scopeOf(caller, operation), input, { ...listing, most: MOST_LISTED });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError('InvalidInputException', error.message);
  }
}

function* upFrom(all: readonly BuildHandle[], last = 0): Generator<BuildHandle> {
  for (let i = placeOf(all, last); i < all.length; i++) yield all[i]!;
}

function* downFrom(all: readonly BuildHandle[], last = Number.POSITIVE_INFINITY): Generator<BuildHandle> {
  for (let i = placeOf(all, last) - 1; i >= 0; i--) yield all[i]!;
}

/** Where the build of this order stands, or would stand. */
function placeOf(all: readonly BuildHandle[], order: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
