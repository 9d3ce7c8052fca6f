/** A request as the SDK signed it, and its answer: what an engine in the same process understands. */
export interface WireRequest {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array | string;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
  /** Real milliseconds for which the answer is held back. */
  delayMs?: number;
  /** Instead of the answer the client sees its connection close. */
  close?: true;
  /** What follows the head, in place of the body. */
  stream?: WireStream;
}

/** An answer that goes on after it has begun: the service writes, whoever reads lets time pass. */
export interface WireStream {
  open(sink: ChunkSink): void;
  /** The reader is no longer behind. */
  resume(): void;
  /** The reader has gone. */
  close(): void;
  /** Lets time pass; the real milliseconds until something falls due, undefined where time stands still. */
  pass(): number | undefined;
}

export interface ChunkSink {
  readonly isBehind: boolean;
  write(chunk: Uint8Array): void;
  end(): void;
}

export type InProcessService = (request: WireRequest) => WireResponse;

interface SdkRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

const encoder = new TextEncoder();

/** The SDK's bytes warn on the terminal when they are used as a string; a view of the same bytes does not. */
function plain(body: Uint8Array | string): Uint8Array | string {
  return typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

async function passed(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  // Loaded here, since hardly any answer is held back.
  const { setTimeout } = await import('node:timers/promises');
  await setTimeout(milliseconds, undefined, { signal });
}

/** What the SDK's own handler makes of a socket that closes before the answer. */
function connectionLost(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

/** An SDK request handler that hands the SDK's bytes to a service in this process instead of a socket. */
export function inProcessHandler(service: InProcessService) {
  /** Those that somebody still reads. */
  const readers = new Set<{ return(): unknown }>();
  return {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's request type differs by client; its members are these.
    async handle(request: any, { abortSignal }: { abortSignal?: AbortSignal } = {}) {
      const { method, path, headers, body } = request as SdkRequest;
      const lowered: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers)) lowered[name.toLowerCase()] = value;
      const answer = service({ method, path, headers: lowered, body: plain(body ?? '') });
      if (answer.delayMs !== undefined) await passed(answer.delayMs, abortSignal);
      if (answer.close) throw connectionLost();
      if (answer.stream) {
        const { StreamReader } = await import('./stream-reader.ts');
        const body = new StreamReader(answer.stream, abortSignal, () => readers.delete(body));
        readers.add(body);
        return { response: { statusCode: answer.status, headers: answer.headers, body } };
      }
      const bytes = typeof answer.body === 'string' ? encoder.encode(answer.body) : answer.body;
      return { response: { statusCode: answer.status, headers: answer.headers, body: bytes } };
    },
    destroy() {
      for (const reader of readers) reader.return();
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}
