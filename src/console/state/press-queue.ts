/**
 * Keys wait here for the frame before them: what a key means is read off the screen as it is drawn, so of keys that
 * were typed ahead each must find what the one before it has brought about.
 */
export class PressQueue {
  readonly #waiting: (() => void)[] = [];
  readonly #hold: () => () => void;
  #release: (() => void) | undefined;

  /** `hold` says that there is something to wait for, until what it gives back is called. */
  constructor(hold: () => () => void) {
    this.#hold = hold;
  }

  /** Runs it now, or when everything before it has been run and drawn. */
  push(press: () => void): void {
    this.#waiting.push(press);
    if (this.#release) return;
    this.#release = this.#hold();
    this.#next();
  }

  #next(): void {
    const press = this.#waiting.shift();
    if (!press) {
      this.#release?.();
      this.#release = undefined;
      return;
    }
    press();
    // React has drawn by then: it asked for its turn while the key was handled.
    setImmediate(() => this.#next());
  }
}
