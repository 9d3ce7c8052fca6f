import { constants, openSync, write } from 'node:fs';

/** What the console had taken in when it became idle: a driver that has sent more since knows that it is not idle yet. */
export interface TakenIn {
  readonly inputBytes: number;
  readonly columns: number;
  readonly rows: number;
}

/** Tells whoever drives the console from outside that nothing is under way any more: `idle BYTES COLUMNSxROWS`, a line each time. */
export class IdleSignal {
  readonly #descriptor: number;
  readonly #isIdle: () => boolean;
  readonly #flushed: () => Promise<void>;
  readonly #takenIn: () => TakenIn;
  #touches = 0;
  #looking = false;

  /**
   * `target` is a file descriptor's number or the path of a FIFO. `isIdle`: no request in flight, nothing planned or
   * sent. `flushed` resolves when the frame is written.
   */
  constructor(target: string, isIdle: () => boolean, flushed: () => Promise<void>, takenIn: () => TakenIn) {
    // Read and write, so that opening a FIFO nobody reads yet does not wait.
    this.#descriptor = /^\d+$/.test(target)
      ? Number(target)
      : openSync(target, constants.O_RDWR | constants.O_NONBLOCK);
    this.#isIdle = isIdle;
    this.#flushed = flushed;
    this.#takenIn = takenIn;
  }

  /** Something happened: when all that follows from it is done, the driver is told. */
  touch(): void {
    this.#touches += 1;
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => void this.#look());
  }

  async #look(): Promise<void> {
    let seen = -1;
    while (seen !== this.#touches) {
      seen = this.#touches;
      await this.#flushed();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#looking = false;
    // Not idle yet: the end of what is under way touches again.
    if (this.#isIdle()) this.#tell();
  }

  #tell(): void {
    // A driver that does not listen is none of the operator's business.
    const { inputBytes, columns, rows } = this.#takenIn();
    write(this.#descriptor, `idle ${inputBytes} ${columns}x${rows}\n`, () => undefined);
  }
}

/** Counts the bytes that are read from a stream, without reading any itself. */
export function countBytesRead(stream: NodeJS.ReadStream): () => number {
  const read = stream.read.bind(stream);
  let bytes = 0;
  stream.read = (size?: number) => {
    const chunk: unknown = read(size);
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) bytes += Buffer.byteLength(chunk);
    return chunk;
  };
  return () => bytes;
}
