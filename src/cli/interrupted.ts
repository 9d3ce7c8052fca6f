import type { Signal } from './host.ts';

/** The exit code where stdout could not be written. */
export const UNWRITTEN = 70;

/** Ended by a signal from outside: not a fault, and nothing at the service is touched by it. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(signal === 'SIGINT' ? 'interrupted' : 'terminated');
    this.name = 'Interrupted';
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/** The output cannot be written any more: the end, and a quiet one where nobody reads it. Why it cannot is said at the end. */
export class OutputEnded extends Error {
  readonly exitCode: number;

  constructor({ code, message }: NodeJS.ErrnoException) {
    super(message);
    this.name = 'OutputEnded';
    this.exitCode = code === 'EPIPE' ? 0 : UNWRITTEN;
  }
}
