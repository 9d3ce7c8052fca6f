import { constants, openSync, write } from 'node:fs';

/** Tells whoever drives the console from outside that nothing is under way any more. */
export class IdleSignal {
  readonly #descriptor: number;
  readonly #isIdle: () => boolean;
  readonly #flushed: () => Promise<void>;
  #touches = 0;
  #looking = false;

  /**
   * `target` is a file descriptor's number or the path of a FIFO. `isIdle`: no request in flight, nothing planned or
   * sent. `flushed` resolves when the frame is written.
   */
  constructor(target: string, isIdle: () => boolean, flushed: () => Promise<void>) {
    // Read and write, so that opening a FIFO nobody reads yet does not wait.
    this.#descriptor = /^\d+$/.test(target)
      ? Number(target)
      : openSync(target, constants.O_RDWR | constants.O_NONBLOCK);
    this.#isIdle = isIdle;
    this.#flushed = flushed;
  }

  /** Something happened: when all that follows from it is done, the driver is told. */
  touch(): void {
    this.#touches += 1;
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => void this.#look());
  }

  async #look(): Promise<void> {
    let seen = -1;
    while (seen !== this.#touches) {
      seen = this.#touches;
      await this.#flushed();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#looking = false;
    // Not idle yet: the end of what is under way touches again.
    if (this.#isIdle()) this.#tell();
  }

  #tell(): void {
    // A driver that does not listen is none of the operator's business.
    write(this.#descriptor, 'idle\n', () => undefined);
  }
}
