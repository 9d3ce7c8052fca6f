/** An HTTP request as the engine takes it, from a socket or from a client in the same process. */
export interface WireRequest {
  method: string;
  /** Path with its query string. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array | string;
  /** The address that it came from; absent when it came over no network. */
  remoteAddress?: string;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Real milliseconds for which the answer is held back. */
  delayMs?: number;
  /** Instead of the answer the client sees its connection close. */
  close?: true;
  /** What follows the head, in place of the body. */
  stream?: WireStream;
}

/** An answer that goes on after it has begun (spec 1.6): the engine writes, the transport sends and lets time pass. */
export interface WireStream {
  /** Begins; what is there at once is written at once. A stream that is never opened needs no closing. */
  open(sink: ChunkSink): void;
  /** The reader is no longer behind. */
  resume(): void;
  /** The reader has gone. */
  close(): void;
  /**
   * Lets everything happen in the engine that is due. In how many real milliseconds something falls due again; undefined
   * where time stands still.
   */
  pass(): number | undefined;
}

/** Where the chunks of such an answer go. */
export interface ChunkSink {
  /** Whether the reader has not taken what was there for it before: then the engine holds back. */
  readonly isBehind: boolean;
  write(chunk: Uint8Array): void;
  /** Nothing follows. */
  end(): void;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The body as text; undefined when it is not UTF-8. */
export function bodyText(request: WireRequest): string | undefined {
  if (typeof request.body === 'string') return request.body;
  try {
    return decoder.decode(request.body);
  } catch {
    return undefined;
  }
}
