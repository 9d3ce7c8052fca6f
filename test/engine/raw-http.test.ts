import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Engine, type RunningServer, serve } from '../../src/engine/index.ts';
import { AUTHORIZATION, emptyEngine, smallPipeline } from './support/requests.ts';

let engine: Engine;
let server: RunningServer;
const sockets: Socket[] = [];

beforeEach(async () => {
  engine = await emptyEngine();
  server = await serve({ engine, host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** A connection, and what has come back on it. */
async function open() {
  const socket = connect(Number(new URL(server.endpoint).port), '127.0.0.1');
  sockets.push(socket);
  const seen = { text: '', isClosed: false };
  let changed = () => {};
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    seen.text += text;
    changed();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    seen.isClosed = true;
    changed();
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const answers = () => seen.text.split(/(?=HTTP\/1\.1 \d)/).filter((answer) => !answer.startsWith('HTTP/1.1 100'));
  return {
    socket,
    seen,
    /** The status lines of so many answers. */
    statuses: async (count = 1) => {
      await until(() => seen.isClosed || bodiesIn(answers()) >= count);
      return answers().map((answer) => answer.split('\r\n', 1)[0]!.slice(9));
    },
    continued: () => until(() => seen.text.includes('100 Continue')),
    closed: () => until(() => seen.isClosed),
  };
}

/** How many of the answers have come in whole. */
function bodiesIn(answers: readonly string[]): number {
  const isWhole = (answer: string) => {
    const [head = '', body] = answer.split('\r\n\r\n', 2);
    return body !== undefined && body.length >= Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
  };
  return answers.filter(isWhole).length;
}

async function statusesOf(text: string, count = 1): Promise<string[]> {
  const { socket, statuses } = await open();
  socket.write(text, 'latin1');
  return statuses(count);
}

const HEAD = `Host: 127.0.0.1\r\nAuthorization: ${AUTHORIZATION}\r\n`;
const LIST = `${HEAD}X-Amz-Target: CodePipeline_20150709.ListPipelines\r\n`;
const CREATE = `${HEAD}X-Amz-Target: CodePipeline_20150709.CreatePipeline\r\n`;
const PIPELINE = JSON.stringify({ pipeline: smallPipeline('web') });
const OK = `POST / HTTP/1.1\r\n${LIST}Content-Length: 2\r\n\r\n{}`;
const HEALTH = 'GET /_signalbox/health HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('whatever comes over the socket', () => {
  afterEach(async () => {
    // The server is there for the next one, and nothing has been made.
    expect(await statusesOf(OK)).toEqual(['200 OK']);
    expect(engine.journal.lastSequence).toBe(0);
  });

  it.each([
    ['a length that is no number', `POST / HTTP/1.1\r\n${CREATE}Content-Length: x\r\n\r\n${PIPELINE}`],
    ['a negative length', `POST / HTTP/1.1\r\n${CREATE}Content-Length: -1\r\n\r\n${PIPELINE}`],
    ['two lengths', `POST / HTTP/1.1\r\n${CREATE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${CREATE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    ['a chunk without a size', `POST / HTTP/1.1\r\n${CREATE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a method that nobody knows', `BREW / HTTP/1.1\r\n${LIST}\r\n`],
    ['no host', 'GET /_signalbox/health HTTP/1.1\r\n\r\n'],
    ['a zero byte in a header', `POST / HTTP/1.1\r\n${LIST}X-Other: a\0b\r\n\r\n`],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  ])('%s is a 400 that closes the connection', async (_what, text) => {
    const { socket, statuses, closed } = await open();
    socket.write(text, 'latin1');
    expect(await statuses()).toEqual(['400 Bad Request']);
    await closed();
  });

  it('headers that are too large are a 431', async () => {
    const text = `POST / HTTP/1.1\r\n${LIST}X-Other: ${'a'.repeat(20_000)}\r\n\r\n`;
    expect(await statusesOf(text)).toEqual(['431 Request Header Fields Too Large']);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('1.1 %s is no call', async (method) => {
    expect(await statusesOf(`${method} / HTTP/1.1\r\n${LIST}\r\n`)).toEqual(['404 Not Found']);
  });

  it('CONNECT closes the connection', async () => {
    const { socket, closed } = await open();
    socket.write(`CONNECT 127.0.0.1:1 HTTP/1.1\r\n${LIST}\r\n`);
    await closed();
  });

  it('half a request changes nothing', async () => {
    const { socket, closed } = await open();
    socket.end(`POST / HTTP/1.1\r\n${CREATE}Content-Length: ${PIPELINE.length + 1}\r\n\r\n${PIPELINE}`);
    await closed();
  });

  it('a sender who gives up changes nothing', async () => {
    const { socket, continued } = await open();
    socket.write(`POST / HTTP/1.1\r\n${CREATE}Content-Length: ${PIPELINE.length}\r\nExpect: 100-continue\r\n\r\n`);
    await continued();
    socket.write(PIPELINE.slice(0, -1));
    socket.resetAndDestroy();
  });

  it('chunks are put together', async () => {
    const chunks = '1\r\n{\r\n1;name=value\r\n}\r\n0\r\nX-Trailer: x\r\n\r\n';
    expect(await statusesOf(`POST / HTTP/1.1\r\n${LIST}Transfer-Encoding: chunked\r\n\r\n${chunks}`)).toEqual([
      '200 OK',
    ]);
  });

  it('a body beyond the limit is a 413, in chunks as well', async () => {
    const size = 8 * 1024 * 1024 + 1;
    const chunks = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n0\r\n\r\n`;
    const { socket, statuses } = await open();
    socket.write(`POST / HTTP/1.1\r\n${CREATE}Transfer-Encoding: chunked\r\n\r\n${chunks}`);
    expect(await statuses()).toEqual(['413 Payload Too Large']);
    socket.write(OK);
    expect(await statuses(2)).toEqual(['413 Payload Too Large', '200 OK']);
  });

  it('requests that come in one go are answered in their order', async () => {
    const broken = `POST / HTTP/1.1\r\n${LIST}Content-Length: 1\r\n\r\n{`;
    expect(await statusesOf(OK + broken + HEALTH + OK, 4)).toEqual(['200 OK', '400 Bad Request', '200 OK', '200 OK']);
  });

  it('HTTP/1.0 is answered, and the connection closes', async () => {
    const { socket, seen, closed } = await open();
    socket.write(`POST / HTTP/1.0\r\n${LIST}Content-Length: 2\r\n\r\n{}`);
    await closed();
    expect(seen.text).toMatch(/^HTTP\/1.1 200 OK\r\n.*\r\n\r\n\{"pipelines":\[\]\}$/s);
  });

  it('engine-control: HTTP/1.0 without a host is refused', async () => {
    expect(await statusesOf('GET /_signalbox/health HTTP/1.0\r\n\r\n')).toEqual(['403 Forbidden']);
  });

  it('a request as a proxy gets it is one like any other', async () => {
    expect(await statusesOf(`POST ${server.endpoint}/ HTTP/1.1\r\n${LIST}Content-Length: 2\r\n\r\n{}`)).toEqual([
      '200 OK',
    ]);
    expect(await statusesOf(`GET ${server.endpoint}/_signalbox/health HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toEqual([
      '200 OK',
    ]);
    expect(await statusesOf(`GET ${server.endpoint}/_signalbox/clock HTTP/1.1\r\nHost: evil.example\r\n\r\n`)).toEqual([
      '403 Forbidden',
    ]);
  });
});

describe('closing', () => {
  it('gives a request that is still being sent some time, and then cuts it off', async () => {
    const { socket, seen, continued } = await open();
    socket.write(`POST / HTTP/1.1\r\n${CREATE}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n`);
    await continued();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const closed = server.close();
      vi.advanceTimersByTime(4_999);
      expect(seen.isClosed).toBe(false);
      vi.advanceTimersByTime(1);
      await closed;
    } finally {
      vi.useRealTimers();
    }
  });
});
