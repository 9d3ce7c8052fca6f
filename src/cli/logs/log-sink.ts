import type { Invocation, Outcome, StreamEvent } from '../command.ts';
import type { ResultDocument } from '../documents/result-document.ts';
import { isoOrNull, orNull } from '../documents/values.ts';
import { printsDocument } from '../global-options.ts';
import { eventDocument, eventLine, type LogEvent } from './log-event.ts';

/** What the lines belong to, for the events of a stream. */
export interface LogSubject {
  readonly pipeline?: string;
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
}

/** Takes lines one by one: text and ndjson go out at once, a document is kept for the end. */
export class LogSink {
  readonly #invocation: Invocation;
  readonly #subject: LogSubject;
  readonly #follows: boolean;
  readonly #filter: string | undefined;
  readonly #kept: unknown[] = [];

  constructor(invocation: Invocation, subject: LogSubject, options: { follows: boolean; filter?: string }) {
    this.#invocation = invocation;
    this.#subject = subject;
    this.#follows = options.follows;
    this.#filter = options.filter;
  }

  add(event: LogEvent): void {
    if (this.#filter !== undefined && !event.message.includes(this.#filter)) return;
    if (printsDocument(this.#invocation.global)) this.#kept.push(eventDocument(event));
    const shape = this.#follows ? this.#streamEvent(event) : eventDocument(event);
    this.#invocation.emit(shape, (sheet) => eventLine(event, sheet));
  }

  /** The end: a document, or the last line of a stream, or nothing more. */
  outcome(exitCode: number, message: string): Outcome {
    const { global } = this.#invocation;
    if (printsDocument(global)) return { value: this.#kept, text: () => [], exitCode };
    const silent = global.output === 'text' || !this.#follows;
    return { silent, value: this.#result(exitCode, message), text: () => [], exitCode };
  }

  #streamEvent({ timestamp, message }: LogEvent): StreamEvent {
    return { at: isoOrNull(timestamp), type: 'log', ...this.#names(), from: null, to: null, summary: message };
  }

  #names() {
    const { pipeline, stage, action, executionId } = this.#subject;
    return {
      pipeline: orNull(pipeline),
      stage: orNull(stage),
      action: orNull(action),
      executionId: orNull(executionId),
    };
  }

  #result(exitCode: number, message: string): ResultDocument {
    return {
      operation: 'logs',
      status: null,
      ...this.#names(),
      deploymentId: null,
      requestId: null,
      exitCode,
      message,
    };
  }
}
