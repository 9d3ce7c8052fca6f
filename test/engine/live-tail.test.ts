import { once } from 'node:events';
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import {
  CloudWatchLogsClient,
  type CloudWatchLogsClientConfig,
  type LiveTailSessionUpdate,
  StartLiveTailCommand,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inProcessHandler } from '../../src/aws/transport.ts';
import { type Engine, type RunningServer, serve } from '../../src/engine/index.ts';
import { readFrames } from './support/read-frames.ts';
import { awsRequest, control, emptyEngine } from './support/requests.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/g';

async function served(engine: Engine): Promise<RunningServer> {
  const server = await serve({ engine, host: '127.0.0.1', port: 0 });
  closing.push(server.close);
  return server;
}

/** How the SDK reaches the engine. */
const WAYS: Readonly<Record<string, (engine: Engine) => Promise<() => CloudWatchLogsClientConfig>>> = {
  'over HTTP, without a prefix of the host': async (engine) => {
    const { endpoint } = await served(engine);
    return () => ({ endpoint, disableHostPrefix: true });
  },
  'over HTTP, by a name that takes the prefix': async (engine) => {
    const { endpoint } = await served(engine);
    const named = endpoint.replace('127.0.0.1', 'engine.localhost');
    // As where names below .localhost are looked up as what they are.
    const lookup: LookupFunction = (host, _options, done) => {
      if (host === 'stream-engine.localhost') done(null, [{ address: '127.0.0.1', family: 4 }]);
      else done(new Error(`nobody knows ${host}`), []);
    };
    return () => ({ endpoint: named, requestHandler: { httpAgent: new Agent({ lookup }) } });
  },
  'in process': async (engine) => () => ({
    endpoint: 'http://mock.localhost',
    requestHandler: inProcessHandler((request) => engine.handle(request)),
  }),
};

function send(engine: Engine, operation: string, input: object): void {
  const { status, body } = engine.handle(awsRequest(`Logs_20140328.${operation}`, input));
  expect({ status, body }).toMatchObject({ status: 200 });
}

/** A session as somebody watches it. */
class Tail {
  readonly #events: AsyncIterator<StartLiveTailResponseStream>;

  readonly leave: () => void;

  constructor(events: AsyncIterable<StartLiveTailResponseStream>, leave: () => void) {
    this.#events = events[Symbol.asyncIterator]();
    this.leave = leave;
  }

  async next(): Promise<StartLiveTailResponseStream | undefined> {
    const { done, value } = await this.#events.next();
    return done ? undefined : value;
  }

  /** So many updates, one after the other. */
  async updates(count: number): Promise<LiveTailSessionUpdate[]> {
    const updates: LiveTailSessionUpdate[] = [];
    while (updates.length < count) {
      const event = await this.next();
      if (event?.sessionUpdate) updates.push(event.sessionUpdate);
    }
    return updates;
  }
}

describe.each(Object.entries(WAYS))('Live Tail %s', (_name, connect) => {
  async function setUp(options: Parameters<typeof emptyEngine>[0] = {}) {
    const engine = await emptyEngine(options);
    send(engine, 'CreateLogGroup', { logGroupName: '/g' });
    send(engine, 'CreateLogStream', { logGroupName: '/g', logStreamName: 's' });
    const settings = await connect(engine);
    /** Each session is a client's of its own: the SDK ends one with its client. */
    const tail = async (logGroupIdentifiers = [GROUP], abortSignal = new AbortController().signal) => {
      const client = new CloudWatchLogsClient({
        region: 'us-east-1',
        credentials: { accessKeyId: 'AKIAMARA', secretAccessKey: 'x' },
        maxAttempts: 1,
        ...settings(),
      });
      closing.push(() => client.destroy());
      const answer = await client.send(new StartLiveTailCommand({ logGroupIdentifiers }), { abortSignal });
      return new Tail(answer.responseStream!, () => client.destroy());
    };
    const say = (...messages: string[]) => {
      const logEvents = messages.map((message) => ({ timestamp: engine.world.clock.now(), message }));
      send(engine, 'PutLogEvents', { logGroupName: '/g', logStreamName: 's', logEvents });
    };
    const advance = (advanceSeconds: number) => control(engine, 'POST', 'clock', { advanceSeconds });
    return { engine, tail, say, advance };
  }
  const texts = ({ sessionResults }: LiveTailSessionUpdate) => sessionResults!.map(({ message }) => message);

  it('1.6 begins at once, and has an update for each second of engine time', async () => {
    const { tail, say, advance } = await setUp();
    const watched = await tail();
    expect(await watched.next()).toMatchObject({ sessionStart: { logGroupIdentifiers: ['123456789012:/g'] } });
    say('a', 'é💥');
    advance(1);
    const [update] = await watched.updates(1);
    expect(texts(update!)).toEqual(['a', 'é💥']);
    expect(update!.sessionMetadata).toEqual({ sampled: false });
    expect(update!.sessionResults![0]).toMatchObject({ logStreamName: 's', logGroupIdentifier: '123456789012:/g' });
    advance(60);
    expect((await watched.updates(60)).flatMap(texts)).toEqual([]);
  });

  it('1.6 is refused before it begins as any call is', async () => {
    const { tail } = await setUp();
    await expect(tail([`${GROUP}x`])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('1.6 times out with an exception in the stream', async () => {
    const { tail, advance } = await setUp();
    const watched = await tail();
    advance(3 * 3600);
    await watched.updates(3 * 3600);
    await expect(watched.next()).rejects.toMatchObject({ name: 'SessionTimeoutException' });
  });

  it('5.6 a session ends when its reader goes', async () => {
    const { tail } = await setUp();
    const all: Tail[] = [];
    for (let i = 0; i < 15; i++) all.push(await tail());
    await expect(tail()).rejects.toMatchObject({ name: 'LimitExceededException' });
    await all[7]!.next();
    all[7]!.leave();
    await vi.waitFor(() => tail(), { timeout: 20_000, interval: 5 });
  });

  it('5.6 a session ends when its reader aborts', async () => {
    const { tail } = await setUp();
    for (let i = 0; i < 14; i++) await tail();
    const aborting = new AbortController();
    const watched = await tail([GROUP], aborting.signal);
    await watched.next();
    const waiting = expect(watched.next()).rejects.toThrow();
    aborting.abort();
    await waiting;
    await vi.waitFor(() => tail(), { timeout: 20_000, interval: 5 });
  });

  it('engine-control: a reset ends sessions with an exception', async () => {
    const { engine, tail } = await setUp();
    const watched = await tail();
    await watched.next();
    control(engine, 'POST', 'reset', {});
    await expect(watched.next()).rejects.toMatchObject({ name: 'SessionStreamingException' });
  });

  it('engine-control: time passes by itself under a real clock while somebody watches', async () => {
    const { tail } = await setUp({ clock: 'real', speed: 1000, monotonic: () => performance.now() });
    expect(await (await tail()).updates(3)).toHaveLength(3);
  });

  it('1.6 what is written by then is shown to a reader who comes to it late', async () => {
    const { tail, say, advance } = await setUp();
    const watched = await tail();
    for (let i = 0; i < 5; i++) {
      say(`${i}`);
      advance(1);
    }
    expect((await watched.updates(5)).flatMap(texts)).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('Live Tail over HTTP', () => {
  async function setUp() {
    const engine = await emptyEngine();
    send(engine, 'CreateLogGroup', { logGroupName: '/g' });
    send(engine, 'CreateLogStream', { logGroupName: '/g', logStreamName: 's' });
    const server = await served(engine);
    const { method, headers, body } = awsRequest('Logs_20140328.StartLiveTail', { logGroupIdentifiers: [GROUP] });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method, headers: headers as OutgoingHttpHeaders, agent: false };
      request(server.endpoint, options, resolve).on('error', reject).end(body);
    });
    return { engine, server, answer: await answered };
  }

  it('1.6 the answer is a stream of events', async () => {
    const { headers } = (await setUp()).answer;
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.amazon.eventstream',
      'transfer-encoding': 'chunked',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('engine-control: ends when the server closes, which it holds up for nobody', async () => {
    const { server, answer } = await setUp();
    const closed = server.close();
    const frames = readFrames(Buffer.concat(await answer.toArray()));
    expect(frames.map(({ headers }) => headers[':event-type'])).toEqual(['initial-response', 'sessionStart']);
    await closed;
  });

  it('5.6 a reader who does not read loses the oldest updates', async () => {
    const { engine, server, answer } = await setUp();
    const seconds = 60;
    for (let second = 0; second < seconds; second++) {
      const message = `${second} ${'x'.repeat(10_000)}`;
      const logEvents = Array.from({ length: 100 }, () => ({ timestamp: engine.world.clock.now(), message }));
      send(engine, 'PutLogEvents', { logGroupName: '/g', logStreamName: 's', logEvents });
      control(engine, 'POST', 'clock', { advanceSeconds: 1 });
      await setImmediate();
      await setImmediate();
    }
    const read: Buffer[] = [];
    answer.on('data', (chunk) => read.push(chunk));
    const ended = once(answer, 'end');
    await vi.waitFor(() => expect(Buffer.concat(read).includes(`"${seconds - 1} x`)).toBe(true), { timeout: 20_000 });
    await server.close();
    await ended;
    const updates = readFrames(Buffer.concat(read)).filter(({ headers }) => headers[':event-type'] === 'sessionUpdate');
    const numbers = updates.map(({ payload }) => Number.parseInt(JSON.parse(payload).sessionResults[0]?.message, 10));
    const shown = numbers.filter((number) => !Number.isNaN(number));
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.length).toBeLessThan(seconds);
    expect(shown.slice(-10)).toEqual(Array.from({ length: 10 }, (_, i) => seconds - 10 + i));
  });
});
