import type { Live } from '../../live/live.ts';

const SECOND_MS = 1000;

/**
 * Tells those who show ages that time has passed: every second while some service's clock runs by itself, and after an
 * answer that moved a clock which does not. Under a manual clock that stands still nothing ever beats.
 */
export class Beat {
  readonly #live: Live;
  readonly #listeners = new Set<() => void>();
  #count = 0;
  #told: readonly (number | undefined)[] = [];
  #cancelTimer: (() => void) | undefined;
  #stopIdle: (() => void) | undefined;

  constructor(live: Live) {
    this.#live = live;
  }

  readonly get = (): number => this.#count;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  #start(): void {
    this.#told = this.#times();
    this.#stopIdle = this.#live.onIdle(() => this.#look());
    this.#schedule();
  }

  #stop(): void {
    this.#stopIdle?.();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #times(): (number | undefined)[] {
    return this.#live.sites.map((site) => this.#live.clock(site.place).now());
  }

  #runs(): boolean {
    return this.#live.sites.some((site) => this.#live.clock(site.place).speed > 0);
  }

  #schedule(): void {
    if (this.#cancelTimer || !this.#runs()) return;
    this.#cancelTimer = this.#live.after(SECOND_MS, () => {
      this.#cancelTimer = undefined;
      this.#beat();
      this.#schedule();
    });
  }

  #look(): void {
    this.#schedule();
    if (this.#cancelTimer) return;
    const times = this.#times();
    if (times.some((time, index) => time !== this.#told[index])) this.#beat();
  }

  #beat(): void {
    this.#told = this.#times();
    this.#count += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
