/** Counts what the console itself is waiting for: a plan being made, an operation being sent, a frame to come. */
export class Activity {
  #running = 0;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get busy(): boolean {
    return this.#running > 0;
  }

  /** Something happened that may change the screen. */
  touch(): void {
    this.#onChange();
  }

  /** Until the answer is called there is something to wait for. */
  hold(): () => void {
    this.#running += 1;
    let held = true;
    return () => {
      if (held) this.#running -= 1;
      held = false;
      this.#onChange();
    };
  }

  track<T>(work: Promise<T>): Promise<T> {
    const release = this.hold();
    work.then(release, release);
    return work;
  }
}
