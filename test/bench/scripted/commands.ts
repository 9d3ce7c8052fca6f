import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EngineProcess } from '../../e2e/driver/engine.ts';
import { Environment, PROGRAM } from '../../e2e/driver/environment.ts';
import type { Figure } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { buildPrograms } from '../programs.ts';
import { median, ratioOf, round } from '../statistics.ts';
import { timeToEndOf } from '../timing.ts';
import { CASES, type Case, IDS } from './cases.ts';

/** How much longer than its floor a command may take, and which part of `aws`. */
const LIMIT = 1.5;
const AWS_LIMIT = 0.5;

const FLOORS = fileURLToPath(new URL('../floors/calls/', import.meta.url));

const AWS_VARIABLES = {
  AWS_ACCESS_KEY_ID: 'operator',
  AWS_SECRET_ACCESS_KEY: 'mock',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
};

/** A figure for each scripted command: from its start to its end, against a served engine. */
export const scriptedFigures: Readonly<Record<string, (runs: number) => Promise<Figure>>> = Object.fromEntries(
  Object.entries(CASES).map(([figure, one]) => [figure, (runs: number) => measure(figure, one, runs)]),
);

async function measure(figure: string, one: Case, runs: number): Promise<Figure> {
  const floors = await buildFloors();
  // Each program keeps its compiled code where it does so for a user.
  const environment = new Environment({ NODE_COMPILE_CACHE: undefined, ...AWS_VARIABLES });
  const engine = await EngineProcess.start(['--scenario', 'demo']);
  const at = ['--endpoint-url', engine.endpoint];
  try {
    const { command, floor, aws } = withIds(one, environment, at);
    if (one.refused) await refuse(engine, one.refused);
    const [name = '', ...told] = floor;
    const end = (program: string, args: readonly string[]) =>
      timeToEndOf(program, environment, args, { mayFail: one.refused !== undefined });
    const node = process.execPath;
    const series = await interleave<string>(runs, {
      program: () => end(node, [PROGRAM, ...command, ...at, '--output', 'json']),
      floor: () => end(node, [floors[name] ?? '', engine.endpoint, ...told]),
      ...(aws && isAwsThere() ? { aws: () => end('aws', [...aws, ...at, '--output', 'json']) } : {}),
    });
    return figureOf(figure, runs, series);
  } finally {
    await engine.stop();
    environment.dispose();
  }
}

function isAwsThere(): boolean {
  return spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** The same with the ids that this demo has. */
function withIds({ command, floor, aws }: Case, environment: Environment, at: readonly string[]) {
  const found = new Map<string, string>();
  const idOf = (name: string) => {
    const id = found.get(name) ?? ask(IDS[name] ?? [], environment, at);
    found.set(name, id);
    return id;
  };
  const filled = (words: readonly string[]) =>
    words.map((word) => (/^\{\w+\}$/.test(word) ? idOf(word.slice(1, -1)) : word));
  return { command: filled(command), floor: filled(floor), aws: aws && filled(aws) };
}

function ask(words: readonly string[], { variables: env, home: cwd }: Environment, at: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words, ...at], {
    env,
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trim();
}

function refuse(engine: EngineProcess, operation: string): Promise<unknown> {
  const error = { kind: 'error', status: 400, code: 'NotTodayException', message: 'Only measured' };
  return engine.control('/faults', { rules: [{ service: 'codepipeline', operation, ...error }] }, 'PUT');
}

function buildFloors(): Promise<Record<string, string>> {
  const names = readdirSync(FLOORS).filter((name) => name !== 'ask.ts');
  const sources = Object.fromEntries(names.map((name) => [name.replace('.ts', ''), `test/bench/floors/calls/${name}`]));
  return buildPrograms('signalbox-call-floors', sources);
}

function figureOf(figure: string, runs: number, series: Readonly<Record<string, readonly number[]>>): Figure {
  const { program = [], floor = [], aws } = series;
  const toFloor = ratioOf(program, floor);
  const toAws = aws && ratioOf(program, aws);
  return {
    figure,
    ...toFloor,
    runs,
    limit: LIMIT,
    toAws,
    awsLimit: toAws && AWS_LIMIT,
    ok: toFloor.ratio <= LIMIT && (toAws === undefined || toAws.ratio <= AWS_LIMIT),
    milliseconds: Object.fromEntries(Object.entries(series).map(([name, values]) => [name, round(median(values))])),
  };
}
