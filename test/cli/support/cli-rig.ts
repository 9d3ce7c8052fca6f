import { PassThrough, Writable } from 'node:stream';
import type { CliHost, Connection, MockHost, Signal } from '../../../src/cli/host.ts';
import { runCli } from '../../../src/cli/index.ts';
import { Live } from '../../../src/live/live.ts';
import { checkDocuments } from '../../support/documents.ts';
import { gatedPipeline, Rig } from '../../support/rig.ts';

// Commands load these when they are needed; loading takes real time, and here only local time passes.
import '../../../src/cli/documents/change-document.ts';
import '../../../src/cli/ask-rollback-target.ts';
import '../../../src/cli/deployment-view.ts';
import '../../../src/cli/completion/completion-script.ts';
import '../../../src/cli/doctor/file-checks.ts';
import '../../../src/cli/doctor/service-checks.ts';
import '../../../src/cli/doctor/setting-checks.ts';
import '../../../src/cli/doctor/terminal-checks.ts';
import '../../../src/cli/documents/deployment-document.ts';
import '../../../src/cli/documents/doctor-document.ts';
import '../../../src/cli/logs/action-logs.ts';
import '../../../src/cli/logs/group-logs.ts';
import '../../../src/cli/outcomes/definition-outcome.ts';
import '../../../src/cli/outcomes/execution-outcome.ts';
import '../../../src/cli/outcomes/explanation-outcome.ts';
import '../../../src/cli/outcomes/places-outcome.ts';
import '../../../src/cli/output/query.ts';
import '../../../src/cli/output/query-text.ts';
import '../../../src/cli/output/yaml.ts';
import '../../../src/cli/render/changes-text.ts';
import '../../../src/cli/watch/watch-fleet.ts';
import '../../../src/cli/render/deployment-text.ts';
import '../../../src/cli/render/doctor-text.ts';
import '../../../src/cli/watch/watch-deployment.ts';
import '../../../src/cli/watch/watch-outcome.ts';
import '../../../src/operations/apply.ts';
import '../../../src/operations/approval.ts';
import '../../../src/operations/freeze.ts';
import '../../../src/operations/override.ts';
import '../../../src/operations/pipelines-matching.ts';
import '../../../src/operations/continue-deployment.ts';
import '../../../src/operations/retry.ts';
import '../../../src/operations/rollback.ts';
import '../../../src/operations/stop-deployment.ts';
import '../../../src/operations/start.ts';
import '../../../src/operations/stop.ts';
import '../../../src/operations/transition.ts';
import '../../../src/operations/unfreeze.ts';
import '../../../src/rules/validation/validate-document.ts';

/** What the local clock says. */
export const WALL = Date.parse('2026-11-27T03:00:00Z');

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** What a person types; with it stdin and stderr are a terminal. */
  readonly typed?: string;
  /** Nothing more is typed, and stdin stays open. */
  readonly holdInput?: boolean;
  /** Whether stdout is a terminal, and how wide. */
  readonly columns?: number;
  /** Whether stderr is a terminal, and how wide. */
  readonly errColumns?: number;
  readonly env?: Record<string, string>;
  readonly mock?: Partial<MockHost>;
  readonly connect?: CliHost['connect'];
  readonly openConsole?: CliHost['openConsole'];
  readonly faultReport?: CliHost['faultReport'];
}

/** Collects what is written; can be closed at the other end, as a pipe into `head` is. */
export class Sink extends Writable {
  text = '';
  gone = false;
  /** As a disk does that is full. */
  full = false;
  readonly isTTY: boolean;
  readonly columns: number | undefined;

  constructor(columns?: number) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _: string, done: (error?: Error) => void): void {
    const code = this.gone ? 'EPIPE' : this.full ? 'ENOSPC' : undefined;
    if (code === undefined) this.text += chunk.toString();
    done(code === undefined ? undefined : Object.assign(new Error(`write ${code}`), { code }));
  }
}

/** A command under way: tests move time and send signals while it runs. */
export class Running {
  readonly out: Sink;
  readonly err: Sink;
  readonly code: Promise<number>;
  readonly #rig: Rig;
  readonly #handlers = new Set<(signal: Signal) => void>();

  constructor(rig: Rig, argv: readonly string[], options: RunOptions) {
    this.#rig = rig;
    this.out = new Sink(options.columns);
    this.err = new Sink(options.errColumns);
    const input = Object.assign(new PassThrough(), { isTTY: options.typed !== undefined });
    input.write(options.typed ?? '');
    if (!options.holdInput) input.end();
    const unavailable = () => Promise.reject(new Error('not in this test'));
    const code = runCli(argv, {
      connect: options.connect ?? (async () => connectionOf(rig)),
      openConsole: options.openConsole ?? unavailable,
      mock: { parseServeOptions: unavailable, serve: unavailable, scenarios: unavailable, ...options.mock },
      out: this.out,
      err: this.err,
      in: input,
      // Nobody's settings and nobody's audit log.
      env: options.env ?? { HOME: '/nowhere' },
      version: '1.2.3',
      pid: 4711,
      onSignal: (handler) => {
        this.#handlers.add(handler);
        return () => this.#handlers.delete(handler);
      },
      timer: rig.timing,
      wall: () => WALL,
      faultReport: options.faultReport ?? (async () => '/state/fault.log'),
    });
    this.code = code.then((ended) => this.#checked(argv, ended));
  }

  /** Every document of every test is held against its schema, unless it could not be written. */
  #checked(argv: readonly string[], code: number): number {
    if (!this.out.gone && !this.out.full) checkDocuments(argv, this.out.text, code);
    return code;
  }

  /** Lets local time pass until this holds. */
  async until(holds: (running: Running) => boolean): Promise<void> {
    for (let turn = 0; turn < 500 && !holds(this); turn += 1) await this.#rig.timing.advance(100);
    if (!holds(this)) throw new Error(`never came to pass; so far:\n${this.out.text}${this.err.text}`);
  }

  send(signal: Signal): void {
    for (const handler of this.#handlers) handler(signal);
  }

  /** The lines of an ndjson stream so far. */
  get objects(): Record<string, unknown>[] {
    return this.out.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
}

/** A core of its own over the rig's engine, as every process has. */
export function connectionOf({ live: { sites }, timing, operations }: Rig): Connection {
  const live = new Live(sites, timing);
  return { live, operations: { ...operations, live } };
}

/** Starts a command and leaves it running. */
export function begin(rig: Rig, argv: readonly string[], options: RunOptions = {}): Running {
  return new Running(rig, argv, options);
}

/** Runs a command to its end. */
export async function run(rig: Rig, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const running = begin(rig, argv, options);
  const code = await rig.finish(running.code);
  return { code, out: running.out.text, err: running.err.text };
}

/** The same with `--output json`, its document read. */
export async function runJson(rig: Rig, argv: readonly string[], options: RunOptions = {}) {
  const ran = await run(rig, [...argv, '--output', 'json'], options);
  return { ...ran, document: JSON.parse(ran.out) };
}

/** A rig with pipelines of source, gate and production, each waiting at its gate with a commit. */
export async function rigWithGates(names: readonly string[], options: Parameters<typeof Rig.open>[0] = {}) {
  const rig = await Rig.open(options);
  for (const name of names) {
    rig.aws('CreatePipeline', gatedPipeline(name));
    rig.elapse(5);
    rig.push(name, 'Checkout', '77b0e1d4c0ffee00c0ffee00c0ffee00c0ffee00', 'Blue header');
    rig.elapse(5);
  }
  return rig;
}

export const COMMIT = '77b0e1d4c0ffee00c0ffee00c0ffee00c0ffee00';
