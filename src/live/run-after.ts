/** A timer of Node is due at once where it would be due later than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs once after so many milliseconds, which may be years; the answer cancels it. */
export function runAfter(milliseconds: number, run: () => void): () => void {
  let rest = milliseconds;
  let timer: NodeJS.Timeout;
  const wait = () => {
    const next = Math.min(rest, LONGEST_TIMER_MS);
    rest -= next;
    timer = setTimeout(() => (rest > 0 ? wait() : run()), next);
  };
  wait();
  return () => clearTimeout(timer);
}
