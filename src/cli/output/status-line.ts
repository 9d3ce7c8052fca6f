import { cutEnd } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import type { CliHost } from '../host.ts';
import { escapeUnsafe } from './escape.ts';

/**
 * One line on a terminal's stderr that is written over and over: how far something is. It stands below everything else that
 * is printed. It is made of blanks and carriage returns alone, so it needs nothing of the terminal, and where stderr is no
 * terminal there is none.
 */
export class StatusLine {
  readonly #host: Pick<CliHost, 'err' | 'env'>;
  #text = '';
  /** Cells that stand there now. */
  #shown = 0;

  constructor(host: Pick<CliHost, 'err' | 'env'>) {
    this.#host = host;
  }

  /** Empty: none. */
  show(text: string): void {
    this.#text = escapeUnsafe(text);
    this.#draw();
  }

  /** Lets something else be printed above it. */
  above(print: () => void): void {
    this.#erase();
    print();
    this.#draw();
  }

  #draw(): void {
    const { err, env } = this.#host;
    if (!err.isTTY || env.TERM === 'dumb') return;
    const cells = (err.columns ?? 80) - 1;
    const text = cutEnd(this.#text, cells);
    const blanks = Math.max(0, this.#shown - width(text));
    if (this.#shown > 0 || text !== '') err.write(`\r${text}${' '.repeat(blanks)}${blanks > 0 ? `\r${text}` : ''}`);
    this.#shown = width(text);
  }

  #erase(): void {
    if (this.#shown > 0) this.#host.err.write(`\r${' '.repeat(this.#shown)}\r`);
    this.#shown = 0;
  }
}
