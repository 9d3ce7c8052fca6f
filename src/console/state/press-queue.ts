/** `alone`: nothing else came with it in one go, as it does when text is pasted without brackets. */
type Press = (alone: boolean) => void;

/**
 * Keys wait here for the frame before them: what a key means is read off the screen as it is drawn, so of keys that
 * were typed ahead each must find what the one before it has brought about.
 */
export class PressQueue {
  readonly #waiting: (() => void)[] = [];
  readonly #hold: () => () => void;
  /** What came in this turn of the event loop: a chunk of input is handed over in one. */
  #chunk: Press[] = [];
  #release: (() => void) | undefined;
  #running = false;

  /** `hold` says that there is something to wait for, until what it gives back is called. */
  constructor(hold: () => () => void) {
    this.#hold = hold;
  }

  /** Runs it at the end of this turn, or when everything before it has been run and drawn. */
  push(press: Press): void {
    this.#release ??= this.#hold();
    this.#chunk.push(press);
    if (this.#chunk.length === 1) queueMicrotask(() => this.#take());
  }

  #take(): void {
    const chunk = this.#chunk;
    this.#chunk = [];
    this.#waiting.push(...chunk.map((press) => () => press(chunk.length === 1)));
    if (this.#running) return;
    this.#running = true;
    this.#next();
  }

  #next(): void {
    const press = this.#waiting.shift();
    if (!press) {
      this.#running = false;
      if (this.#chunk.length > 0) return;
      this.#release?.();
      this.#release = undefined;
      return;
    }
    press();
    // React has drawn by then: it asked for its turn while the key was handled.
    setImmediate(() => this.#next());
  }
}
