import { EngineProcess } from '../../e2e/driver/engine.ts';
import { Moto } from '../engine/moto.ts';
import { WireClient } from '../engine/wire-client.ts';
import type { Figure, Skipped } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { processorSeconds } from '../processor-time.ts';
import { median, ratioOf, round } from '../statistics.ts';
import { BATCH, GROUP, logBatch } from './log-batch.ts';

const BATCHES = 100;
const PAGES = 20;
const TIMES_MOTO = 5;

/** A run of moto's takes a while; so that a turn of ours is no shorter, it has several. */
const MOST_RUNS = 10;
const OWN_RUNS = 4;

/** Events a second. */
type Measure = (client: WireClient) => Promise<number>;

/** 100,000 events in batches of 1,000. */
export const logsPut = againstMoto('logs-put', putRate, async () => undefined);

/** Pages of 1,000 events of a stream that has 100,000. */
export const logsGet = againstMoto('logs-get', getRate, async (client) => {
  await putBatches(client, await newStream(client));
});

/** A server that is asked, and what that has taken. */
class Subject {
  readonly client: WireClient;
  readonly #pid: number;
  readonly #measure: Measure;
  readonly #times: number;
  #seconds: number[] = [];

  constructor(server: { readonly endpoint: string; readonly pid: number }, measure: Measure, times: number) {
    this.client = new WireClient(server.endpoint);
    this.#pid = server.pid;
    this.#measure = measure;
    this.#times = times;
  }

  async rate(): Promise<number> {
    const before = processorSeconds(this.#pid);
    const rates: number[] = [];
    while (rates.length < this.#times) rates.push(await this.#measure(this.client));
    this.#seconds.push((processorSeconds(this.#pid) - before) / this.#times);
    return rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0);
  }

  /** What a measurement takes of the server's processor time. */
  get seconds(): number {
    return median(this.#seconds);
  }

  [Symbol.dispose](): void {
    this.client[Symbol.dispose]();
  }
}

function againstMoto(figure: string, measure: Measure, prepare: (client: WireClient) => Promise<void>) {
  return async (asked: number): Promise<Figure | Skipped> => {
    if (!Moto.isInstalled()) return { figure, skipped: 'moto_server is not on the PATH' };
    const runs = Math.min(asked, MOST_RUNS);
    await using engine = await EngineProcess.start(['--scenario', 'none']);
    await using moto = await Moto.start();
    using ours = new Subject(engine, measure, OWN_RUNS);
    using theirs = new Subject(moto, measure, 1);
    for (const { client } of [ours, theirs]) {
      await client.logs('CreateLogGroup', JSON.stringify({ logGroupName: GROUP }));
      await prepare(client);
    }
    const series = await interleave(runs, { signalbox: () => ours.rate(), moto: () => theirs.rate() });
    const { ratio, interval } = ratioOf(series.signalbox, series.moto);
    return {
      figure,
      ratio,
      interval,
      runs,
      atLeast: true,
      limit: TIMES_MOTO,
      ok: ratio >= TIMES_MOTO,
      eventsPerSecond: { measured: round(median(series.signalbox)), against: round(median(series.moto)) },
      // By the servers' processor time, which a busy machine changes least.
      processorRatio: round(theirs.seconds / ours.seconds),
    };
  };
}

let streams = 0;

async function newStream(client: WireClient): Promise<string> {
  const logStreamName = `s${streams++}`;
  await client.logs('CreateLogStream', JSON.stringify({ logGroupName: GROUP, logStreamName }));
  return logStreamName;
}

/** The stream is deleted again, which is not measured. */
async function putRate(client: WireClient): Promise<number> {
  const logStreamName = await newStream(client);
  const rate = await putBatches(client, logStreamName);
  await client.logs('DeleteLogStream', JSON.stringify({ logGroupName: GROUP, logStreamName }));
  return rate;
}

async function putBatches(client: WireClient, logStreamName: string): Promise<number> {
  // The events are as old as they must be to be taken.
  const startTime = Date.now() - BATCHES * BATCH;
  const inputs = Array.from({ length: BATCHES }, (_, number) =>
    Buffer.from(JSON.stringify({ logGroupName: GROUP, logStreamName, logEvents: logBatch(number, startTime) })),
  );
  const started = performance.now();
  await client.all(inputs, (input) => client.logs('PutLogEvents', input));
  return (BATCHES * BATCH * 1000) / (performance.now() - started);
}

async function getRate(client: WireClient): Promise<number> {
  const { logStreams } = JSON.parse(await client.logs('DescribeLogStreams', JSON.stringify({ logGroupName: GROUP })));
  const input = { logGroupName: GROUP, logStreamName: logStreams[0].logStreamName, startFromHead: true, limit: BATCH };
  let nextToken: string | undefined;
  const started = performance.now();
  for (let page = 0; page < PAGES; page++) {
    const answer = JSON.parse(await client.logs('GetLogEvents', JSON.stringify({ ...input, nextToken })));
    if (answer.events.length !== BATCH) throw new Error(`a page has ${answer.events.length} events`);
    nextToken = answer.nextForwardToken;
  }
  return (PAGES * BATCH * 1000) / (performance.now() - started);
}
