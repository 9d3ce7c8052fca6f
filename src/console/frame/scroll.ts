/** The first row to show so that row `index` is in sight, moving as little as possible from where the list was. */
export function scrollInto(top: number, index: number, page: number, count: number): number {
  const last = Math.max(0, count - page);
  if (index < 0) return Math.min(top, last);
  if (index < top) return Math.max(0, Math.min(index, last));
  if (index >= top + page) return Math.min(last, index - page + 1);
  return Math.min(top, last);
}

/** The key that keeps the cursor: the one it had, else the one now at its place, else the first. */
export function keepSelection(
  selected: string | undefined,
  keys: readonly string[],
  before: readonly string[],
): string | undefined {
  if (selected !== undefined && keys.includes(selected)) return selected;
  const place = selected === undefined ? 0 : Math.max(0, before.indexOf(selected));
  return keys[Math.min(place, keys.length - 1)];
}
