import { Fault, usage } from '../domain/fault.ts';
import type { CommandSpec, Flags, Invocation } from './command.ts';
import type { GlobalOptions } from './global-options.ts';
import type { CliHost, Connection } from './host.ts';
import { internalFault, isExplained } from './internal-fault.ts';
import { Interrupted, OutputEnded } from './interrupted.ts';
import { Printer } from './output/printer.ts';
import type { Query } from './output/query.ts';
import { type Session, sessionOf } from './session.ts';

/** A command line that was understood. */
export interface Call {
  readonly spec: CommandSpec;
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly global: GlobalOptions;
  /** Every command there is. */
  readonly commands: readonly CommandSpec[];
}

/** After so long somebody who waits wants to know for what. */
const PATIENCE_MS = 10_000;

/** Runs one command to its exit code. */
export async function runCommand(call: Call, host: CliHost): Promise<number> {
  const { spec, flags, global } = call;
  const { noun } = spec;
  const shape = { noun, streams: spec.streams?.(flags) ?? false, documents: noun !== undefined };
  const printer = new Printer(host, global, shape);
  const { signal, release } = interruption(host, global.timeoutMs);
  const link = new Link(host, global, printer);
  // A stream tells by itself of what it meets.
  const offPatience = spec.ownsInterrupt || shape.streams ? undefined : everySoLong(host, () => link.sayIfThrottled());
  const invocation: Invocation = {
    ...call,
    host,
    signal,
    connect: (otherwise) => link.open(otherwise),
    note: (line) => printer.note(line),
    emit: (event, text) => printer.emit(event, text),
    progress: (text) => printer.progress(text),
  };
  try {
    printer.query = await queryOf(call);
    const run = spec.run(invocation);
    return await printer.outcome(await (spec.ownsInterrupt ? run : Promise.race([run, aborted(signal)])));
  } catch (error) {
    if (error instanceof Interrupted || error instanceof OutputEnded) {
      printer.progress(() => '');
      return error.exitCode;
    }
    return await printer.fault(isExplained(error) ? error : await internalFault(error, spec.path.join(' '), host));
  } finally {
    release();
    offPatience?.();
    link.close();
  }
}

/** Read before anything else is: a mistake in it costs nothing. */
async function queryOf({ spec, global }: Call): Promise<Query | undefined> {
  if (global.query === undefined) return undefined;
  if (spec.noun === undefined) throw usage(`${spec.path.join(' ')} prints no document that --query could see`);
  const { parseQuery } = await import('./output/query.ts');
  return parseQuery(global.query);
}

/** The connection of one command: made when it is first asked for, closed with the command. */
class Link {
  readonly #host: CliHost;
  readonly #options: GlobalOptions;
  readonly #printer: Printer;
  #opening: Promise<Session> | undefined;
  #connection: Connection | undefined;
  #closed = false;

  constructor(host: CliHost, options: GlobalOptions, printer: Printer) {
    this.#host = host;
    this.#options = options;
    this.#printer = printer;
  }

  open(otherwise: Partial<GlobalOptions> = {}): Promise<Session> {
    this.#opening ??= this.#connect({ ...this.#options, ...otherwise });
    return this.#opening;
  }

  /** One that does not answer fails soon; one that throttles is asked again for long. True once that has been said. */
  sayIfThrottled(): boolean {
    const session = this.#printer.session;
    const isThrottling = ({ place }: Session['sites'][number]) => {
      const { retryInMs, unansweredMs } = session?.live.traffic(place) ?? {};
      return retryInMs !== undefined && (unansweredMs ?? 0) >= PATIENCE_MS;
    };
    const throttling = session?.sites.filter(isThrottling) ?? [];
    if (throttling.length === 0) return false;
    const regions = [...new Set(throttling.map(({ place }) => place.region))].join(' and ');
    this.#printer.note(`${regions} throttles all requests: asked again until it answers; --timeout ends that sooner`);
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#connection?.leave?.();
    this.#connection?.live.close();
  }

  async #connect(options: GlobalOptions): Promise<Session> {
    const connection = await this.#host.connect(options);
    this.#connection = connection;
    if (this.#closed) connection.live.close();
    this.#printer.session = sessionOf(connection);
    return this.#printer.session;
  }
}

/** Asks again and again until it is done; what it answers ends that before. */
function everySoLong({ timer }: CliHost, isDone: () => boolean): () => void {
  let off = timer.after(PATIENCE_MS, function again() {
    if (!isDone()) off = timer.after(PATIENCE_MS, again);
  });
  return () => off();
}

/** One signal for everything that ends a command early: Ctrl-C, `--timeout`, and a reader who has gone. */
function interruption(host: CliHost, timeoutMs: number | undefined) {
  const controller = new AbortController();
  const end = (reason: Error) => controller.abort(reason);
  const offSignal = host.onSignal((name) => end(new Interrupted(name)));
  const offTimer = timeoutMs === undefined ? undefined : host.timer.after(timeoutMs, () => end(timedOut(timeoutMs)));
  const ended = (error: Error) => end(new OutputEnded(error));
  host.out.on('error', ended);
  const release = () => {
    offSignal();
    offTimer?.();
    host.out.off('error', ended);
  };
  return { signal: controller.signal, release };
}

/** A command that has something to say about its end may do so first: it hears of it in the same turn. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => setImmediate(() => reject(signal.reason));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}

function timedOut(timeoutMs: number): Fault {
  return new Fault({ kind: 'timeout', code: 'Timeout', message: `--timeout ran out after ${timeoutMs / 1000} s` });
}
