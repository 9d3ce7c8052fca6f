import type { Fault } from '../domain/fault.ts';

/** The last good answer, beside it its age and what went wrong since. An error never replaces a value. */
export interface Snapshot<T> {
  readonly value?: T;
  /** Local monotonic milliseconds of the answer that gave `value`. */
  readonly at?: number;
  readonly error?: Fault;
  readonly refreshing: boolean;
}
