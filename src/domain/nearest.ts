/** The candidates that somebody who typed `word` may have meant, the nearest first, at most three. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  const scored = candidates.map((candidate) => ({ candidate, score: score(wanted, candidate.toLowerCase()) }));
  return scored
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean a, b or c?`, or nothing when nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near.length === 0) return '';
  const last = near.pop();
  return ` (did you mean ${near.length === 0 ? last : `${near.join(', ')} or ${last}`}?)`;
}

/** Fewer is nearer; undefined is too far. The beginning, or a part, of the name counts as one slip. */
function score(wanted: string, candidate: string): number | undefined {
  if (wanted !== '' && candidate.startsWith(wanted)) return 1;
  if (wanted.length >= 3 && candidate.includes(wanted)) return 1;
  const most = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
  // It is at least as far as the one is longer, and a word may be as long as a file.
  if (Math.abs(wanted.length - candidate.length) > most) return undefined;
  const distance = editDistance(wanted, candidate);
  return distance <= most ? distance : undefined;
}

/** Insertions, deletions, replacements and swapped neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced);
      rows[i]?.push(swapped ? Math.min(best, at(i - 2, j - 2) + 1) : best);
    }
  }
  return at(a.length, b.length);
}
