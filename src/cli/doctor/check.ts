import type { Fault } from '../../domain/fault.ts';

export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skipped';

/** One thing that was looked at. */
export interface Check {
  /** What it belongs to: `terminal`, `files`, `123456789012 eu-west-1`. */
  readonly group: string;
  readonly name: string;
  readonly status: CheckStatus;
  readonly detail: string;
  /** What helps. */
  readonly fix?: string;
  /** Of a failure. */
  readonly fault?: Fault;
}

/** A trouble whose line says what helps as well. */
export function failed(group: string, name: string, fault: Fault): Check {
  return { group, name, status: 'fail', detail: fault.message, fault };
}
