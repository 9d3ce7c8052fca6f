import type { Fault } from '../../domain/fault.ts';
import type { Noun, Outcome, StreamEvent } from '../command.ts';
import { envelope } from '../documents/envelope.ts';
import { failedResult } from '../documents/result-document.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { CliHost } from '../host.ts';
import type { Session } from '../session.ts';
import { escapeUnsafe } from './escape.ts';
import { jsonDocument, jsonLine } from './json.ts';
import { type Sheet, sheetFor } from './sheet.ts';

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
  /** Known once the command has connected: documents name it as their source. */
  session: Session | undefined;

  constructor(host: Pick<CliHost, 'out' | 'err' | 'env'>, options: PrinterOptions, shape: Shape) {
    this.#host = host;
    this.#options = options;
    this.#shape = shape;
  }

  get #sheet(): Sheet {
    return sheetFor(this.#host, this.#options, this.session?.settings);
  }

  /** A line of a stream, at once; a document waits for the end. */
  emit(event: StreamEvent, text: (sheet: Sheet) => string): void {
    if (this.#options.output === 'text') this.#write(text(this.#sheet));
    if (this.#options.output === 'ndjson') this.#write(jsonLine(event));
  }

  note(line: string): void {
    printNote(this.#host, line);
  }

  /** Prints the outcome and what went wrong beside it; the answer is the exit code. */
  async outcome(outcome: Outcome): Promise<number> {
    const problems = outcome.problems ?? [];
    if (!outcome.silent) await this.#value(outcome, problems);
    for (const problem of problems) this.note(problemLine(problem));
    return outcome.exitCode ?? problems[0]?.exitCode ?? 0;
  }

  async #value(outcome: Outcome, problems: readonly Fault[]): Promise<void> {
    switch (this.#options.output) {
      case 'text':
        for (const line of outcome.text(this.#sheet)) this.#write(line);
        break;
      case 'ndjson':
        for (const line of this.#lines(outcome.value)) this.#write(jsonLine(line));
        break;
      default:
        await this.#document(outcome.noun ?? this.#shape.noun, outcome.value, problems);
    }
  }

  /** Nothing is left: the empty document for a program, one line for a person. */
  async fault(fault: Fault): Promise<number> {
    const { output } = this.#options;
    if (this.#shape.documents && (output === 'json' || output === 'yaml'))
      await this.#document(this.#shape.noun, undefined, [fault]);
    if (output === 'ndjson' && this.#shape.streams) this.#write(jsonLine({ type: 'result', ...failedResult(fault) }));
    this.note(fault.message);
    return fault.exitCode;
  }

  #lines(value: unknown): readonly unknown[] {
    if (this.#shape.streams) return [{ type: 'result', ...(value as object) }];
    return Array.isArray(value) ? value : [value];
  }

  async #document(noun: Noun | undefined, value: unknown, problems: readonly Fault[]): Promise<void> {
    const document = envelope(noun, value, problems, { session: this.session, options: this.#options });
    if (this.#options.output === 'json') return this.#write(jsonDocument(document));
    const { yamlDocument } = await import('./yaml.ts');
    this.#write(yamlDocument(document));
  }

  #write(text: string): void {
    this.#host.out.write(`${text}\n`);
  }
}

/** One line on stderr; whatever it quotes cannot steer the terminal. */
export function printNote(host: Pick<CliHost, 'err'>, line: string): void {
  host.err.write(`signalbox: ${escapeUnsafe(line)}\n`);
}

/** Names the part that failed, since other parts did not. */
function problemLine({ message, where: { pipeline, account, region } }: Fault): string {
  const where = [pipeline, account, region].filter((part) => part);
  return where.length === 0 ? message : `${where.join(' ')}: ${message}`;
}
