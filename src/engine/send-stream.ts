import type { ServerResponse } from 'node:http';
import type { ChunkSink, WireStream } from './wire/message.ts';

/** No timer of Node's waits for much longer than three weeks; a clock can be slow. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends an answer that goes on, until it ends, its reader goes or the server closes. Only here does time pass without
 * anybody asking: a timer lets it, from one thing that falls due to the next.
 */
export function sendStream(stream: WireStream, response: ServerResponse, closing: AbortSignal): void {
  const { socket } = response;
  let timer: NodeJS.Timeout | undefined;
  const passTime = () => {
    const wait = stream.pass();
    if (wait !== undefined && !response.writableEnded) timer = setTimeout(passTime, Math.min(wait, LONGEST_WAIT_MS));
  };
  const leave = () => {
    clearTimeout(timer);
    stream.close();
  };
  const finish = () => {
    leave();
    // A connection that is kept would hold the server up.
    response.end(() => socket?.destroySoon());
  };
  if (closing.aborted) {
    finish();
    return;
  }
  closing.addEventListener('abort', finish);
  response.once('close', () => {
    closing.removeEventListener('abort', finish);
    leave();
  });
  const sink = new ResponseSink(response);
  response.on('drain', () => {
    sink.isBehind = false;
    stream.resume();
  });
  stream.open(sink);
  passTime();
}

class ResponseSink implements ChunkSink {
  isBehind = false;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Nobody is slow who had no time yet to take it: under a clock that somebody advances, an hour comes at once. */
  write(chunk: Uint8Array): void {
    if (this.#response.write(chunk) || this.isBehind) return;
    setImmediate(() => {
      this.isBehind = this.#response.writableNeedDrain;
    });
  }

  end(): void {
    this.#response.end();
  }
}
