import type { Wanted } from './create-engine.ts';

/** The start options of `mock serve` as strings, as a command line gives them (engine-control: Start). */
export interface ServeFlags {
  port?: string;
  host?: string;
  scenario?: string;
  data?: string;
  clock?: string;
  startTime?: string;
  speed?: string;
  seed?: string;
  throttle?: string;
  region?: string;
  account?: string;
  allowRemote?: string;
  output?: string;
}

export interface ServeOptions {
  port: number;
  host: string;
  /** The key file that callers must sign with; absent: any well-formed signature will do. */
  allowRemote: string | undefined;
  /** The folder in which every change is kept; absent: memory alone. */
  data: string | undefined;
  /** What the engine is made of, as far as it was said: a folder knows it already. */
  wanted: Wanted;
  clock: 'real' | 'manual';
  speed: number;
  throttle: 'aws' | 'off';
  output: 'text' | 'json';
}

/** Options, or one clear line that says which flag is wrong (exit code 2). */
export type ParsedServeOptions = { options: ServeOptions } | { error: string };

class BadOption extends Error {}

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function parseServeOptions(flags: ServeFlags): ParsedServeOptions {
  try {
    return { options: read(flags) };
  } catch (error) {
    if (error instanceof BadOption) return { error: error.message };
    throw error;
  }
}

function read(flags: ServeFlags): ServeOptions {
  return {
    port: wholeNumber('--port', flags.port ?? '4599', 65_535),
    host: address(flags.host ?? '127.0.0.1', flags.allowRemote),
    allowRemote: given(flags.allowRemote, (file) => matching('--allow-remote', file, /\S/, 'a key file')),
    data: given(flags.data, (data) => matching('--data', data, /\S/, 'a folder')),
    wanted: wanted(flags),
    clock: oneOf('--clock', flags.clock ?? 'real', ['real', 'manual']),
    speed: speed(flags.speed ?? '1'),
    throttle: oneOf('--throttle', flags.throttle ?? 'off', ['aws', 'off']),
    output: oneOf('--output', flags.output ?? 'text', ['text', 'json']),
  };
}

function wanted({ scenario, account, region, seed, startTime }: ServeFlags): Wanted {
  const said: Wanted = {
    scenario: given(scenario, (name) => matching('--scenario', name, /\S/, 'a name, a file or none')),
    account: given(account, (id) => matching('--account', id, /^\d{12}$/, 'an account id of 12 digits')),
    region: given(region, (name) => matching('--region', name, /^[a-z0-9-]{1,40}$/, 'a region such as us-east-1')),
    seed: given(seed, (number) => wholeNumber('--seed', number, 2 ** 32 - 1)),
    startTime: given(startTime, (text) => time('--start-time', text)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function given<T>(flag: string | undefined, read: (value: string) => T): T | undefined {
  return flag === undefined ? undefined : read(flag);
}

function address(host: string, allowRemote: string | undefined): string {
  if (!LOOPBACK.test(host) && allowRemote === undefined) {
    throw new BadOption(
      `--host ${host} is not a loopback address: it needs --allow-remote KEYFILE, the keys of who may call`,
    );
  }
  return matching('--host', host, /^\S+$/, 'an address to listen at');
}

function speed(given: string): number {
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (!(value > 0 && value <= 1_000_000)) {
    throw new BadOption(`--speed ${given}: expected a number above 0 and at most 1000000`);
  }
  return value;
}

function time(flag: string, given: string): number {
  const value = ISO_TIME.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(value)) {
    throw new BadOption(`${flag} ${given}: expected an ISO-8601 time with its zone, such as 2026-01-31T09:30:00Z`);
  }
  return value;
}

function wholeNumber(flag: string, given: string, max: number): number {
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value <= max)) throw new BadOption(`${flag} ${given}: expected a whole number from 0 to ${max}`);
  return value;
}

function oneOf<T extends string>(flag: string, given: string, names: readonly T[]): T {
  if (!names.includes(given as T)) throw new BadOption(`${flag} ${given}: expected ${names.join(' or ')}`);
  return given as T;
}

function matching(flag: string, given: string, form: RegExp, expected: string): string {
  if (!form.test(given)) throw new BadOption(`${flag} ${given}: expected ${expected}`);
  return given;
}
