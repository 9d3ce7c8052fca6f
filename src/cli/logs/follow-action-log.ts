import type { Fault } from '../../domain/fault.ts';
import type { Place } from '../../domain/identity.ts';
import type { LogLine } from '../../domain/log.ts';
import type { LogStreamRef } from '../../domain/pipeline.ts';
import type { Live } from '../../live/live.ts';
import { followLog, type LogFollower } from '../../live/log-follower.ts';
import type { LogWriter } from './log-writer.ts';

const LAST_LOOKS = 2;

export interface FollowLogOptions {
  readonly live: Live;
  readonly place: Place;
  readonly ref: LogStreamRef;
  /** When it is over, the log is read to its end and the following ends. */
  readonly writer: LogWriter;
  readonly signal: AbortSignal;
  onLine(line: LogLine): void;
  /** Lines that were let go before they could be read. */
  onGap(lines: number): void;
  onTrouble(fault: Fault | undefined): void;
}

/** Follows a stream until what writes it is over and everything is read, or until the signal aborts: then it rejects with its reason. */
export async function followActionLog(options: FollowLogOptions): Promise<void> {
  const follower = new ActionLogFollower(options);
  try {
    await follower.ended();
  } finally {
    follower.close();
  }
}

class ActionLogFollower {
  readonly #options: FollowLogOptions;
  readonly #ended = Promise.withResolvers<void>();
  readonly #stops: (() => void)[] = [];
  #log: LogFollower | undefined;
  /** Lines told so far, counted from the first of the stream. */
  #told = 0;
  #troubled = false;
  /** Looks in a row that brought nothing since the writer was over: the last lines arrive a little later than its end. */
  #emptyLooks = 0;

  constructor(options: FollowLogOptions) {
    this.#options = options;
  }

  ended(): Promise<void> {
    const { live, place, ref, writer, signal } = this.#options;
    const abort = () => this.#ended.reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#stops.push(() => signal.removeEventListener('abort', abort));
    this.#log = followLog(live, place, ref, { onChange: () => this.#look() });
    this.#stops.push(writer.watch(() => this.#heedTrouble()));
    return this.#ended.promise;
  }

  close(): void {
    this.#log?.close();
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    const log = this.#log;
    if (!log) return;
    this.#heedTrouble();
    if (log.dropped > this.#told) {
      this.#options.onGap(log.dropped - this.#told);
      this.#told = log.dropped;
    }
    const fresh = log.lines.slice(this.#told - log.dropped);
    this.#told += fresh.length;
    for (const line of fresh) this.#options.onLine(line);
    if (!this.#options.writer.isOver() || log.error) return;
    this.#emptyLooks = fresh.length === 0 ? this.#emptyLooks + 1 : 0;
    if (this.#emptyLooks >= LAST_LOOKS) this.#ended.resolve();
  }

  /** A fault that passes is said once and waited out; any other is the end. */
  #heedTrouble(): void {
    const fault = this.#log?.error ?? this.#options.writer.fault();
    if (fault && !fault.retryable) this.#ended.reject(fault);
    else if (this.#troubled !== (fault !== undefined)) this.#tellTrouble(fault);
  }

  #tellTrouble(fault: Fault | undefined): void {
    this.#troubled = fault !== undefined;
    this.#options.onTrouble(fault);
  }
}
