import type { Fault } from '../domain/fault.ts';
import { type Need, PRIORITY_RANK, type Priority } from './need.ts';
import type { Snapshot } from './snapshot.ts';

/** Somebody who waits for one fresh answer. */
export interface Waiter {
  resolve(value: unknown): void;
  reject(fault: Fault): void;
  /** Failures that were not for want of patience of the service. */
  attempts: number;
  /** Local monotonic milliseconds of the question. */
  readonly since: number;
}

export interface Watcher {
  onChange: () => void;
  priority: Priority;
}

const NOTHING: Snapshot<unknown> = { refreshing: false };

/** What the store knows of one need: its snapshot, who watches, who waits, and when it is due again. */
export class Entry {
  readonly need: Need<unknown>;
  snapshot: Snapshot<unknown> = NOTHING;
  readonly watchers = new Set<Watcher>();
  /** Waiters that the next request will serve. */
  waiters: Waiter[] = [];
  running = false;
  /** Outdated while its request was under way: that answer may be from before. */
  outdated = false;
  /** Local monotonic milliseconds; undefined: not by itself. */
  due: number | undefined = 0;
  failures = 0;
  /** Answers in a row that were like the one before. */
  unchanged = 0;

  constructor(need: Need<unknown>) {
    this.need = need;
  }

  get wanted(): boolean {
    return this.watchers.size > 0 || this.waiters.length > 0;
  }

  get priority(): Priority {
    let best: Priority = this.waiters.length > 0 ? 'front' : 'background';
    for (const { priority } of this.watchers) if (PRIORITY_RANK[priority] < PRIORITY_RANK[best]) best = priority;
    return best;
  }

  publish(snapshot: Snapshot<unknown>): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    const changed =
      before.value !== snapshot.value || before.error !== snapshot.error || before.refreshing !== snapshot.refreshing;
    if (changed) for (const watcher of [...this.watchers]) watcher.onChange();
  }
}
