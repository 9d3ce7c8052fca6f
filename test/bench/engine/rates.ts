import { EngineProcess } from '../../e2e/driver/engine.ts';
import type { Figure, Skipped } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { processorSeconds } from '../processor-time.ts';
import { median, ratioOf, round } from '../statistics.ts';
import { Moto } from './moto.ts';
import { pipelineDocument, pipelineName } from './pipeline-document.ts';
import { WireClient } from './wire-client.ts';

const STORED = 1000;

// Apart from the stored ones: a region holds no more than those.
const OTHER_REGION = 'eu-west-1';

const WARM_UPS = 10;

/** How often moto's rate the engine must reach. */
const TIMES_MOTO = 10;

/** A server that is asked, and what that has taken. */
class Subject {
  readonly client: WireClient;
  readonly #pid: number;
  #requests = 0;
  #processorSeconds = 0;

  constructor(server: { readonly endpoint: string; readonly pid: number }) {
    this.client = new WireClient(server.endpoint);
    this.#pid = server.pid;
  }

  /** Requests a second: one for each item. */
  async rate<T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<number> {
    const started = performance.now();
    const before = processorSeconds(this.#pid);
    await this.client.all(items, call);
    this.#processorSeconds += processorSeconds(this.#pid) - before;
    this.#requests += items.length;
    return (items.length * 1000) / (performance.now() - started);
  }

  /** What a request has taken of the server's processor time on the average, in microseconds. */
  get processorMicroseconds(): number {
    return (this.#processorSeconds * 1e6) / this.#requests;
  }

  [Symbol.dispose](): void {
    this.client[Symbol.dispose]();
  }
}

/** Requests a second of an operation, over a number of calls. */
type Measure = (subject: Subject, calls: number) => Promise<number>;

export const engineCreate = againstMoto('engine-create', createRate, { signalbox: 1000, moto: 50 });
export const engineGet = againstMoto('engine-get', getRate('GetPipeline'), { signalbox: 1000, moto: 100 });
export const engineList = againstMoto('engine-list', listRate, { signalbox: 200, moto: 20 });

/** GetPipelineState against GetPipeline: what a console asks all the time. */
export async function engineState(runs: number): Promise<Figure> {
  await using engine = await startEngine();
  using state = new Subject(engine);
  using definition = new Subject(engine);
  await fill(state.client);
  await engine.advance('PT10M');
  const series = await interleave(runs, {
    state: () => getRate('GetPipelineState')(state, 1000),
    definition: () => getRate('GetPipeline')(definition, 1000),
  });
  return { ...compared('engine-state', 0.5, [series.state, state], [series.definition, definition]), runs };
}

function againstMoto(name: string, measure: Measure, calls: { readonly signalbox: number; readonly moto: number }) {
  return async (runs: number): Promise<Figure | Skipped> => {
    if (!Moto.isInstalled()) return { figure: name, skipped: 'moto_server is not on the PATH' };
    await using engine = await startEngine();
    await using moto = await Moto.start();
    using ours = new Subject(engine);
    using theirs = new Subject(moto);
    for (const { client } of [ours, theirs]) await fill(client);
    // The executions of the new pipelines are not what is measured.
    await engine.advance('PT10M');
    // Code that is called often is compiled once more.
    for (let turn = 0; turn < WARM_UPS; turn++) await measure(ours, calls.signalbox);
    const series = await interleave(runs, {
      signalbox: () => measure(ours, calls.signalbox),
      moto: () => measure(theirs, calls.moto),
    });
    return { ...compared(name, TIMES_MOTO, [series.signalbox, ours], [series.moto, theirs]), runs };
  };
}

function startEngine(): Promise<EngineProcess> {
  return EngineProcess.start(['--scenario', 'none']);
}

type Measured = readonly [rates: readonly number[], subject: Subject];

function compared(figure: string, limit: number, [rates, subject]: Measured, [floor, other]: Measured): Figure {
  const { ratio, interval } = ratioOf(rates, floor);
  const requestsPerSecond = { measured: round(median(rates)), against: round(median(floor)) };
  const [measured, against] = [subject.processorMicroseconds, other.processorMicroseconds];
  return {
    figure,
    ratio,
    interval,
    atLeast: true,
    limit,
    ok: ratio >= limit,
    requestsPerSecond,
    byProcessorTime: { ratio: round(against / measured), microseconds: { measured, against } },
  };
}

/** Creates {@link STORED} pipelines, and sees that as many are listed. */
async function fill(client: WireClient): Promise<void> {
  await client.all(documents(STORED), (document) => client.codePipeline('CreatePipeline', document));
  const listed = JSON.parse(await client.codePipeline('ListPipelines', '{}')).pipelines.length;
  if (listed !== STORED) throw new Error(`${listed} pipelines are listed instead of ${STORED}`);
}

/** Rate of new pipelines; they are deleted again, which is not measured. */
async function createRate(subject: Subject, calls: number): Promise<number> {
  const { client } = subject;
  const create = (document: string) => client.codePipeline('CreatePipeline', document, OTHER_REGION);
  const rate = await subject.rate(documents(calls), create);
  await client.all(names(calls), (name) => client.codePipeline('DeletePipeline', name, OTHER_REGION));
  return rate;
}

function getRate(operation: string): Measure {
  return (subject, calls) => subject.rate(names(calls), (name) => subject.client.codePipeline(operation, name));
}

function listRate(subject: Subject, calls: number): Promise<number> {
  return subject.rate(names(calls), () => subject.client.codePipeline('ListPipelines', '{}'));
}

function documents(count: number): string[] {
  return Array.from({ length: count }, (_, number) =>
    JSON.stringify({ pipeline: pipelineDocument(pipelineName(number)) }),
  );
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, number) => JSON.stringify({ name: pipelineName(number) }));
}
