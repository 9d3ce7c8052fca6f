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

/** How often moto's rate the engine must reach. */
const TIMES_MOTO = 10;

/** Requests a second of an operation, over a number of calls. */
type Measure = (client: WireClient, calls: number) => Promise<number>;

export const engineCreate = againstMoto('engine-create', createRate, { signalbox: 1000, moto: 50 });
export const engineGet = againstMoto('engine-get', getRate('GetPipeline'), { signalbox: 1000, moto: 100 });
export const engineList = againstMoto('engine-list', listRate, { signalbox: 200, moto: 20 });

/** GetPipelineState against GetPipeline: what a console asks all the time. */
export async function engineState(runs: number): Promise<Figure> {
  await using engine = await startEngine();
  using client = new WireClient(engine.endpoint);
  await fill(client);
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
    using ours = new WireClient(engine.endpoint);
    using theirs = new WireClient(moto.endpoint);
    for (const client of [ours, theirs]) await fill(client);
    // The executions of the new pipelines are not what is measured.
    await engine.advance('PT10M');
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

/** Creates {@link STORED} pipelines, and sees that as many are listed. */
async function fill(client: WireClient): Promise<void> {
  await client.all(documents(STORED), (document) => client.codePipeline('CreatePipeline', document));
  const listed = JSON.parse(await client.codePipeline('ListPipelines', '{}')).pipelines.length;
  if (listed !== STORED) throw new Error(`${listed} pipelines are listed instead of ${STORED}`);
}

/** Rate of new pipelines; they are deleted again, which is not measured. */
async function createRate(client: WireClient, calls: number): Promise<number> {
  const create = (document: string) => client.codePipeline('CreatePipeline', document, OTHER_REGION);
  const rate = await rateOf(client, documents(calls), create);
  await client.all(names(calls), (name) => client.codePipeline('DeletePipeline', name, OTHER_REGION));
  return rate;
}

function getRate(operation: string): Measure {
  return (client, calls) => rateOf(client, names(calls), (name) => client.codePipeline(operation, name));
}

function listRate(client: WireClient, calls: number): Promise<number> {
  return rateOf(client, names(calls), () => client.codePipeline('ListPipelines', '{}'));
}

function documents(count: number): string[] {
  return Array.from({ length: count }, (_, number) =>
    JSON.stringify({ pipeline: pipelineDocument(pipelineName(number)) }),
  );
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, number) => JSON.stringify({ name: pipelineName(number) }));
}

async function rateOf<T>(client: WireClient, items: readonly T[], call: (item: T) => Promise<unknown>) {
  const started = performance.now();
  await client.all(items, call);
  return (items.length * 1000) / (performance.now() - started);
}
