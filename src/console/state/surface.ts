import type { LogAnchor, Target } from './ui-state.ts';

/** A list on the screen, as the keys see it. */
export interface ListSurface {
  readonly kind: 'list';
  readonly keys: readonly string[];
  /** The key of the row with the cursor. */
  readonly selected: string | undefined;
  /** Rows on the screen. */
  readonly page: number;
  targetOf(key: string): Target | undefined;
}

/** A text on the screen that may be longer than it. */
export interface TextSurface {
  readonly kind: 'text';
  readonly top: number;
  /** The last line that may stand at the top. */
  readonly last: number;
  readonly page: number;
  readonly target?: Target;
}

/** A log on the screen. */
export interface LogSurface {
  readonly kind: 'log';
  readonly page: number;
  readonly following: boolean;
  /** Where the top would be so many rows further down. */
  moved(rows: number): LogAnchor | 'end';
  /** Where the top is. */
  here(): LogAnchor;
}

/** What stands on the screen at this moment: set by the screen as it is drawn, read by the commands. */
export interface Surface {
  screen: ListSurface | TextSurface | LogSurface | undefined;
  /** What lies over it and can be scrolled. */
  overlay: TextSurface | undefined;
}
