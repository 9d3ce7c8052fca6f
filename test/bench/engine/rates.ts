import { EngineProcess } from '../../e2e/driver/engine.ts';
import type { Figure, Skipped } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { median, ratioOf, round } from '../statistics.ts';
import { Moto } from './moto.ts';
import { pipelineDocument, pipelineName } from './pipeline-document.ts';
import { WireClient } from './wire-client.ts';

const STORED = 1000;

// Apart from the stored ones: a region holds no more than those.
const OTHER_REGION = 'eu-west-1';

/** Requests a second of an operation, measured over a number of calls. */
type Measure = (client: WireClient, calls: number) => Promise<number>;

/** How often moto's rate the engine must reach. */
const TIMES_MOTO = 10;

export const engineCreate = againstMoto('engine-create', createRate, { signalbox: 400, moto: 40 });
export const engineGet = againstMoto('engine-get', getRate('GetPipeline'), { signalbox: 1000, moto: 100 });
export const engineList = againstMoto('engine-list', listRate, { signalbox: 200, moto: 20 });

/** GetPipelineState against GetPipeline: what a console asks all the time. */
export async function engineState(runs: number): Promise<Figure> {
  await using engine = await startEngine();
  using client = await filled(engine.endpoint);
  const series = await interleave(runs, {
    state: () => getRate('GetPipelineState')(client, 1000),
    definition: () => getRate('GetPipeline')(client, 1000),
  });
  return figure('engine-state', series.state, series.definition, 0.5, runs);
}

function againstMoto(name: string, measure: Measure, calls: { readonly signalbox: number; readonly moto: number }) {
  return async (runs: number): Promise<Figure | Skipped> => {
    if (!Moto.isInstalled()) return { figure: name, skipped: 'moto_server is not on the PATH' };
    await using engine = await startEngine();
    await using moto = await Moto.start();
    using ours = await filled(engine.endpoint);
    using theirs = await filled(moto.endpoint);
    const series = await interleave(runs, {
      signalbox: () => measure(ours, calls.signalbox),
      moto: () => measure(theirs, calls.moto),
    });
    return figure(name, series.signalbox, series.moto, TIMES_MOTO, runs);
  };
}

function startEngine(): Promise<EngineProcess> {
  return EngineProcess.start(['--scenario', 'none']);
}

function figure(name: string, rates: readonly number[], floor: readonly number[], limit: number, runs: number): Figure {
  const { ratio, interval } = ratioOf(rates, floor);
  const requestsPerSecond = { measured: round(median(rates)), against: round(median(floor)) };
  return { figure: name, ratio, interval, runs, atLeast: true, limit, ok: ratio >= limit, requestsPerSecond };
}

/** A client of an account with {@link STORED} pipelines. */
async function filled(endpoint: string): Promise<WireClient> {
  const client = new WireClient(endpoint);
  const names = Array.from({ length: STORED }, (_, number) => pipelineName(number));
  await client.all(names, (name) => client.codePipeline('CreatePipeline', { pipeline: pipelineDocument(name) }));
  const listed = JSON.parse(await client.codePipeline('ListPipelines', {})).pipelines.length;
  if (listed !== STORED) throw new Error(`${endpoint} lists ${listed} pipelines instead of ${STORED}`);
  return client;
}

/** Rate of new pipelines; they are deleted again, which is not measured. */
async function createRate(client: WireClient, calls: number): Promise<number> {
  const documents = Array.from({ length: calls }, (_, number) => pipelineDocument(pipelineName(number)));
  const rate = await rateOf(client, documents, (pipeline) =>
    client.codePipeline('CreatePipeline', { pipeline }, OTHER_REGION),
  );
  await client.all(documents, ({ name }) => client.codePipeline('DeletePipeline', { name }, OTHER_REGION));
  return rate;
}

function getRate(operation: string): Measure {
  return (client, calls) => {
    const names = Array.from({ length: calls }, (_, number) => pipelineName(number % STORED));
    return rateOf(client, names, (name) => client.codePipeline(operation, { name }));
  };
}

function listRate(client: WireClient, calls: number): Promise<number> {
  const inputs = Array.from({ length: calls }, () => ({}));
  return rateOf(client, inputs, (input) => client.codePipeline('ListPipelines', input));
}

async function rateOf<T>(client: WireClient, items: readonly T[], call: (item: T) => Promise<unknown>) {
  const started = performance.now();
  await client.all(items, call);
  return (items.length * 1000) / (performance.now() - started);
}
