import { reduce, type UiEvent } from './ui-reducer.ts';
import type { UiState } from './ui-state.ts';

/** Holds what the console shows and tells those who draw it. */
export class UiStore {
  #state: UiState;
  readonly #listeners = new Set<() => void>();

  constructor(state: UiState) {
    this.#state = state;
  }

  readonly get = (): UiState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  dispatch(event: UiEvent): void {
    const next = reduce(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
