import type { Clock } from '../../clock.ts';
import type { LiveTails } from '../live-tail/live-tails.ts';
import type { LogStream } from '../streams/log-stream.ts';
import type { InputEvent } from './put-log-events.ts';

/**
 * What is written is the later arrival of the same millisecond: it is numbered beyond what sources say. Only what is written
 * ahead of its time has come in before they say anything then.
 */
const FIRST_WRITTEN = 5_000_000_000_000;
const FIRST_AHEAD = 0;

/** Takes in what is written, in the order of its arrival in the account and region. */
export class Intake {
  readonly #clock: Clock;
  readonly #liveTails: LiveTails;
  #written = 0;

  constructor(clock: Clock, liveTails: LiveTails) {
    this.#clock = clock;
    this.#liveTails = liveTails;
  }

  /** Nobody needs it any more, but it is still given (spec 5.2). */
  get sequenceToken(): string {
    return (FIRST_WRITTEN + this.#written).toString().padStart(56, '4');
  }

  /** Takes in what is written now, in ascending order. */
  take(group: string, stream: LogStream, events: readonly InputEvent[]): void {
    const ingestionTime = this.#clock.now();
    const arrived = events.map(({ timestamp, message }) => {
      const first = timestamp > ingestionTime ? FIRST_AHEAD : FIRST_WRITTEN;
      return { timestamp, message, ingestionTime, sequence: first + ++this.#written };
    });
    stream.add(arrived);
    this.#liveTails.hear(group, stream.name, arrived);
  }
}
