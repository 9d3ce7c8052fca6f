import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Row } from './entry.ts';

/** The last entry that somebody was told of. */
export type Acknowledged = Pick<Row, 'number' | 'chain'>;

const FORM = /^(\d{15}) ([0-9a-f]{64})\n$/;

/** Undefined when there is no such file or something else in it. */
export function readAcknowledged(file: string): Acknowledged | undefined {
  const match = FORM.exec(readFileSync(file, 'latin1'));
  return match ? { number: Number(match[1]), chain: match[2]! } : undefined;
}

/**
 * A file of one line, written over with each acknowledgement. A write-ahead log that lost its end looks like one that never
 * had it; this tells the two apart. The line is written in one piece, so a killed process leaves the old or the new one.
 */
export class AcknowledgedFile {
  readonly #descriptor: number;

  /** Opens it, or makes it. */
  constructor(file: string, mode: 'r+' | 'w') {
    this.#descriptor = openSync(file, mode, 0o600);
  }

  write({ number, chain }: Acknowledged): void {
    writeSync(this.#descriptor, `${number.toString().padStart(15, '0')} ${chain}\n`, 0);
  }

  /** Brings it to the disk. What is written over later may get there at any time: the log gets there first. */
  sync(): void {
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
