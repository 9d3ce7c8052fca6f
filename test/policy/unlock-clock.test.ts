import { expect, it } from 'vitest';
import { unlockClock } from '../../src/policy/unlock-clock.ts';

it('passes while the machine sleeps, and never goes back when the wall clock is set', () => {
  let [monotonic, wall] = [500, 1_000_000];
  const passed = unlockClock(
    () => monotonic,
    () => wall,
  );
  monotonic += 10;
  wall += 10;
  expect(passed()).toBe(10);
  wall += 3_600_000;
  expect(passed()).toBe(3_600_010);
  wall -= 7_200_000;
  expect(passed()).toBe(3_600_010);
  monotonic += 3_600_100;
  expect(passed()).toBe(3_600_110);
});
