import type { Timer } from '../../clock.ts';
import type { EngineContext } from '../engine-context.ts';

const MINUTE = 60_000;

/** Something that takes time and has a limit. */
export interface Timed {
  readonly startTime: number;
  /** What is still to happen to it by itself. */
  timer?: Timer;
}

export interface TimeLimit {
  /** When it fails for want of an end, epoch milliseconds (spec 2.3, 2.6). */
  readonly deadline: number;
  /** Ends it after so many seconds, unless its limit comes first. */
  endAfter(seconds: number, end: () => void): void;
  /** Leaves the end to somebody else; without one it times out. */
  awaitEnd(): void;
}

/** Runs against a limit of so many minutes; `timedOut` is what happens when that is over. */
export function timeLimit(context: EngineContext, timed: Timed, minutes: number, timedOut: () => void): TimeLimit {
  const { clock } = context.world;
  const later = (milliseconds: number, happen: () => void) => {
    if (milliseconds <= 0) context.agenda.soon(happen);
    else timed.timer = clock.after(milliseconds, () => context.agenda.run(happen));
  };
  const deadline = timed.startTime + minutes * MINUTE;
  const left = () => deadline - clock.now();
  const awaitEnd = () => later(left(), timedOut);
  return {
    deadline,
    awaitEnd,
    endAfter: (seconds, happen) => (seconds * 1000 < left() ? later(seconds * 1000, happen) : awaitEnd()),
  };
}
