import { describe, expect, it } from 'vitest';
import { Beat } from '../../src/console/state/beat.ts';
import type { Live } from '../../src/live/live.ts';
import { ManualTiming } from '../support/manual-timing.ts';

function watched(clock: { time: number; speed: number }) {
  const timing = new ManualTiming();
  const idle = new Set<() => void>();
  const live = {
    sites: [{ place: {} }],
    clock: () => ({ now: () => clock.time, speed: clock.speed }),
    after: timing.after.bind(timing),
    onIdle: (listener: () => void) => {
      idle.add(listener);
      return () => idle.delete(listener);
    },
  } as unknown as Live;
  const beat = new Beat(live);
  let beats = 0;
  const answered = () => {
    for (const listener of idle) listener();
  };
  const stop = beat.subscribe(() => {
    beats += 1;
  });
  return { timing, stop, beats: () => beats, answered, idle };
}

describe('the beat', () => {
  it('comes every second while the service has a clock that runs', async () => {
    const { timing, beats, stop } = watched({ time: 0, speed: 1 });
    await timing.advance(3000);
    expect(beats()).toBe(3);
    stop();
    await timing.advance(3000);
    expect(beats()).toBe(3);
  });

  it('never comes under a manual clock that stands still', async () => {
    const { timing, beats, answered } = watched({ time: 0, speed: 0 });
    answered();
    await timing.advance(60_000);
    expect(beats()).toBe(0);
  });

  it('comes once after an answer that tells of another time', () => {
    const clock = { time: 0, speed: 0 };
    const { beats, answered } = watched(clock);
    clock.time = 5000;
    answered();
    answered();
    expect(beats()).toBe(1);
  });

  it('begins when a manual clock is set running, and holds on to nothing when nobody looks', async () => {
    const clock = { time: 0, speed: 0 };
    const { timing, beats, answered, stop, idle } = watched(clock);
    clock.speed = 60;
    answered();
    await timing.advance(1000);
    expect(beats()).toBe(1);
    stop();
    expect(idle.size).toBe(0);
  });
});
