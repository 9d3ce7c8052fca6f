import type { Session } from '../aws/session.ts';
import { Fault } from '../domain/fault.ts';
import { type Place, placeKey } from '../domain/identity.ts';
import type { NameList } from '../domain/name-list.ts';
import type { ServiceClock } from '../domain/service-clock.ts';
import { Entry, type Watcher } from './entry.ts';
import { type Need, PRIORITY_RANK, type Priority } from './need.ts';
import { type Decision, Scheduler, type Traffic } from './scheduler.ts';
import type { Site } from './site.ts';
import type { Snapshot } from './snapshot.ts';
import type { Timing } from './timing.ts';

/** Keeps what is watched fresh, one scheduler a site, and holds the last good answer to every need. */
export class Live {
  readonly sites: readonly Site[];
  readonly #timing: Timing;
  readonly #schedulers = new Map<string, Scheduler>();
  readonly #entries = new Map<string, Entry>();
  readonly #entriesBySite = new Map<string, Entry[]>();
  readonly #idleListeners = new Set<() => void>();

  /** `decided` is told what becomes of reads that failed. */
  constructor(sites: readonly Site[], timing: Timing, decided?: (decision: Decision) => void) {
    this.sites = sites;
    this.#timing = timing;
    for (const site of sites) {
      const key = placeKey(site.place);
      const entries: Entry[] = [];
      this.#entriesBySite.set(key, entries);
      const scheduler = new Scheduler({
        site,
        timing,
        entries,
        settled: (entry, previous) => this.#settled(entry, previous),
        rested: () => this.#rested(),
        decided,
      });
      this.#schedulers.set(key, scheduler);
    }
  }

  /** What is known now; the same object until something is learned. */
  snapshot<T>(need: Need<T>): Snapshot<T> {
    return this.#entry(need).snapshot as Snapshot<T>;
  }

  /** Keeps a need fresh until the answer is called; `onChange` when its snapshot changed. */
  watch<T>(need: Need<T>, onChange: () => void, priority: Priority = 'visible'): () => void {
    const entry = this.#entry(need);
    const watcher: Watcher = { onChange, priority };
    const scheduler = this.#scheduler(need.place);
    const closer = PRIORITY_RANK[priority] < PRIORITY_RANK[entry.priority];
    entry.watchers.add(watcher);
    if (closer) scheduler.hasten(entry);
    scheduler.wake();
    return () => {
      entry.watchers.delete(watcher);
    };
  }

  /** A fresh answer, asked for after this call. Repeated within reason when the service throttles or is away; throws Fault. */
  read<T>(need: Need<T>): Promise<T> {
    const entry = this.#entry(need);
    return new Promise((resolve, reject) => {
      const since = this.#timing.monotonic();
      entry.waiters.push({ resolve: resolve as (value: unknown) => void, reject, attempts: 0, since });
      entry.due = since;
      this.#scheduler(need.place).wake();
    });
  }

  /** Sends a change when its turn comes in the place's budget: for those that come by the dozen. Throttling is waited out; throws Fault. */
  perform<T>(place: Place, send: () => Promise<T>): Promise<T> {
    return this.#scheduler(place).perform(send);
  }

  /** Asks again now for these needs, or for everything that is watched. */
  refresh(needs?: readonly Need<unknown>[]): void {
    const entries = needs ? needs.map((need) => this.#entry(need)) : [...this.#entries.values()];
    for (const entry of entries) this.#outdate(entry);
    for (const scheduler of this.#schedulers.values()) scheduler.wake();
  }

  isConnected(place: Place): boolean {
    return this.#schedulers.has(placeKey(place));
  }

  site(place: Place): Site {
    const site = this.sites.find((candidate) => placeKey(candidate.place) === placeKey(place));
    if (!site) {
      throw new Fault({ kind: 'internal', code: 'UnknownPlace', message: `nobody is connected to ${placeKey(place)}` });
    }
    return site;
  }

  session(place: Place): Session {
    return this.site(place).session;
  }

  clock(place: Place): ServiceClock {
    return this.site(place).session.clock;
  }

  /** The names that were come across at a place so far; nothing is asked for. */
  names(place: Place): readonly NameList[] {
    const entries = this.#entriesBySite.get(placeKey(place)) ?? [];
    return entries.flatMap(({ need, snapshot: { value } }) => (value === undefined ? [] : (need.names?.(value) ?? [])));
  }

  traffic(place: Place): Traffic {
    return this.#scheduler(place).traffic();
  }

  /** Local monotonic milliseconds. */
  monotonic(): number {
    return this.#timing.monotonic();
  }

  /** Runs once after so many local milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void {
    return this.#timing.after(milliseconds, run);
  }

  /** No request in flight and none due at once. */
  get idle(): boolean {
    return [...this.#schedulers.values()].every((scheduler) => scheduler.idle);
  }

  /** Called each time the last request of a burst has been answered. */
  onIdle(listener: () => void): () => void {
    this.#idleListeners.add(listener);
    return () => {
      this.#idleListeners.delete(listener);
    };
  }

  close(): void {
    for (const scheduler of this.#schedulers.values()) scheduler.close();
    for (const site of this.sites) site.session.close();
  }

  #entry(need: Need<unknown> | Need<never>): Entry {
    const known = this.#entries.get(need.key);
    if (known) return known;
    const entry = new Entry(need as Need<unknown>);
    this.#entries.set(need.key, entry);
    this.#entriesBySite.get(placeKey(need.place))?.push(entry);
    return entry;
  }

  #outdate(entry: Entry): void {
    entry.due = this.#timing.monotonic();
    entry.outdated = entry.running;
  }

  #settled(entry: Entry, previous: unknown): void {
    const { value, error } = entry.snapshot;
    if (!error && value !== previous) {
      for (const need of entry.need.outdates?.(value, previous) ?? []) {
        const other = this.#entries.get(need.key);
        if (other) this.#outdate(other);
      }
    }
  }

  #rested(): void {
    if (this.idle) for (const listener of [...this.#idleListeners]) listener();
  }

  #scheduler(place: Place): Scheduler {
    const scheduler = this.#schedulers.get(placeKey(place));
    if (!scheduler) throw new Error(`no scheduler for ${placeKey(place)}`);
    return scheduler;
  }
}
