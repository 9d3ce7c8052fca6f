import { fuzzyFind } from '../fuzzy.ts';
import type { FleetEntry } from './fleet-entry.ts';

/** The entries whose name has the typed letters in their order, or is what a pattern with `*` and `?` says; in the order they had. */
export function filterEntries(entries: readonly FleetEntry[], text: string): readonly FleetEntry[] {
  if (/[*?]/.test(text)) {
    const pattern = globPattern(text.trim());
    return entries.filter((entry) => pattern.test(entry.member.id.name));
  }
  const found = new Set(fuzzyFind(text, entries, (entry) => entry.member.id.name));
  return entries.filter((entry) => found.has(entry));
}

/** `pay*`, `*-api`, `web-?`: the whole name, in upper or lower case. */
function globPattern(glob: string): RegExp {
  const parts = [...glob].map((sign) => {
    if (sign === '*') return '.*';
    return sign === '?' ? '.' : sign.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'iu');
}
