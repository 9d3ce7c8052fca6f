/** Requests a second that are spent, and how many may be saved up. */
export interface BudgetLimits {
  rate: number;
  burst: number;
}

const SLOWEST = 0.25;
const RECOVERY_PER_SECOND = 0.05;

/**
 * How much one account and region may be asked: a token bucket whose rate halves when the service says
 * "Rate exceeded" and comes back slowly, as polite clients of an unpublished limit do (spec 6.3).
 */
export class Budget {
  readonly #limits: BudgetLimits;
  #rate: number;
  #tokens: number;
  #at: number;
  /** When the rate was halved last. */
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(limits: BudgetLimits, now: number) {
    this.#limits = limits;
    this.#rate = limits.rate;
    this.#tokens = limits.burst;
    this.#at = now;
  }

  /** Takes a request's worth if there is one. `now` is local monotonic milliseconds. */
  take(now: number): boolean {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Milliseconds until the next request can be paid for. */
  wait(now: number): number {
    this.#refill(now);
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#rate) * 1000);
  }

  /** "Rate exceeded" was answered to a request that was sent at `sentAt`. Those that were under way with it say nothing new. */
  throttled(now: number, sentAt: number): void {
    this.#refill(now);
    this.#tokens = 0;
    if (sentAt < this.#slowedAt) return;
    this.#rate = Math.max(SLOWEST, this.#rate / 2);
    this.#slowedAt = now;
  }

  get rate(): number {
    return this.#rate;
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#rate = Math.min(this.#limits.rate, this.#rate + seconds * RECOVERY_PER_SECOND * this.#limits.rate);
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + seconds * this.#rate);
  }
}
