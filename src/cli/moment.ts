import { usage } from '../domain/fault.ts';
import { parseDuration } from './duration.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * So long ago (`15m`, `2d`), or a date or time in ISO-8601 (`2026-11-27`, `2026-11-27T14:02`): UTC unless it names another
 * zone, as everything that is printed. Takes and gives epoch milliseconds. Throws Fault `usage` that names the flag.
 */
export function momentOf(flag: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ago = parseDuration(text);
  const at = ago === undefined ? isoMoment(text) : now - ago;
  if (at === undefined) {
    throw usage(`${flag} must be a duration such as 15m or 2d, or a time such as 2026-11-27T14:02Z, not '${text}'`);
  }
  return at;
}

function isoMoment(text: string): number | undefined {
  const [, day = '', time, zone] = ISO.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00Z`);
  // The 31st of February would be taken for the 3rd of March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const at = Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}
