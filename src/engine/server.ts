import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { AwsError } from './aws-error.ts';
import { forbidden, isControlPath, isWebhookPath } from './control/answer-control.ts';
import type { Engine } from './engine.ts';
import { sendStream } from './send-stream.ts';
import { awsFailure } from './wire/aws-answer.ts';
import { bodyTooLarge, MAX_BODY_BYTES, signingNameOf } from './wire/aws-call.ts';
import { isAllowedHost } from './wire/host.ts';
import type { WireRequest, WireResponse } from './wire/message.ts';
import { type SigningKeys, verifySignature } from './wire/signature.ts';

export interface ServeTarget {
  engine: Engine;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Called when the port is taken, before anything is answered; when it throws, nothing is served. */
  onListening?: () => void;
  /** With it every request must be signed with one of its keys; without it only loopback is for serving. */
  callers?: Callers;
}

export interface Callers {
  keys: SigningKeys;
  /** Real time, epoch milliseconds. */
  now: () => number;
}

/** Who may come in. */
interface Door {
  /** The names and addresses that the server answers to; undefined: any. */
  hosts: readonly string[] | undefined;
  callers: Callers | undefined;
}

/** Addresses that stand for every address of the machine. */
const ANY_ADDRESS = ['0.0.0.0', '::'];

/** How long a request that is still being sent may take once the server closes. */
const GRACE_MS = 5_000;

export interface RunningServer {
  /** `http://127.0.0.1:4599` */
  readonly endpoint: string;
  /** Takes no more requests, finishes those in flight, and ends. */
  close(): Promise<void>;
}

/** Serves an engine over HTTP. Rejects with an Error whose `code` is EADDRINUSE when the port is taken. */
export async function serve({ engine, host, port, callers, onListening }: ServeTarget): Promise<RunningServer> {
  const door: Door = { hosts: [], callers };
  const closing = new AbortController();
  // Every answer that goes on listens to it.
  setMaxListeners(0, closing.signal);
  const server = createServer((request, response) => {
    answer(engine, door, request)
      .then((answered) => send(server, closing.signal, response, answered))
      // The client went away while it was sending: there is nobody to answer.
      .catch(() => response.destroy());
  });
  // Clients of a development tool pause for long: an idle connection costs nothing.
  server.keepAliveTimeout = 60_000;
  await listen(server, host, port);
  // A connection that cannot be accepted is lost; the others go on.
  server.on('error', () => undefined);
  const address = server.address() as AddressInfo;
  // Who listens everywhere cannot know its names; then the signature, which covers the host, keeps strangers out.
  const isOpen = callers !== undefined && ANY_ADDRESS.includes(address.address);
  door.hosts = isOpen ? undefined : [host.toLowerCase(), address.address];
  engine.endpoint = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  const close = () => {
    closing.abort();
    const cut = globalThis.setTimeout(() => server.closeAllConnections(), GRACE_MS);
    return new Promise<void>((resolve) => {
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
    });
  };
  try {
    onListening?.();
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint: engine.endpoint, close };
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

async function answer(engine: Engine, door: Door, request: IncomingMessage): Promise<WireResponse> {
  const body = await readBody(request);
  if (door.hosts && !isAllowedHost(request.headers.host, door.hosts)) {
    return engine.stamped(refusedHost(request));
  }
  if (body === undefined) return engine.stamped(bodyTooLarge());
  const { method = '', socket } = request;
  // Node makes one text of all that came under a name, but for a header that only answers have.
  const headers = request.headers as WireRequest['headers'];
  const path = pathOf(request);
  const received: WireRequest = { method, path, headers, body, remoteAddress: socket.remoteAddress };
  // A webhook has an authentication of its own: whoever calls it has no key.
  const callers = isWebhookPath(path) ? undefined : door.callers;
  const refusal = callers && refusalOf(received, request.headersDistinct, callers);
  return refusal ? engine.refuse(received, refusal) : engine.handle(received);
}

/** Why a caller is not let in. */
function refusalOf(request: WireRequest, headers: NodeJS.Dict<string[]>, { keys, now }: Callers): AwsError | undefined {
  const service = isControlPath(request.path) ? undefined : signingNameOf(request);
  try {
    verifySignature({ ...request, headers }, { keys, now: now(), service });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** What a client sends through a proxy names the server too. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
}

function refusedHost(request: IncomingMessage): WireResponse {
  const message = `The host ${request.headers.host ?? ''} is not this server`;
  if (isControlPath(pathOf(request))) return forbidden(message);
  return awsFailure(new AwsError('AccessDeniedException', message, 403));
}

/** The body, or undefined when it is too large; what is too much is read and dropped, so that the client hears the answer. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => resolve(size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined));
    request.on('error', reject);
  });
}

async function send(
  server: Server,
  closing: AbortSignal,
  response: ServerResponse,
  answered: WireResponse,
): Promise<void> {
  const { status, headers, body, delayMs, close, stream } = answered;
  if (delayMs !== undefined) await held(delayMs, closing, response);
  if (close) {
    response.destroy();
    return;
  }
  // Once the server closes, a connection ends with its answer.
  if (!server.listening) response.setHeader('connection', 'close');
  if (stream) {
    response.writeHead(status, headers);
    sendStream(stream, response, closing);
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Waits so long, but not while the server closes, nor for a client that has gone. */
async function held(milliseconds: number, closing: AbortSignal, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([closing, gone.signal]);
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
