import type { Figure } from '../figure.ts';
import { programResult, type RunOptions } from '../program-result.ts';
import { median, ratioOf, round } from '../statistics.ts';

const MOST_MEGABYTES = 400;
const LEAST_ACTIONS_PER_SECOND = 5000;
const MOST_DEPLOYMENT_SECONDS = 1;

// What a longer history may cost is nothing; this is for noise.
const MOST_GROWTH = 1.2;

interface Simulation {
  readonly actions: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

/**
 * Action executions a second, of 1,000 pipelines with 10 executions each. There is nothing to measure against, so it is
 * seconds of processor time (all threads), which a busy machine changes least.
 */
export async function engineSimulation(runs: number): Promise<Figure> {
  const all: Simulation[] = [];
  for (let run = 0; run < Math.min(runs, 7); run++) all.push(await result('simulation'));
  const rates = all.map(({ actions, processorSeconds }) => actions / processorSeconds);
  const value = round(median(rates));
  return {
    figure: 'engine-simulation',
    value,
    unit: 'action executions a second of processor time',
    range: [Math.min(...rates), Math.max(...rates)].map(round),
    onTheClock: round(median(all.map(({ actions, seconds }) => actions / seconds))),
    runs: all.length,
    atLeast: true,
    limit: LEAST_ACTIONS_PER_SECOND,
    ok: value >= LEAST_ACTIONS_PER_SECOND,
  };
}

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

/** Memory of a process whose engine holds 1,000 pipelines with 100 executions each. */
export async function engineMemory(): Promise<Figure> {
  const { full, ...more } = await result<{ full: Memory }>('memory', { flags: ['--expose-gc'] });
  return {
    figure: 'engine-memory',
    value: full.rss,
    unit: 'megabytes resident',
    limit: MOST_MEGABYTES,
    ok: full.rss <= MOST_MEGABYTES,
    full,
    ...more,
  };
}

/** What GetPipelineState costs after 1,000 executions, against the same after 10. */
export async function engineHistory(runs: number): Promise<Figure> {
  const series = await result<{ short: number[]; long: number[] }>('history', { args: [String(runs * 10)] });
  const { ratio, interval } = ratioOf(series.long, series.short);
  const microseconds = { short: round(median(series.short)), long: round(median(series.long)) };
  return {
    figure: 'engine-history',
    ratio,
    interval,
    runs,
    limit: MOST_GROWTH,
    ok: ratio <= MOST_GROWTH,
    microseconds,
  };
}

interface Deployments {
  readonly first: number;
  readonly oneAtATime: number;
  readonly bytesPerTarget: number;
}

/** How long the engine takes for a deployment to 1,000 machines with four scripts each, the first of its life. */
export async function engineDeployment(runs: number): Promise<Figure> {
  const all: Deployments[] = [];
  for (let run = 0; run < Math.min(runs, 5); run++) {
    all.push(await result<Deployments>('deployment', { flags: ['--expose-gc'] }));
  }
  const seconds = round(median(all.map(({ first }) => first)));
  return {
    figure: 'engine-deployment',
    value: seconds,
    unit: 'seconds for 1,000 targets',
    oneAtATime: round(median(all.map(({ oneAtATime }) => oneAtATime))),
    bytesPerTarget: round(median(all.map(({ bytesPerTarget }) => bytesPerTarget))),
    runs: all.length,
    limit: MOST_DEPLOYMENT_SECONDS,
    ok: seconds <= MOST_DEPLOYMENT_SECONDS,
  };
}

const PROGRAMS = {
  simulation: 'test/bench/engine/programs/simulation.ts',
  memory: 'test/bench/engine/programs/memory.ts',
  history: 'test/bench/engine/programs/history.ts',
  deployment: 'test/bench/engine/programs/deployment.ts',
};

/** What a program of `programs/` prints. */
function result<T>(name: keyof typeof PROGRAMS, options?: RunOptions): Promise<T> {
  return programResult('signalbox-engines', PROGRAMS, name, options);
}
