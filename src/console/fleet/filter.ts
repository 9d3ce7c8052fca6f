import { fuzzyFind } from '../fuzzy.ts';
import type { FleetEntry } from './fleet-entry.ts';

/** The entries whose name matches what was typed, in the order they had. */
export function filterEntries(entries: readonly FleetEntry[], text: string): readonly FleetEntry[] {
  const found = new Set(fuzzyFind(text, entries, (entry) => entry.member.id.name));
  return entries.filter((entry) => found.has(entry));
}
