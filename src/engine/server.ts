import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from './aws-error.ts';
import { forbidden, isControlPath } from './control.ts';
import type { Engine } from './engine.ts';
import { awsFailure } from './wire/aws-answer.ts';
import { bodyTooLarge, MAX_BODY_BYTES } from './wire/aws-call.ts';
import { isAllowedHost } from './wire/host.ts';
import type { WireResponse } from './wire/message.ts';

export interface ServeTarget {
  engine: Engine;
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:4599` */
  readonly endpoint: string;
  /** Takes no more requests, finishes those in flight, and ends. */
  close(): Promise<void>;
}

/** Serves an engine over HTTP. Rejects with an Error whose `code` is EADDRINUSE when the port is taken. */
export async function serve({ engine, host, port }: ServeTarget): Promise<RunningServer> {
  let bound: string[] = [];
  const server = createServer((request, response) => {
    answer(engine, bound, request)
      .then((answered) => send(server, response, answered))
      // The client went away while it was sending: there is nobody to answer.
      .catch(() => response.destroy());
  });
  // Clients of a development tool pause for long: an idle connection costs nothing.
  server.keepAliveTimeout = 60_000;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  bound = [host.toLowerCase(), address.address];
  return {
    endpoint: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const isTaken = error.code === 'EADDRINUSE';
  const message = isTaken
    ? `Port ${port} of ${host} is in use: stop what listens there, or choose another with --port (0 takes a free one)`
    : `Cannot listen on ${host} port ${port}: ${error.message}`;
  return Object.assign(new Error(message), { code: error.code });
}

async function answer(engine: Engine, bound: readonly string[], request: IncomingMessage): Promise<WireResponse> {
  const body = await readBody(request);
  if (!isAllowedHost(request.headers.host, bound)) {
    return engine.stamped(refusedHost(request));
  }
  if (body === undefined) return engine.stamped(bodyTooLarge());
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return engine.handle({ method: request.method ?? '', path: request.url ?? '', headers, body });
}

function refusedHost({ url, headers }: IncomingMessage): WireResponse {
  const message = `The host ${headers.host ?? ''} is not this server`;
  if (isControlPath(url ?? '')) return forbidden(message);
  return awsFailure(new AwsError('AccessDeniedException', message, 403));
}

/** The body, or undefined when it is too large; what is too much is read and dropped, so that the client hears the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function send(server: Server, response: ServerResponse, { status, headers, body }: WireResponse): void {
  // Once the server closes, a connection ends with its answer.
  if (!server.listening) response.setHeader('connection', 'close');
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
