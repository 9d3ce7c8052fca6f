import type { ChunkSink, WireStream } from './transport.ts';

/** No timer waits for much longer than three weeks; a clock can be slow. */
const LONGEST_WAIT_MS = 60_000;

type Result = IteratorResult<Uint8Array, undefined>;

const DONE: Result = { done: true, value: undefined };

/**
 * The chunks of an answer that goes on, as the SDK reads them. While it is read time passes without anybody asking: a
 * timer lets it, from one thing that falls due to the next.
 */
export class StreamReader implements ChunkSink, AsyncIterableIterator<Uint8Array, undefined> {
  isBehind = false;
  readonly #stream: WireStream;
  readonly #signal: AbortSignal | undefined;
  readonly #onLeave: () => void;
  readonly #chunks: Uint8Array[] = [];
  #isEnded = false;
  #failure: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Goes on with whoever waits for a chunk. */
  #wake: (() => void) | undefined;

  /** Begins to read. `onLeave` is called once nobody reads any more. */
  constructor(stream: WireStream, signal: AbortSignal | undefined, onLeave: () => void) {
    this.#stream = stream;
    this.#signal = signal;
    this.#onLeave = onLeave;
    signal?.addEventListener('abort', this.#abort);
    stream.open(this);
    this.#passTime();
    if (signal?.aborted) this.#abort();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  write(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#wake?.();
    // Nobody is slow who had no time yet to take it: under a clock that somebody advances, an hour comes at once.
    setImmediate(() => {
      this.isBehind = this.#chunks.length > 0;
    });
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async next(): Promise<Result> {
    while (this.#chunks.length === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const value = this.#chunks.shift();
    if (value) {
      this.#goOn();
      return { done: false, value };
    }
    this.#leave();
    if (this.#failure) throw this.#failure;
    return DONE;
  }

  /** Whoever reads has seen enough. */
  async return(): Promise<Result> {
    this.#chunks.length = 0;
    this.end();
    this.#leave();
    return DONE;
  }

  #goOn(): void {
    if (this.#chunks.length > 0) return;
    this.isBehind = false;
    this.#stream.resume();
  }

  #leave(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    clearTimeout(this.#timer);
    this.#stream.close();
    this.#onLeave();
  }

  readonly #abort = (): void => {
    this.#failure = Object.assign(new Error('Request aborted'), { name: 'AbortError' });
    this.#chunks.length = 0;
    this.end();
    this.#leave();
  };

  #passTime(): void {
    const wait = this.#stream.pass();
    if (wait === undefined || this.#isEnded) return;
    this.#timer = setTimeout(() => this.#passTime(), Math.min(wait, LONGEST_WAIT_MS));
  }
}
