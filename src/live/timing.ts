/** The local clock and its timers, injected: freshness, polling and timeouts are reckoned by them, never by the service's clock. */
export interface Timing {
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** Runs once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** A number in [0, 1), for jitter. */
  random(): number;
}
