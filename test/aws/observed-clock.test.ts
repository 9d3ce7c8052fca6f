import { describe, expect, it } from 'vitest';
import { ObservedClock } from '../../src/aws/observed-clock.ts';

describe('the service clock', () => {
  it('is unknown before the first answer', () => {
    expect(new ObservedClock(() => 0).now()).toBeUndefined();
  });

  it('runs on from the last answer at the speed of the mock', () => {
    let local = 1000;
    const clock = new ObservedClock(() => local);
    clock.observe({ 'x-signalbox-clock': '5000000;real;60' });
    local += 500;
    expect(clock.now()).toBe(5_030_000);
  });

  it('stands still under a manual clock, whatever local time does', () => {
    let local = 0;
    const clock = new ObservedClock(() => local);
    clock.observe({ 'x-signalbox-clock': '5000000;manual;1', date: 'Fri, 20 Nov 2026 12:00:00 GMT' });
    local += 3_600_000;
    expect(clock.now()).toBe(5_000_000);
    expect(clock.speed).toBe(0);
  });

  it('follows the Date header of AWS without trembling by its resolution', () => {
    let local = 0;
    const clock = new ObservedClock(() => local);
    clock.observe({ date: 'Fri, 20 Nov 2026 12:00:00 GMT' });
    local += 900;
    clock.observe({ date: 'Fri, 20 Nov 2026 12:00:00 GMT' });
    expect(clock.now()).toBe(Date.parse('2026-11-20T12:00:00.900Z'));
    clock.observe({ date: 'Fri, 20 Nov 2026 12:05:00 GMT' });
    expect(clock.now()).toBe(Date.parse('2026-11-20T12:05:00Z'));
  });

  it('ignores what is no time', () => {
    const clock = new ObservedClock(() => 0);
    clock.observe({ date: 'soon', 'x-signalbox-clock': 'nonsense' });
    expect(clock.now()).toBeUndefined();
  });
});
