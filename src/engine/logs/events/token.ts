import { invalidParameter } from '../errors.ts';
import type { Gap } from '../streams/stored-event.ts';

/** Log tokens expire after a day (spec 1.5). */
export const LIFETIME = 24 * 3_600_000;

/** A token: a gap, when it was issued, and what request it belongs to. */
export interface Cursor {
  readonly gap: Gap;
  readonly issuedAt: number;
}

// 56 digits, as AWS's (spec 5.3): time, place in the order, time of issue, mark of the request.
const FORM = /^(\d{14})(\d{13})(\d{14})(\d{15})$/;

/** A number that stands for the arguments that a token is bound to (spec 1.5); 15 digits. */
export function markOf(...parts: readonly unknown[]): string {
  const text = JSON.stringify(parts);
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995) ^ (b >>> 15);
  }
  const mixed = (BigInt(a >>> 0) << 32n) | BigInt(b >>> 0);
  return (mixed % 10n ** 15n).toString().padStart(15, '0');
}

export function writeCursor({ gap, issuedAt }: Cursor, mark: string): string {
  const digits = (value: number, width: number) => value.toString().padStart(width, '0');
  return digits(gap.timestamp, 14) + digits(gap.sequence, 13) + digits(issuedAt, 14) + mark;
}

/** Reads a token of a request with that mark; throws InvalidParameterException for another's, a broken or an old one. */
export function readCursor(digits: string, mark: string, now: number, lifetime = LIFETIME): Cursor {
  const match = FORM.exec(digits);
  const cursor = match && {
    gap: { timestamp: Number(match[1]), sequence: Number(match[2]) },
    issuedAt: Number(match[3]),
  };
  if (!cursor || match[4] !== mark || now - cursor.issuedAt > lifetime) throw invalidToken();
  return cursor;
}

export function invalidToken(): Error {
  return invalidParameter('The specified nextToken is invalid.');
}

/** The 56 digits by which an event is known (spec 5.4). */
export function eventId(timestamp: number, sequence: number): string {
  return timestamp.toString().padStart(28, '0') + sequence.toString().padStart(28, '0');
}
