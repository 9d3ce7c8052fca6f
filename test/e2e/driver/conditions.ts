/** How long a condition may take to come true; a loaded machine is slow, a broken program is never done. */
export const DEADLINE_MS = 15_000;

interface Wait {
  look(): boolean;
  fail(why: string): void;
}

/** Waits for conditions over something that says when it changed, so that no test looks at a clock. */
export class Conditions {
  readonly #waits = new Set<Wait>();
  readonly #describe: () => string;
  #over: string | undefined;

  /** `describe` shows what there is, for the message of a wait that fails. */
  constructor(describe: () => string) {
    this.#describe = describe;
  }

  /** Something changed: conditions are looked at again. */
  changed(): void {
    for (const wait of [...this.#waits]) wait.look();
  }

  /** Nothing will change any more: what is still waited for will not happen. */
  end(why: string): void {
    this.changed();
    this.#over = why;
    for (const wait of [...this.#waits]) wait.fail(why);
  }

  /** Resolves to the first answer of `look` that is not undefined. Rejects at the deadline, or at the end. */
  until<T>(what: string, look: () => T | undefined, deadlineMs = DEADLINE_MS): Promise<T> {
    const now = look();
    if (now !== undefined) return Promise.resolve(now);
    // Made here, so that its stack leads to the test.
    const error = new Error();
    return new Promise<T>((resolve, reject) => {
      const finish = () => {
        this.#waits.delete(wait);
        clearTimeout(timer);
      };
      const wait: Wait = {
        look: () => {
          const value = look();
          if (value === undefined) return false;
          finish();
          resolve(value);
          return true;
        },
        fail: (why) => {
          finish();
          error.message = `waited for ${what}, but ${why}\n${this.#describe()}`;
          reject(error);
        },
      };
      const timer = setTimeout(() => wait.fail(`it did not happen within ${deadlineMs / 1000} s`), deadlineMs);
      this.#waits.add(wait);
      if (this.#over) wait.fail(this.#over);
    });
  }
}
