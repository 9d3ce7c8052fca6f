/**
 * What follows from a change without taking time, done one thing after the other. Whoever changes
 * something from outside (an operation, a timer, a build's end) does it inside {@link run}, which
 * returns when all that follows has happened: nothing nests, and the order is the order of causes.
 */
export class Agenda {
  #waiting: (() => void)[] = [];
  #running = false;

  /** Does this after what is being done now. */
  soon(follow: () => void): void {
    this.#waiting.push(follow);
  }

  /** Does the change and all that follows from it. */
  run<T>(change: () => T): T {
    if (this.#running) return change();
    this.#running = true;
    try {
      return change();
    } finally {
      this.#running = false;
      this.#drain();
    }
  }

  #drain(): void {
    this.#running = true;
    try {
      for (let next = 0; next < this.#waiting.length; next++) this.#waiting[next]!();
    } finally {
      this.#waiting = [];
      this.#running = false;
    }
  }
}
