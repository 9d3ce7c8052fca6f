import { createHash } from 'node:crypto';
import type { ChangeLog } from '../change-log.ts';
import { failedControl, isControlPath } from '../control/answer-control.ts';
import type { Engine } from '../engine.ts';
import { awsFailure } from '../wire/aws-answer.ts';
import { isWithoutEffect } from '../wire/is-change.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import type { Command } from './entry.ts';
import { keepRequest } from './kept-request.ts';
import type { LogWriter } from './log-writer.ts';
import type { OverflowFile } from './overflow-file.ts';
import { reasonOf } from './sqlite.ts';

/** What an answer came to: it, and where the engine stood then. */
export function digestOf({ status, body }: WireResponse, engine: Engine): string {
  return createHash('sha256').update(`${status} ${engine.mark}\n${body}`).digest('hex');
}

/** The engine's time, and what the wall's was when it was that. */
export function momentOf({ world: { clock } }: Engine, wall: () => number): { at: number; wall: number } {
  return { at: clock.now(), wall: Math.floor(wall() - clock.behind()) };
}

/** Takes down the changes of an engine in the order in which they were made (docs/decisions/0007). */
export class CommandLog implements ChangeLog {
  readonly #engine: Engine;
  readonly #writer: LogWriter;
  readonly #wall: () => number;
  readonly #overflow: Pick<OverflowFile, 'failure'>;
  /** A change that was made and could not be written, nor was it acknowledged. Nothing else is made before it is written. */
  #owed: { command: Command; body: Uint8Array } | undefined;

  /** `wall` tells epoch milliseconds. */
  constructor(engine: Engine, writer: LogWriter, wall: () => number, overflow: Pick<OverflowFile, 'failure'>) {
    this.#overflow = overflow;
    this.#engine = engine;
    this.#writer = writer;
    this.#wall = wall;
  }

  take(request: WireRequest, make: () => WireResponse): WireResponse {
    const reason = this.#overflow.failure ?? this.#write();
    if (reason !== undefined) return failure(request, reason);
    const moment = momentOf(this.#engine, this.#wall);
    const { mistakes } = this.#engine;
    const response = make();
    // What it came to for that, it would not come to again.
    if (this.#overflow.failure !== undefined) return failure(request, this.#overflow.failure);
    // A mistake of the engine may have stopped it in the middle of a change.
    if (isWithoutEffect(request, response) && this.#engine.mistakes === mistakes) return response;
    const digest = digestOf(response, this.#engine);
    this.#owed = {
      command: { kind: 'command', ...moment, request: keepRequest(request), digest },
      body: typeof request.body === 'string' ? Buffer.from(request.body) : request.body,
    };
    const failed = this.#write();
    return failed === undefined ? response : failure(request, failed);
  }

  /** Writes what is owed; why it could not, if it could not. */
  #write(): string | undefined {
    if (!this.#owed) return undefined;
    try {
      this.#writer.append(this.#owed.command, this.#owed.body);
      this.#owed = undefined;
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }
}

/** The answer to a change that is not acknowledged [D]. */
function failure(request: WireRequest, reason: string): WireResponse {
  const message = `The change could not be written to the data folder: ${reason}`;
  return isControlPath(request.path)
    ? failedControl(message)
    : awsFailure({ name: 'InternalFailure', message, status: 500 });
}
