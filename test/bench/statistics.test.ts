import { describe, expect, it } from 'vitest';
import { median, ratioOf } from './statistics.ts';

describe('the statistics of the benchmarks', () => {
  it('take the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('give the ratio of medians with an interval around it, always the same', () => {
    const floor = [10, 11, 9, 10, 12, 10, 10, 11, 9, 10];
    const values = floor.map((value, index) => value * 1.5 + (index % 3) - 1);
    const { ratio, interval } = ratioOf(values, floor);
    expect(ratio).toBeGreaterThan(1.3);
    expect(interval[0]).toBeLessThanOrEqual(ratio);
    expect(interval[1]).toBeGreaterThanOrEqual(ratio);
    expect(interval[1]).toBeGreaterThan(interval[0]);
    expect(ratioOf(values, floor)).toEqual({ ratio, interval });
    expect(ratioOf(floor, floor)).toEqual({ ratio: 1, interval: [1, 1] });
  });
});
