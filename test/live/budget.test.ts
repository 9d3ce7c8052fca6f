import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/live/budget.ts';

describe('the request budget', () => {
  it('spends its burst, then its rate', () => {
    const budget = new Budget({ rate: 2, burst: 3 }, 0);
    expect([budget.take(0), budget.take(0), budget.take(0), budget.take(0)]).toEqual([true, true, true, false]);
    expect(budget.wait(0)).toBe(500);
    expect(budget.take(500)).toBe(true);
    expect(budget.take(500)).toBe(false);
  });

  it('saves no more than its burst', () => {
    const budget = new Budget({ rate: 10, burst: 2 }, 0);
    expect([budget.take(60_000), budget.take(60_000), budget.take(60_000)]).toEqual([true, true, false]);
  });

  it('6.3 halves when the service throttles and comes back slowly', () => {
    const budget = new Budget({ rate: 4, burst: 10 }, 0);
    budget.throttled(0, 0);
    expect(budget.rate).toBe(2);
    expect(budget.take(0)).toBe(false);
    budget.take(5000);
    expect(budget.rate).toBe(3);
    budget.take(60_000);
    expect(budget.rate).toBe(4);
  });

  it('halves once for requests that were under way together', () => {
    const budget = new Budget({ rate: 8, burst: 10 }, 0);
    budget.throttled(100, 0);
    budget.throttled(100, 10);
    budget.throttled(110, 20);
    expect(budget.rate).toBeCloseTo(4, 1);
    budget.throttled(200, 150);
    expect(budget.rate).toBeCloseTo(2, 1);
  });

  it('never falls to nothing', () => {
    const budget = new Budget({ rate: 4, burst: 10 }, 0);
    for (let times = 0; times < 50; times++) budget.throttled(times, times);
    expect(budget.rate).toBeGreaterThan(0);
  });
});
