import type { Live } from '../../live/live.ts';
import type { Protection } from '../../policy/protection.ts';
import type { UiState } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Unlocks protected environments for a while, and counts down on the screen: in minutes, the last of them in seconds. */
export class Unlocks {
  readonly #protection: Protection;
  readonly #live: Live;
  readonly #ui: UiStore;
  readonly #milliseconds: number;
  #cancelTimer: (() => void) | undefined;

  constructor(protection: Protection, live: Live, ui: UiStore, minutes: number) {
    this.#protection = protection;
    this.#live = live;
    this.#ui = ui;
    this.#milliseconds = minutes * MINUTE_MS;
    this.#show();
  }

  unlock(environment: string, why: string): void {
    this.#protection.unlock(environment, why, this.#milliseconds);
    this.#show();
  }

  /** Locks all of them; the answer are the names of those that were not. */
  lock(): readonly string[] {
    const unlocked = this.#protection.names.filter((name) => this.#protection.unlockedFor(name) > 0);
    for (const name of unlocked) this.#protection.lock(name);
    this.#show();
    return unlocked;
  }

  #show(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const unlocked = this.#protection.names
      .map((name) => [name, this.#protection.unlockedFor(name)] as const)
      .filter(([, left]) => left > 0);
    const texts: UiState['unlocked'] = Object.fromEntries(unlocked.map(([name, left]) => [name, leftText(left)]));
    this.#ui.dispatch({ type: 'unlocked', unlocked: texts });
    const next = Math.min(...unlocked.map(([, left]) => untilNext(left)));
    if (Number.isFinite(next)) this.#cancelTimer = this.#live.after(next, () => this.#show());
  }
}

/** `15m`, `42s`; takes local milliseconds. */
function leftText(left: number): string {
  if (!Number.isFinite(left)) return 'this session';
  return left > MINUTE_MS ? `${Math.ceil(left / MINUTE_MS)}m` : `${Math.ceil(left / SECOND_MS)}s`;
}

/** After how many milliseconds another text is due. */
function untilNext(left: number): number {
  const unit = left > MINUTE_MS ? MINUTE_MS : SECOND_MS;
  return left - (Math.ceil(left / unit) - 1) * unit;
}
