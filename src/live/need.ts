import type { Session } from '../aws/session.ts';
import type { Place } from '../domain/identity.ts';
import type { NameList } from '../domain/name-list.ts';

/** In front: what the operator looks at. Visible: a row on the screen. Background: may wait. */
export type Priority = 'front' | 'visible' | 'background';

export const PRIORITY_RANK: Readonly<Record<Priority, number>> = { front: 0, visible: 1, background: 2 };

export interface Pace {
  readonly priority: Priority;
  /** A mock costs nobody anything: it may be asked more often than AWS. */
  readonly mock: boolean;
  /** Answers in a row that were like the one before. */
  readonly unchanged: number;
  /** The service's clock stands: nothing moves by itself. */
  readonly frozen: boolean;
}

/** Something that can be asked for. Two needs with the same key are the same need: one request serves both. */
export interface Need<T> {
  readonly key: string;
  readonly place: Place;
  fetch(session: Session, signal: AbortSignal, previous: T | undefined): Promise<T>;
  /** Local milliseconds until it is asked for again while somebody watches; undefined: only when something shows that it changed. */
  interval(value: T, pace: Pace): number | undefined;
  /** Needs whose answers are out of date now that this one changed. */
  outdates?(value: T, previous: T | undefined): readonly Need<unknown>[];
  /** The names in an answer that somebody may want to type again. */
  names?(value: T): readonly NameList[];
}

/** Whoever answers needs with a fresh answer. Throws Fault. */
export interface Reads {
  readonly read: <T>(need: Need<T>) => Promise<T>;
}
