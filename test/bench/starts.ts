import { Environment, PROGRAM } from '../e2e/driver/environment.ts';
import type { Figure } from './figure.ts';
import { interleave } from './interleave.ts';
import { buildPrograms } from './programs.ts';
import { median, ratioOf, round } from './statistics.ts';
import { timeToEnd, timeToFrame } from './timing.ts';

const LIMIT = 1.5;

// A pipeline of the demo scenario, and of the floor's canned answer.
const DATA = 'storefront';

/** Start of the console in a terminal, up to the first frame with data. */
export async function startConsole(runs: number): Promise<Figure> {
  const floors = await buildFloors();
  return compareStarts('start-console', runs, (environment) => ({
    program: () => timeToFrame(environment, [PROGRAM, '--mock'], DATA),
    floor: () => timeToFrame(environment, [floors.console], DATA),
    node: () => timeToEnd(environment, ['-e', '0']),
  }));
}

/** A scripted command from start to end. */
export async function startPipelines(runs: number): Promise<Figure> {
  const floors = await buildFloors();
  return compareStarts('start-pipelines', runs, (environment) => ({
    program: () => timeToEnd(environment, [PROGRAM, 'pipelines', '--mock', '--output', 'json']),
    floor: () => timeToEnd(environment, [floors.scripted]),
    node: () => timeToEnd(environment, ['-e', '0']),
  }));
}

const buildFloors = () =>
  buildPrograms('signalbox-floors', {
    console: 'test/bench/floors/console.tsx',
    scripted: 'test/bench/floors/scripted.ts',
  });

type Measures = Readonly<Record<'program' | 'floor' | 'node', () => Promise<number>>>;

async function compareStarts(
  figure: string,
  runs: number,
  measures: (environment: Environment) => Measures,
): Promise<Figure> {
  // Each program keeps its compiled code where it does so for a user.
  const environment = new Environment({ NODE_COMPILE_CACHE: undefined });
  try {
    const { program, floor, node } = await interleave(runs, measures(environment));
    const milliseconds = { program: median(program), floor: median(floor), node: median(node) };
    const { ratio, interval } = ratioOf(program, floor);
    return {
      figure,
      ratio,
      interval,
      runs,
      limit: LIMIT,
      ok: ratio <= LIMIT,
      toBareNode: ratioOf(program, node),
      milliseconds: Object.fromEntries(Object.entries(milliseconds).map(([name, value]) => [name, round(value)])),
    };
  } finally {
    environment.dispose();
  }
}
