import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runAfter } from '../../src/live/run-after.ts';

const DAY_MS = 86_400_000;

describe('a timer of any length', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([0, 1, DAY_MS, 24 * DAY_MS, 25 * DAY_MS, 100 * DAY_MS])('of %i ms is due then, and once', (milliseconds) => {
    const run = vi.fn();
    runAfter(milliseconds, run);
    vi.advanceTimersByTime(Math.max(0, milliseconds - 1));
    expect(run).toHaveBeenCalledTimes(milliseconds === 0 ? 1 : 0);
    vi.advanceTimersByTime(1 + 100 * DAY_MS);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is called off, also in its later parts', () => {
    const run = vi.fn();
    const cancel = runAfter(60 * DAY_MS, run);
    vi.advanceTimersByTime(30 * DAY_MS);
    cancel();
    vi.advanceTimersByTime(60 * DAY_MS);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
