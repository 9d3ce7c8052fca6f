import { invalidToken, markOf } from './events/token.ts';

const PAGE = 50;

export interface PageRequest {
  readonly nextToken?: string;
  readonly limit?: number;
}

export interface Listing<T> {
  /** In their order. */
  readonly items: readonly T[];
  /** What they are ordered by; no two have the same. */
  readonly keyOf: (item: T) => string;
  readonly isDescending?: boolean;
  /** The operation and its other arguments: a token is good for no others (spec 1.5). */
  readonly boundTo: readonly unknown[];
}

/** A page behind the key that the token names. Throws InvalidParameterException for a token of another request. */
export function pageOf<T>(
  { items, keyOf, isDescending = false, boundTo }: Listing<T>,
  { nextToken, limit = PAGE }: PageRequest,
): { page: T[]; nextToken: string | undefined } {
  const mark = markOf(...boundTo);
  const after = nextToken === undefined ? undefined : keyIn(nextToken, mark);
  const isBehind = (key: string) => after === undefined || (isDescending ? key < after : key > after);
  const start = items.findIndex((item) => isBehind(keyOf(item)));
  const page = start === -1 ? [] : items.slice(start, start + limit);
  const hasMore = start !== -1 && start + limit < items.length;
  return { page, nextToken: hasMore ? `${mark}${Buffer.from(keyOf(page.at(-1)!)).toString('base64url')}` : undefined };
}

function keyIn(token: string, mark: string): string {
  if (!token.startsWith(mark)) throw invalidToken();
  return Buffer.from(token.slice(mark.length), 'base64url').toString();
}
