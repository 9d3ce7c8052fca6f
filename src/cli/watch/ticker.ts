import type { Live } from '../../live/live.ts';
import type { Invocation } from '../command.ts';
import type { Sheet } from '../output/sheet.ts';

// A terminal's line of progress tells a time that runs.
const TICK_MS = 1000;

/** The line of progress of what is watched; of several the one that moved last has it. */
export class Ticker {
  readonly #invocation: Invocation;
  readonly #live: Live;
  #text: ((sheet: Sheet) => string) | undefined;
  #cancel: (() => void) | undefined;

  constructor(invocation: Invocation, live: Live) {
    this.#invocation = invocation;
    this.#live = live;
  }

  /** Writes this now and at every second. */
  show(text: (sheet: Sheet) => string): void {
    this.#text = text;
    if (this.#invocation.host.err.isTTY) this.#tick();
  }

  close(): void {
    this.#cancel?.();
    this.#invocation.progress(() => '');
  }

  #tick(): void {
    this.#cancel?.();
    this.#cancel = this.#live.after(TICK_MS, () => this.#tick());
    if (this.#text) this.#invocation.progress(this.#text);
  }
}
