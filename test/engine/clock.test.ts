import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/engine/clock.ts';

const manual = () => new Clock({ startTime: 1000, mode: 'manual' });

describe('the clock', () => {
  it('runs what falls due in order of time, then in the order of asking, each at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 60 }), (delays) => {
        const clock = manual();
        const ran: { due: number; order: number }[] = [];
        delays.forEach((delay, order) => {
          clock.after(delay, () => ran.push({ due: clock.now(), order }));
        });
        clock.advance(50);
        const expected = delays
          .map((delay, order) => ({ due: 1000 + delay, order }))
          .sort((a, b) => a.due - b.due || a.order - b.order);
        expect(ran).toEqual(expected);
        expect(clock.now()).toBe(1050);
      }),
    );
  });

  it('runs in the same advance what follows from what ran', () => {
    const clock = manual();
    const ran: number[] = [];
    clock.after(10, () => clock.after(10, () => ran.push(clock.now())));
    clock.advance(20);
    expect(ran).toEqual([1020]);
  });

  it('leaves out what was cancelled, and what was to happen before clear', () => {
    const clock = manual();
    const ran: string[] = [];
    clock.cancel(clock.after(1, () => ran.push('cancelled')));
    clock.after(2, () => ran.push('kept'));
    clock.advance(5);
    clock.after(1, () => ran.push('cleared'));
    clock.clear();
    clock.advance(5);
    expect(ran).toEqual(['kept']);
  });

  it('leaves out whatever of very many was cancelled, before its time or too late, and keeps the order of the rest', () => {
    const clock = manual();
    const ran: number[] = [];
    const timers = Array.from({ length: 5000 }, (_, i) => clock.after(1 + ((i * 7919) % 5000), () => ran.push(i)));
    const due = (i: number) => 1 + ((i * 7919) % 5000);
    const isCancelled = (i: number) => i % 8 !== 0;
    timers.forEach((timer, i) => {
      if (isCancelled(i)) clock.cancel(timer);
    });
    clock.advance(2500);
    for (const timer of timers) clock.cancel(timer);
    clock.cancel(timers[0]);
    clock.after(1, () => ran.push(-1));
    clock.advance(5000);
    const expected = timers.map((_, i) => i).filter((i) => !isCancelled(i) && due(i) <= 2500);
    expect(ran).toEqual([...expected.sort((a, b) => due(a) - due(b)), -1]);
  });

  it('something due in the past happens at the next advance, not before now', () => {
    const clock = manual();
    const ran: number[] = [];
    clock.at(0, () => ran.push(clock.now()));
    clock.advance(0);
    expect(ran).toEqual([1000]);
  });

  it('real time drives it only after release, times the speed', () => {
    let real = 500;
    const clock = new Clock({ startTime: 0, mode: 'real', speed: 10, monotonic: () => real });
    real += 100;
    clock.catchUp();
    expect(clock.now()).toBe(0);
    clock.release();
    real += 7;
    clock.catchUp();
    expect(clock.now()).toBe(70);
  });

  it('may be released at a later time, to which it comes when it is asked next', () => {
    let real = 500;
    const clock = new Clock({ startTime: 0, mode: 'real', speed: 10, monotonic: () => real });
    clock.release(2000);
    expect(clock.now()).toBe(0);
    real += 5;
    clock.catchUp();
    expect(clock.now()).toBe(2050);
  });

  it('knows how long ago it was as late as it says, in real time', () => {
    let real = 500;
    const clock = new Clock({ startTime: 0, mode: 'real', speed: 10, monotonic: () => real });
    expect(clock.behind()).toBe(0);
    clock.release();
    real += 7;
    expect(clock.behind()).toBe(7);
    clock.catchUp();
    clock.advance(1000);
    expect(clock.behind()).toBe(0);
    real += 3;
    expect(clock.behind()).toBeCloseTo(3);
    expect(manual().behind()).toBe(0);
  });

  it('knows in how much real time something falls due next', () => {
    let real = 500;
    const clock = new Clock({ startTime: 0, mode: 'real', speed: 10, monotonic: () => real });
    clock.release();
    expect(clock.untilNext()).toBeUndefined();
    clock.after(1000, () => undefined);
    clock.after(95, () => undefined);
    expect(clock.untilNext()).toBe(10);
    real += 7;
    expect(clock.untilNext()).toBe(3);
    real += 10;
    expect(clock.untilNext()).toBe(0);
    clock.catchUp();
    expect(clock.untilNext()).toBe(83);
    const standing = manual();
    standing.after(10, () => undefined);
    expect(standing.untilNext()).toBeUndefined();
  });

  it('an advance in real mode is added to the time that passes', () => {
    let real = 0;
    const clock = new Clock({ startTime: 0, mode: 'real', monotonic: () => real });
    clock.release();
    real += 5;
    clock.advance(1000);
    real += 5;
    clock.catchUp();
    expect(clock.now()).toBe(1010);
  });
});
