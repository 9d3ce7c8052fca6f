import { constants, openSync, write } from 'node:fs';

/**
 * What had come in and gone out when the console became idle: a driver that has sent more since knows that it is not
 * idle yet, and one that has received less knows that the frame is still on its way.
 */
export interface Passed {
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly columns: number;
  readonly rows: number;
}

/** Tells whoever drives the console from outside that nothing is under way any more: `idle INPUT OUTPUT COLUMNSxROWS`, a line each time. */
export class IdleSignal {
  readonly #descriptor: number;
  readonly #isIdle: () => boolean;
  readonly #flushed: () => Promise<void>;
  readonly #passed: () => Passed;
  #touches = 0;
  #looking = false;

  /**
   * `target` is a file descriptor's number or the path of a FIFO. `isIdle`: no request in flight, nothing planned or
   * sent. `flushed` resolves when the frame is written.
   */
  constructor(target: string, isIdle: () => boolean, flushed: () => Promise<void>, passed: () => Passed) {
    // Read and write, so that opening a FIFO nobody reads yet does not wait.
    this.#descriptor = /^\d+$/.test(target)
      ? Number(target)
      : openSync(target, constants.O_RDWR | constants.O_NONBLOCK);
    this.#isIdle = isIdle;
    this.#flushed = flushed;
    this.#passed = passed;
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
    const { inputBytes, outputBytes, columns, rows } = this.#passed();
    write(this.#descriptor, `idle ${inputBytes} ${outputBytes} ${columns}x${rows}\n`, () => undefined);
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

/** Counts the bytes that a terminal makes of what is written to it: it puts a carriage return before each line feed. */
export function countBytesWritten(stream: NodeJS.WriteStream): () => number {
  const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;
  let bytes = 0;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const written = Buffer.from(chunk as string);
    bytes += written.length + written.filter((byte) => byte === 0x0a).length;
    return write(chunk, ...rest);
  };
  return () => bytes;
}
