import fuzzysort from 'fuzzysort';

// Three letters out of a name of ten score a third; what scores less is not what was meant.
const THRESHOLD = 0.2;

/** The items whose name has the typed letters in their order, the best match first; all of them for no letters. */
export function fuzzyFind<T>(text: string, items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const typed = text.trim();
  if (typed === '') return items;
  return fuzzysort.go(typed, items as T[], { key: nameOf, limit: 0, threshold: THRESHOLD }).map(({ obj }) => obj);
}
