import fuzzysort from 'fuzzysort';
import type { FleetEntry } from './fleet-entry.ts';

/** The entries whose name matches what was typed, in the order they had. */
export function filterEntries(entries: readonly FleetEntry[], text: string): readonly FleetEntry[] {
  if (text.trim() === '') return entries;
  const found = fuzzysort.go(text.trim(), entries as FleetEntry[], { key: (entry) => entry.member.id.name, limit: 0 });
  const keys = new Set(found.map((result) => result.obj.key));
  return entries.filter((entry) => keys.has(entry.key));
}
