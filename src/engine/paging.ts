import { createHash } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { Caller } from './world.ts';

export interface PageRequest {
  readonly nextToken?: string;
  readonly maxResults?: number;
}

/** Where a list is asked for: a token holds for the same place, operation and arguments only (spec 1.5). */
export interface PageScope {
  readonly account: string;
  readonly region: string;
  readonly operation: string;
}

export function scopeOf({ account, region }: Caller, operation: string): PageScope {
  return { account, region, operation };
}

/** A list in its order, and what tells its items apart and goes down (or up) along it. */
export interface Listing<T, C extends string | number> {
  /** All of them; those that do not come after the last one of the page before may be left out. */
  readonly items: (last: C | undefined) => Iterable<T>;
  readonly cursorOf: (item: T) => C;
  /** Whether an item comes after the last one of the page before. */
  readonly isAfter: (item: T, cursor: C) => boolean;
  readonly most: number;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextToken?: string;
}

/**
 * A page of a list. The token remembers the last item given, so that what is added meanwhile neither
 * repeats nor hides anything. Throws InvalidNextTokenException for a token that was not given for this
 * operation with these arguments.
 */
export function page<T, C extends string | number>(
  scope: PageScope,
  request: PageRequest,
  listing: Listing<T, C>,
): Page<T> {
  const tokenAt = (cursor: C) => writeToken(cursor, sealOf(scope, request, cursor));
  const from = request.nextToken === undefined ? undefined : readToken(request.nextToken, tokenAt);
  const size = Math.min(request.maxResults ?? listing.most, listing.most);
  const items: T[] = [];
  for (const item of listing.items(from)) {
    if (from !== undefined && !listing.isAfter(item, from)) continue;
    if (items.length === size) return { items, nextToken: tokenAt(listing.cursorOf(items.at(-1)!)) };
    items.push(item);
  }
  return { items };
}

/** What a token must be shown with: where, for what, and from which item on. */
function sealOf(scope: PageScope, request: PageRequest, cursor: string | number): string {
  const given = Object.entries({ ...request, nextToken: undefined }).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([scope.account, scope.region, scope.operation, given, cursor]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function writeToken(cursor: string | number, seal: string): string {
  return Buffer.from(JSON.stringify([seal, cursor])).toString('base64url');
}

/** The cursor of a token that is, letter for letter, the one that was given. */
function readToken<C>(token: string, tokenAt: (cursor: C) => string): C {
  try {
    const [, cursor] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (tokenAt(cursor) === token) return cursor;
  } catch {
    // Not one of ours: refused below like one of another operation.
  }
  throw new AwsError(
    'InvalidNextTokenException',
    'The next token was not given by this operation with these arguments',
  );
}
