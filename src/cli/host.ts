import type { Readable, Writable } from 'node:stream';
import type { Settings } from '../config/settings.ts';
import type { Fault } from '../domain/fault.ts';
import type { Live } from '../live/live.ts';
import type { OperationDeps } from '../operations/deps.ts';
import type { GlobalOptions } from './global-options.ts';

/** Everything that the scripted mode needs from outside: main gives the real things, tests give fakes. */
export interface CliHost {
  /** Makes the live core from the global flags. Throws Fault. Called only by commands that talk to a service. */
  connect(options: GlobalOptions): Promise<Connection>;
  /** The full-screen console; resolves to its exit code. */
  openConsole(options: GlobalOptions): Promise<number>;
  readonly mock: MockHost;
  readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly err: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly in: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Of this process. */
  readonly pid: number;
  /** Calls back at every signal until the returned function is called. */
  onSignal(handler: (signal: Signal) => void): () => void;
  readonly timer: Timer;
  /** Epoch milliseconds of the local clock: for what was done here, never for what AWS dates. */
  wall(): number;
  readonly faultReport: FaultReport;
  /** From now on every call and decision is told, on stderr where no file is named. Throws Fault `usage`. */
  startDebug?(file: string | undefined): void;
}

export type Signal = 'SIGINT' | 'SIGTERM';

export interface Connection {
  readonly live: Live;
  readonly operations: OperationDeps;
  /** What the settings file says about the look of text. */
  readonly settings?: Pick<Settings, 'color' | 'ascii'>;
  /** The chosen accounts and regions that could not be connected to, beside at least one that could. */
  readonly unreachable?: readonly Fault[];
  /** Called once before the core is closed: what was seen may be kept. */
  leave?(): void;
}

/** Local time, in milliseconds: for deadlines, never for dates. */
export interface Timer {
  monotonic(): number;
  /** Runs something once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** Writes down an unexpected error for whoever has to find its cause; resolves to the file's name. */
export type FaultReport = (text: string) => Promise<string>;

/** The bundled engine behind `mock serve`. Loaded when one of these is called. */
export interface MockHost {
  /** The options as strings by their long names in camel case (`startTime`). A mistake is one line. */
  parseServeOptions(flags: Readonly<Record<string, string>>): Promise<ParsedServe>;
  /** Resolves when the engine answers. Rejects with a Fault of kind usage, or an error whose code is EADDRINUSE. */
  serve(options: unknown): Promise<MockServer>;
  /** The bundled ones, each with a line of what it shows. */
  scenarios(): Promise<readonly { readonly name: string; readonly description: string }[]>;
}

export type ParsedServe = { readonly options: unknown } | { readonly error: string };

export interface MockServer {
  readonly endpoint: string;
  readonly scenario: string;
  readonly clock: string;
  /** Finishes the requests in flight. */
  close(): Promise<void>;
}
