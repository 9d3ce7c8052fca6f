import { isoText } from '../../text/time.ts';

/** ISO-8601 in UTC, or null where nothing is known. Takes epoch milliseconds. */
export function isoOrNull(at: number | undefined): string | null {
  return at === undefined || !Number.isFinite(at) ? null : isoText(at);
}

/** A document names every member: what is unknown is null. */
export function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}
