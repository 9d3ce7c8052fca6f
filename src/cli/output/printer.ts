import { Fault } from '../../domain/fault.ts';
import { cutLongWords } from '../../domain/long-words.ts';
import type { Outcome, StreamEvent } from '../command.ts';
import { envelope } from '../documents/envelope.ts';
import { failedResult } from '../documents/result-document.ts';
import type { GlobalOptions, OutputFormat } from '../global-options.ts';
import type { CliHost } from '../host.ts';
import type { Noun } from '../schema/nouns.ts';
import type { Session } from '../session.ts';
import { escapeUnsafe } from './escape.ts';
import { jsonDocument, jsonLine } from './json.ts';
import type { Query } from './query.ts';
import { type Sheet, sheetFor } from './sheet.ts';
import { StatusLine } from './status-line.ts';

export type PrinterOptions = Pick<GlobalOptions, 'output' | 'mock' | 'endpointUrl' | 'regions' | 'color' | 'ascii'>;

/** What a command prints. */
export interface Shape {
  /** Absent where it is not known which command is meant. */
  readonly noun?: Noun;
  readonly streams: boolean;
  /** Whether there are documents at all. */
  readonly documents: boolean;
}

/** Writes what a command has to say: data to stdout in the chosen format, messages to stderr. */
export class Printer {
  readonly #host: Pick<CliHost, 'out' | 'err' | 'env'>;
  readonly #options: PrinterOptions;
  readonly #shape: Shape;
  readonly #status: StatusLine;
  /** Known once the command has connected: documents name it as their source. */
  session: Session | undefined;
  /** What is printed of a document, or of each line of ndjson, instead of the whole. */
  query: Query | undefined;
  /** Why the query could not be asked of something printed; that is null then. */
  #unasked: Fault | undefined;

  constructor(host: Pick<CliHost, 'out' | 'err' | 'env'>, options: PrinterOptions, shape: Shape) {
    this.#host = host;
    this.#options = options;
    this.#shape = shape;
    this.#status = new StatusLine(host);
  }

  get #sheet(): Sheet {
    return sheetFor(this.#host, this.#options, this.session?.settings);
  }

  /** A line of a stream, at once; a document waits for the end. */
  emit(event: StreamEvent, text: (sheet: Sheet) => string): void {
    // A query is asked of the whole, which is not there before the end.
    if (this.#options.output === 'text' && !this.query) this.#write(text(this.#sheet));
    if (this.#options.output === 'ndjson') this.#line(event);
  }

  note(line: string): void {
    this.#status.above(() => printNote(this.#host, line));
  }

  /** How far it is, for a person at a terminal: replaces what it said before, and nothing is left of it at the end. */
  progress(text: (sheet: Sheet) => string): void {
    this.#status.show(text(this.#sheet));
  }

  /** Prints the outcome and what went wrong beside it; the answer is the exit code. */
  async outcome(outcome: Outcome): Promise<number> {
    this.#status.show('');
    const problems = outcome.problems ?? [];
    if (!outcome.silent) await this.#value(outcome, problems);
    for (const problem of problems) this.note(problemLine(problem));
    const code = outcome.exitCode ?? problems[0]?.exitCode ?? 0;
    const unasked = this.#unasked;
    if (!unasked) return code;
    this.note(unasked.message);
    // What was done is done, whatever is asked of its result.
    return code === 0 && (outcome.noun ?? this.#shape.noun) !== 'result' ? unasked.exitCode : code;
  }

  async #value(outcome: Outcome, problems: readonly Fault[]): Promise<void> {
    switch (this.#options.output) {
      case 'text':
        if (this.query) await this.#document(outcome.noun ?? this.#shape.noun, outcome.value, problems);
        else for (const line of outcome.text(this.#sheet)) this.#write(line);
        break;
      case 'ndjson':
        for (const line of this.#lines(outcome.value)) this.#line(line);
        break;
      default:
        await this.#document(outcome.noun ?? this.#shape.noun, outcome.value, problems);
    }
  }

  /** Nothing is left: the empty document for a program, one line for a person. */
  async fault(fault: Fault): Promise<number> {
    this.#status.show('');
    const { output } = this.#options;
    if (this.#shape.documents && (output === 'json' || output === 'yaml'))
      await this.#document(this.#shape.noun, undefined, [fault]);
    if (output === 'ndjson' && this.#shape.streams) this.#line({ type: 'result', ...failedResult(fault) });
    this.note(fault.message);
    return fault.exitCode;
  }

  #lines(value: unknown): readonly unknown[] {
    if (this.#shape.streams) return [{ type: 'result', ...(value as object) }];
    return Array.isArray(value) ? value : [value];
  }

  async #document(noun: Noun | undefined, value: unknown, problems: readonly Fault[]): Promise<void> {
    const document = envelope(noun, value, problems, { session: this.session, options: this.#options });
    this.#write(await written(this.#shown(document), this.#options.output));
  }

  #line(object: unknown): void {
    this.#write(jsonLine(this.#shown(object)));
  }

  #shown(value: unknown): unknown {
    if (!this.query) return value;
    try {
      return this.query(value);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#unasked ??= error;
      return null;
    }
  }

  #write(text: string): void {
    this.#status.above(() => this.#host.out.write(`${text}\n`));
  }
}

async function written(shown: unknown, output: OutputFormat): Promise<string> {
  if (output === 'json') return jsonDocument(shown);
  if (output === 'yaml') return (await import('./yaml.ts')).yamlDocument(shown);
  // Text of a document is what a query found.
  return (await import('./query-text.ts')).queryText(shown);
}

/** One line on stderr; whatever it quotes cannot steer the terminal. */
export function printNote(host: Pick<CliHost, 'err'>, line: string): void {
  // Written so, what could steer it takes six times the room.
  host.err.write(`signalbox: ${cutLongWords(escapeUnsafe(line))}\n`);
}

/** Names the part that failed, since other parts did not. */
function problemLine({ message, where: { pipeline, account, region } }: Fault): string {
  const where = [pipeline, account, region].filter((part) => part);
  return where.length === 0 ? message : `${where.join(' ')}: ${message}`;
}
