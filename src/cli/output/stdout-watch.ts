import type { Writable } from 'node:stream';
import type { CliHost } from '../host.ts';

/** Whether stdout took everything. Its error may come later than the end of the command that wrote. */
export class StdoutWatch {
  readonly #host: Pick<CliHost, 'out' | 'err'>;
  #listens = false;
  #error: NodeJS.ErrnoException | undefined;

  constructor(host: Pick<CliHost, 'out' | 'err'>) {
    this.#host = host;
  }

  /** To the end of the process: a late error must not become an uncaught exception. */
  listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    this.#host.out.on('error', (error) => {
      this.#error ??= error;
    });
    // Of stderr nobody can be told.
    this.#host.err.on('error', () => undefined);
  }

  /** Resolves when everything was handed on: to why it was not, or to undefined. A reader who has gone is no trouble. */
  async trouble(): Promise<Error | undefined> {
    this.listen();
    const late = await flushed(this.#host.out);
    const error = this.#error ?? late;
    return error?.code === 'EPIPE' ? undefined : error;
  }
}

/** Resolves when whoever reads at the other end has everything, or to the error that keeps it. */
export function flushed(stream: Writable): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => stream.write('', (error) => resolve(error ?? undefined)));
}
