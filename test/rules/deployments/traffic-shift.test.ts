import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trafficSteps } from '../../../src/rules/deployments/traffic-shift.ts';

const MINUTE = 60_000;

describe('how traffic moves', () => {
  it('3.10 a canary gets its share at once, and the rest after the interval', () => {
    const timeBasedCanary = { canaryPercentage: 10, canaryInterval: 5 };
    expect(trafficSteps({ type: 'TimeBasedCanary', timeBasedCanary })).toEqual([
      { after: 0, percent: 10 },
      { after: 5 * MINUTE, percent: 100 },
    ]);
  });

  it('3.10 linear traffic moves at once and at every interval, the last time by what is left', () => {
    const timeBasedLinear = { linearPercentage: 40, linearInterval: 2 };
    expect(trafficSteps({ type: 'TimeBasedLinear', timeBasedLinear })).toEqual([
      { after: 0, percent: 40 },
      { after: 2 * MINUTE, percent: 80 },
      { after: 4 * MINUTE, percent: 100 },
    ]);
  });

  it('3.2 all at once', () => {
    expect(trafficSteps({ type: 'AllAtOnce' })).toEqual([{ after: 0, percent: 100 }]);
  });

  it('3.10 every plan rises from its first share to all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 60 }),
        (linearPercentage, linearInterval) => {
          const steps = trafficSteps({
            type: 'TimeBasedLinear',
            timeBasedLinear: { linearPercentage, linearInterval },
          });
          expect(steps[0]).toEqual({ after: 0, percent: linearPercentage });
          expect(steps.at(-1)!.percent).toBe(100);
          for (const [index, { after, percent }] of steps.entries()) {
            expect(after).toBe(index * linearInterval * MINUTE);
            if (index > 0) expect(percent).toBeGreaterThan(steps[index - 1]!.percent);
          }
        },
      ),
    );
  });
});
