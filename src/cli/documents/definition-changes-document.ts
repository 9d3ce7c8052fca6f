import type { Change } from '../../domain/definition-difference.ts';
import { orNull } from './values.ts';

/** What is different between two definitions. */
export function changesDocument(changes: readonly Change[]) {
  return changes.map(({ path, kind, before, after }) => ({ path, kind, before: orNull(before), after: orNull(after) }));
}
