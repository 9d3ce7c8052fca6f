export interface Ratio {
  /** Ratio of the medians. */
  readonly ratio: number;
  /** 95 % bootstrap interval of it. */
  readonly interval: readonly [number, number];
}

const RESAMPLES = 2000;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The ratio of the medians of two series that were measured in turns, run by run. The same figures give the same interval. */
export function ratioOf(values: readonly number[], floor: readonly number[]): Ratio {
  const random = sequence(1);
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const runs = values.map(() => Math.floor(random() * values.length));
    return median(runs.map((run) => values[run]!)) / median(runs.map((run) => floor[run]!));
  }).sort((a, b) => a - b);
  const at = (share: number) => round(ratios[Math.floor(share * (RESAMPLES - 1))]!);
  return { ratio: round(median(values) / median(floor)), interval: [at(0.025), at(0.975)] };
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const round = (value: number): number => Math.round(value * 1000) / 1000;
