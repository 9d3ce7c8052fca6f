import { invalidToken, LIFETIME, markOf } from './events/token.ts';

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
  /** When it is asked for, epoch milliseconds: a token is good for a day. */
  readonly now: number;
}

/** A page behind the key that the token names. Throws InvalidParameterException for a token of another request. */
export function pageOf<T>(
  { items, keyOf, isDescending = false, boundTo, now }: Listing<T>,
  { nextToken, limit = PAGE }: PageRequest,
): { page: T[]; nextToken: string | undefined } {
  const mark = markOf(...boundTo);
  const after = nextToken === undefined ? undefined : keyIn(nextToken, mark, now);
  const isBehind = (key: string) => after === undefined || (isDescending ? key < after : key > after);
  const start = items.findIndex((item) => isBehind(keyOf(item)));
  const page = start === -1 ? [] : items.slice(start, start + limit);
  const hasMore = start !== -1 && start + limit < items.length;
  return { page, nextToken: hasMore ? tokenOf(keyOf(page.at(-1)!), mark, now) : undefined };
}

function tokenOf(key: string, mark: string, now: number): string {
  return `${mark}.${now}.${Buffer.from(key).toString('base64url')}`;
}

function keyIn(token: string, mark: string, now: number): string {
  const [ownMark, issuedAt = '', key = ''] = token.split('.');
  if (ownMark !== mark || !/^\d+$/.test(issuedAt) || now - Number(issuedAt) > LIFETIME) throw invalidToken();
  return Buffer.from(key, 'base64url').toString();
}
