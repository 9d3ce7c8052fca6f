import { Fault } from '../domain/fault.ts';
import { Budget, type BudgetLimits } from './budget.ts';
import type { Entry, Waiter } from './entry.ts';
import { PRIORITY_RANK } from './need.ts';
import { share } from './share.ts';
import type { Site } from './site.ts';
import type { Timing } from './timing.ts';

const MAX_IN_FLIGHT = 3;
const MAX_ATTEMPTS = 6;
// Being throttled says that the service is there: whoever waits is let down only when nothing was answered for so long.
const THROTTLE_PATIENCE_MS = 5 * 60_000;
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 20_000;
// What will not be better soon (not found, not allowed) is still looked at again while somebody watches.
const AFTER_REFUSAL_MS = 30_000;

const LIMITS: Readonly<Record<'aws' | 'served' | 'inProcess', BudgetLimits>> = {
  aws: { rate: 3, burst: 30 },
  served: { rate: 30, burst: 200 },
  inProcess: { rate: 500, burst: 1000 },
};

export interface Traffic {
  /** Requests in the last minute. */
  readonly callsPerMinute: number;
  /** While the service throttles: milliseconds until the next try. */
  readonly retryInMs?: number;
  /** Milliseconds since anything was answered; infinite before the first answer. */
  readonly unansweredMs: number;
}

/** That something is asked for again, or not any more. It names no resource. */
export interface Decision {
  readonly decision: 'repeat' | 'give-up';
  /** `state`, `executions`: what kind of answer it is; or a `change` that was throttled. */
  readonly need: string;
  readonly region: string;
  /** How often it was asked so far. */
  readonly attempt: number;
  readonly error: string;
  readonly throttled?: boolean;
  /** Of what is asked again: after how many milliseconds. */
  readonly afterMs?: number;
}

/** A change that waits for its turn. Times are local monotonic milliseconds. */
interface Errand {
  send(): Promise<unknown>;
  resolve(value: unknown): void;
  reject(thrown: unknown): void;
  readonly since: number;
  due: number;
  failures: number;
}

/** Decides, for one account and region, what is asked next: by priority and age, within the budget, each need once. */
export class Scheduler {
  readonly #site: Site;
  readonly #timing: Timing;
  readonly #budget: Budget;
  readonly #entries: readonly Entry[];
  readonly #settled: (entry: Entry, previous: unknown) => void;
  readonly #rested: () => void;
  readonly #decided: (decision: Decision) => void;
  readonly #abort = new AbortController();
  readonly #errands = new Set<Errand>();
  #inFlight = 0;
  #calls: number[] = [];
  #retryAt = 0;
  /** When anything was answered last. */
  #answeredAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | undefined;
  #pumpQueued = false;
  #busy = false;

  constructor(options: {
    site: Site;
    timing: Timing;
    /** All entries of this site; more may come. */
    entries: readonly Entry[];
    /** Called after each answer or failure. */
    settled: (entry: Entry, previous: unknown) => void;
    /** Called when the last request of a burst has been answered. */
    rested: () => void;
    decided?: (decision: Decision) => void;
  }) {
    this.#site = options.site;
    this.#timing = options.timing;
    this.#entries = options.entries;
    this.#settled = options.settled;
    this.#rested = options.rested;
    this.#decided = options.decided ?? (() => undefined);
    const limits = options.site.kind !== 'mock' ? LIMITS.aws : options.site.endpoint ? LIMITS.served : LIMITS.inProcess;
    this.#budget = new Budget(limits, options.timing.monotonic());
  }

  /** No request in flight and none due at once. */
  get idle(): boolean {
    if (this.#inFlight > 0 || this.#pumpQueued || this.#errands.size > 0) return false;
    const now = this.#timing.monotonic();
    for (const entry of this.#entries) if (isDue(entry, now)) return false;
    return true;
  }

  traffic(): Traffic {
    const now = this.#timing.monotonic();
    this.#calls = this.#calls.filter((at) => at > now - 60_000);
    return {
      callsPerMinute: this.#calls.length,
      retryInMs: this.#retryAt > now ? this.#retryAt - now : undefined,
      unansweredMs: now - this.#answeredAt,
    };
  }

  /** Looks again at what is due, after everything that happens in this turn. */
  wake(): void {
    if (this.#pumpQueued || this.#abort.signal.aborted) return;
    this.#pumpQueued = true;
    queueMicrotask(() => {
      this.#pumpQueued = false;
      this.#pump();
    });
  }

  /** Somebody looks closer than anybody did: what was put off for those further away is due sooner. */
  hasten(entry: Entry): void {
    const { value, at } = entry.snapshot;
    if (value === undefined || at === undefined || entry.due === undefined || entry.failures > 0) return;
    entry.unchanged = 0;
    const again = this.#interval(entry, value);
    if (again !== undefined) entry.due = Math.min(entry.due, at + again);
  }

  /** Sends a change when its turn comes, before what is only read. What was throttled has not been done: it is sent again later. Throws Fault. */
  perform<T>(send: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const now = this.#timing.monotonic();
      this.#errands.add({ send, resolve: resolve as Errand['resolve'], reject, since: now, due: now, failures: 0 });
      this.wake();
    });
  }

  close(): void {
    this.#cancelTimer?.();
    this.#abort.abort();
  }

  #pump(): void {
    if (this.#abort.signal.aborted) return;
    const now = this.#timing.monotonic();
    const mayAsk = () => this.#inFlight < MAX_IN_FLIGHT && this.#budget.take(now);
    for (const errand of this.#errands) {
      if (errand.due > now) continue;
      if (!mayAsk()) break;
      void this.#send(errand);
    }
    const due = this.#entries.filter((entry) => isDue(entry, now)).sort(byUrgency);
    for (const entry of due) {
      if (!mayAsk()) break;
      void this.#run(entry);
    }
    this.#sleep(now);
    if (this.#busy && this.idle) {
      this.#busy = false;
      this.#rested();
    }
  }

  /** One timer, for whatever comes first: the next need, or the next request that the budget pays for. */
  #sleep(now: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#inFlight >= MAX_IN_FLIGHT) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#errands) next = Math.min(next, due);
    for (const entry of this.#entries) {
      if (entry.wanted && !entry.running && entry.due !== undefined) next = Math.min(next, entry.due);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = this.#timing.after(Math.max(next - now, this.#budget.wait(now), 0), () => this.#pump());
  }

  /** Counts a request that is sent now, and says when that is. */
  #begin(): number {
    const now = this.#timing.monotonic();
    this.#inFlight += 1;
    this.#busy = true;
    this.#calls.push(now);
    return now;
  }

  async #send(errand: Errand): Promise<void> {
    this.#errands.delete(errand);
    const sentAt = this.#begin();
    try {
      const answer = await errand.send();
      this.#answeredAt = this.#timing.monotonic();
      errand.resolve(answer);
    } catch (thrown) {
      const again = thrown instanceof Fault && thrown.throttled && this.#isPatient(errand);
      if (again) this.#putOff(errand, thrown, sentAt);
      else errand.reject(thrown instanceof Fault ? atLast(thrown) : thrown);
    } finally {
      this.#inFlight -= 1;
      this.wake();
    }
  }

  #putOff(errand: Errand, { code: error }: Fault, sentAt: number): void {
    const wait = this.#throttled(errand.failures, sentAt);
    errand.failures += 1;
    errand.due = this.#timing.monotonic() + wait;
    this.#errands.add(errand);
    const { region } = this.#site.place;
    const told = { need: 'change', region, attempt: errand.failures, error, throttled: true };
    this.#decided({ ...told, decision: 'repeat', afterMs: Math.round(wait) });
  }

  /** Whether whoever waits since then goes on to, though the service throttles. */
  #isPatient({ since }: { readonly since: number }): boolean {
    return this.#timing.monotonic() - Math.max(since, this.#answeredAt) < THROTTLE_PATIENCE_MS;
  }

  /** Asks less from now on; the answer is the milliseconds to wait. */
  #throttled(failures: number, sentAt: number): number {
    const now = this.#timing.monotonic();
    const wait = this.#backoff(failures);
    this.#budget.throttled(now, sentAt);
    this.#retryAt = now + wait;
    return wait;
  }

  async #run(entry: Entry): Promise<void> {
    const serving = entry.waiters;
    entry.waiters = [];
    entry.running = true;
    entry.outdated = false;
    const sentAt = this.#begin();
    if (entry.snapshot.value === undefined) entry.publish({ ...entry.snapshot, refreshing: true });
    const previous = entry.snapshot.value;
    try {
      const value = await entry.need.fetch(this.#site.session, this.#abort.signal, previous);
      this.#succeeded(entry, share(previous, value), serving);
    } catch (thrown) {
      this.#failed(entry, { fault: asFault(thrown), serving, sentAt });
    } finally {
      entry.running = false;
      this.#inFlight -= 1;
      this.#settled(entry, previous);
      this.wake();
    }
  }

  #succeeded(entry: Entry, value: unknown, serving: readonly Waiter[]): void {
    const now = this.#timing.monotonic();
    this.#answeredAt = now;
    entry.failures = 0;
    entry.unchanged = value === entry.snapshot.value ? entry.unchanged + 1 : 0;
    const again = this.#interval(entry, value);
    entry.due = entry.outdated || entry.waiters.length > 0 ? now : again === undefined ? undefined : now + again;
    entry.publish({ value, at: now, refreshing: false });
    for (const waiter of serving) waiter.resolve(value);
  }

  #interval(entry: Entry, value: unknown): number | undefined {
    return entry.need.interval(value, {
      priority: entry.priority,
      mock: this.#site.kind === 'mock',
      unchanged: entry.unchanged,
      frozen: this.#site.session.clock.speed === 0,
    });
  }

  #failed(
    entry: Entry,
    { fault, serving, sentAt }: { fault: Fault; serving: readonly Waiter[]; sentAt: number },
  ): void {
    if (this.#abort.signal.aborted) {
      for (const waiter of serving) waiter.reject(fault);
      return;
    }
    const now = this.#timing.monotonic();
    const wait = fault.throttled
      ? this.#throttled(entry.failures, sentAt)
      : fault.retryable
        ? this.#backoff(entry.failures)
        : AFTER_REFUSAL_MS;
    entry.failures += 1;
    entry.due = now + wait;
    for (const waiter of serving) {
      if (this.#goesOn(waiter, fault)) entry.waiters.push(waiter);
      else waiter.reject(atLast(fault));
    }
    this.#tell(entry, fault, wait);
    entry.publish({ ...entry.snapshot, error: fault, refreshing: false });
  }

  /** Whether somebody who waits goes on to, after a failure. */
  #goesOn(waiter: Waiter, { throttled, retryable }: Fault): boolean {
    if (throttled) return this.#isPatient(waiter);
    waiter.attempts += 1;
    return retryable && waiter.attempts < MAX_ATTEMPTS;
  }

  #tell(entry: Entry, { code: error, throttled }: Fault, wait: number): void {
    const again = entry.wanted;
    this.#decided({
      decision: again ? 'repeat' : 'give-up',
      // What comes before the blank is a place, or a pipeline's name.
      need: entry.need.key.split(' ', 2)[1] ?? '',
      region: entry.need.place.region,
      attempt: entry.failures,
      error,
      throttled: throttled || undefined,
      afterMs: again ? Math.round(wait) : undefined,
    });
  }

  /** Exponential with full jitter (spec 6.3), but never nothing. */
  #backoff(failures: number): number {
    const ceiling = Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
    return ceiling / 4 + this.#timing.random() * ((ceiling * 3) / 4);
  }
}

/** What whoever waited in vain is told: of throttling also for how long. */
function atLast(fault: Fault): Fault {
  if (!fault.throttled) return fault;
  const minutes = THROTTLE_PATIENCE_MS / 60_000;
  return new Fault({
    ...fault,
    message: `${fault.message}; nothing was answered for ${minutes} minutes: try again later`,
  });
}

function isDue(entry: Entry, now: number): boolean {
  return entry.wanted && !entry.running && entry.due !== undefined && entry.due <= now;
}

function byUrgency(a: Entry, b: Entry): number {
  const waiting = Number(b.waiters.length > 0) - Number(a.waiters.length > 0);
  return waiting || PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority] || (a.due ?? 0) - (b.due ?? 0);
}

function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault({ kind: 'internal', code: 'Internal', message });
}
