/**
 * Milliseconds since it was made that also pass while the machine sleeps, and never go back: a monotonic clock may stand still
 * while a laptop is closed, and the wall clock may be set. Whichever has seen more time pass counts.
 */
export function unlockClock(monotonic: () => number, wall: () => number): () => number {
  const begun = { monotonic: monotonic(), wall: wall() };
  let passed = 0;
  return () => {
    passed = Math.max(passed, monotonic() - begun.monotonic, wall() - begun.wall);
    return passed;
  };
}
