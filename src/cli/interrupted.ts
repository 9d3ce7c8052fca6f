import type { Signal } from './host.ts';

/** Ended by a signal from outside: not a fault, and nothing at the service is touched by it. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(signal === 'SIGINT' ? 'interrupted' : 'terminated');
    this.name = 'Interrupted';
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/** Nobody reads the output any more: the end, and a quiet one. */
export class OutputClosed extends Error {
  readonly exitCode = 0;
}
