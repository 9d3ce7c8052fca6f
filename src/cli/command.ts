import type { Fault } from '../domain/fault.ts';
import type { GlobalOptions } from './global-options.ts';
import type { CliHost } from './host.ts';
import type { Sheet } from './output/sheet.ts';
import type { logEvent } from './schema/log.ts';
import type { Noun } from './schema/nouns.ts';
import type { DocumentOf } from './schema/shape.ts';
import type { streamEvent } from './schema/stream.ts';
import type { Session } from './session.ts';

export interface OptionSpec {
  /** As in the help: `--execution <ID>`, `-f, --follow`. */
  readonly flags: string;
  readonly description: string;
  /** May be given more than once. */
  readonly repeatable?: boolean;
  /** All values there are, for the completion of shells. */
  readonly choices?: readonly string[];
}

export interface ArgumentSpec {
  /** `<PIPELINE>`, `[STAGE/ACTION]`, `[GLOB...]`. */
  readonly name: string;
  readonly description: string;
  /** All values there are, for the completion of shells. */
  readonly choices?: readonly string[];
}

/** Holds in the bundled demo, but for files and ids: executions are `e1a2f0`, older ones `c3b9d4`, and commits `77b0e1d`. */
export interface Example {
  readonly command: string;
  readonly meaning: string;
}

/** A command as data: parsing, help, docs and dispatch are made of it. */
export interface CommandSpec {
  /** The words of the command: `['transition', 'enable']`. */
  readonly path: readonly string[];
  readonly summary: string;
  /** What whoever uses it has to know beside its options. */
  readonly note?: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** Absent: the command prints no documents. */
  readonly noun?: Noun;
  /** Whether ndjson is a stream of events that ends with a result, with these flags. */
  streams?(flags: Flags): boolean;
  /** Takes its time to end after `--timeout` or Ctrl-C, which it hears of through the invocation's signal. */
  readonly ownsInterrupt?: boolean;
  run(invocation: Invocation): Promise<Outcome>;
}

/** One call of a command. */
export interface Invocation {
  /** The positional arguments in their order, a list flattened. */
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly global: GlobalOptions;
  readonly host: CliHost;
  /** Every command there is. */
  readonly commands: readonly CommandSpec[];
  /** Aborted by `--timeout` with a Fault, by Ctrl-C with an Interrupted. */
  readonly signal: AbortSignal;
  /** The live core of the chosen service, its identity known. The same object at every call; only the first may choose otherwise than the flags. */
  connect(otherwise?: Partial<GlobalOptions>): Promise<Session>;
  /** A line for a person, on stderr. */
  note(line: string): void;
  /** How far it is, on one line of a terminal's stderr that replaces what it said before; nowhere else. Gone at the end. */
  progress(text: (sheet: Sheet) => string): void;
  /** A line of a stream, at once: an object under ndjson, its text under text, nothing in a document. */
  emit(event: StreamEvent, text: (sheet: Sheet) => string): void;
}

/** The items of a list that is not followed come one by one as well. */
export type StreamEvent = DocumentOf<typeof streamEvent> | DocumentOf<typeof logEvent>;

/** What a command has to say when it is done. */
export interface Outcome {
  readonly value: unknown;
  /** Everything was printed already. */
  readonly silent?: boolean;
  /** When it is not the command's own. */
  readonly noun?: Noun;
  text(sheet: Sheet): readonly string[];
  /** Parts that failed beside what there is. */
  readonly problems?: readonly Fault[];
  /** That of the first problem, or 0, when absent. */
  readonly exitCode?: number;
}

/** The options of one call by their long names in camel case. */
export class Flags {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value : [];
  }

  /** All flags that have a text. */
  texts(): Readonly<Record<string, string>> {
    const texts = Object.entries(this.#values).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(texts) as Record<string, string>;
  }

  on(name: string): boolean {
    return this.#values[name] === true;
  }
}
