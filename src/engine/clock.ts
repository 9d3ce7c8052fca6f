/** A thing that will happen at an engine time; the handle cancels it. */
export interface Timer {
  readonly due: number;
}

interface Entry extends Timer {
  readonly order: number;
  /** Absent once it has happened or will not. */
  run: (() => void) | undefined;
}

/** Fewer entries than these are not worth putting in order anew. */
const WORTH_SWEEPING = 1000;

export interface ClockOptions {
  /** Engine time at which the clock stands first, epoch milliseconds. */
  startTime: number;
  mode: 'real' | 'manual';
  /** Engine seconds in a real second; only for `real`. */
  speed?: number;
  /** Local monotonic milliseconds; only for `real`. */
  monotonic?: () => number;
}

/**
 * Engine time as a queue of what falls due. Nothing sleeps: whoever asks the engine first calls
 * {@link catchUp}, which runs all that fell due since, each thing at its own time and in order.
 * The clock stands still until {@link release}, so that a scenario can play its past first.
 */
export class Clock {
  readonly mode: 'real' | 'manual';
  readonly speed: number;
  #now: number;
  #order = 0;
  #queue: Entry[] = [];
  /** How many of the queue were cancelled. */
  #cancelled = 0;
  #monotonic: () => number;
  #anchor: { engine: number; real: number } | undefined;

  constructor(options: ClockOptions) {
    this.mode = options.mode;
    this.speed = options.speed ?? 1;
    this.#now = options.startTime;
    this.#monotonic = options.monotonic ?? (() => 0);
  }

  /** Engine time, epoch milliseconds. While a due thing runs, this is the time it was due at. */
  now(): number {
    return this.#now;
  }

  /** From here on, or from a later engine time, real time drives the clock (no effect under `manual`). */
  release(from = this.#now): void {
    this.#anchor = { engine: from, real: this.#monotonic() };
  }

  /** The real milliseconds that have passed since it was as late as {@link now} says. */
  behind(): number {
    if (this.mode === 'manual' || !this.#anchor) return 0;
    return Math.max(0, this.#monotonic() - this.#anchor.real - (this.#now - this.#anchor.engine) / this.speed);
  }

  /** The real milliseconds until something falls due; undefined when nothing will, or when time stands still. */
  untilNext(): number | undefined {
    const next = this.#queue[0];
    if (this.mode === 'manual' || !this.#anchor || !next) return undefined;
    return Math.max(0, Math.ceil((next.due - this.#now) / this.speed - this.behind()));
  }

  after(milliseconds: number, run: () => void): Timer {
    return this.at(this.#now + milliseconds, run);
  }

  at(due: number, run: () => void): Timer {
    const entry: Entry = { due: Math.max(due, this.#now), order: this.#order++, run };
    this.#enqueue(entry);
    return entry;
  }

  cancel(timer: Timer | undefined): void {
    const entry = timer as Entry | undefined;
    if (!entry?.run) return;
    // What it would have done may hold much, and its place in the queue may be hours away.
    entry.run = undefined;
    this.#cancelled += 1;
    if (this.#cancelled > WORTH_SWEEPING && this.#cancelled > this.#queue.length / 2) this.#sweep();
  }

  /** Forgets everything that was to happen; time itself goes on. */
  clear(): void {
    this.#queue = [];
    this.#cancelled = 0;
  }

  /** Brings engine time up to the real time that has passed. */
  catchUp(): void {
    if (this.mode === 'manual' || !this.#anchor) return;
    this.advanceTo(Math.floor(this.#anchor.engine + (this.#monotonic() - this.#anchor.real) * this.speed));
  }

  /**
   * Moves engine time forward, running all that falls due in order; in `real` mode time goes on from there. How far it
   * gets must not hang on when it was asked within a millisecond, so whoever asks has caught up before.
   */
  advance(milliseconds: number): void {
    if (this.#anchor) this.#anchor.engine += milliseconds;
    this.advanceTo(this.#now + milliseconds);
  }

  advanceTo(target: number): void {
    for (let next = this.#queue[0]; next && next.due <= target; next = this.#queue[0]) {
      this.#pop();
      const { run } = next;
      next.run = undefined;
      if (run) {
        this.#now = Math.max(this.#now, next.due);
        run();
      } else {
        this.#cancelled -= 1;
      }
    }
    this.#now = Math.max(this.#now, target);
  }

  /** Drops what was cancelled; what is left keeps its order. */
  #sweep(): void {
    const before = this.#queue;
    this.clear();
    for (const entry of before) if (entry.run) this.#enqueue(entry);
  }

  #enqueue(entry: Entry): void {
    this.#queue.push(entry);
    this.#up(this.#queue.length - 1);
  }

  #up(index: number): void {
    const queue = this.#queue;
    const entry = queue[index]!;
    let at = index;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, queue[parent]!)) break;
      queue[at] = queue[parent]!;
      at = parent;
    }
    queue[at] = entry;
  }

  #pop(): void {
    const queue = this.#queue;
    const last = queue.pop()!;
    if (queue.length === 0) return;
    let at = 0;
    for (;;) {
      let least = 2 * at + 1;
      if (least >= queue.length) break;
      if (least + 1 < queue.length && isBefore(queue[least + 1]!, queue[least]!)) least += 1;
      if (!isBefore(queue[least]!, last)) break;
      queue[at] = queue[least]!;
      at = least;
    }
    queue[at] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
