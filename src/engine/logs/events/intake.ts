import type { Clock } from '../../clock.ts';
import type { LogStream } from '../streams/log-stream.ts';
import type { InputEvent } from './put-log-events.ts';

/** What is written is the later arrival of the same millisecond: it is numbered beyond what sources say. */
const FIRST_WRITTEN = 5_000_000_000_000;

/** Takes in what is written, in the order of its arrival in the account and region. */
export class Intake {
  readonly #clock: Clock;
  #written = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Nobody needs it any more, but it is still given (spec 5.2). */
  get sequenceToken(): string {
    return (FIRST_WRITTEN + this.#written).toString().padStart(56, '4');
  }

  /** Takes in what is written now, in ascending order. */
  take(stream: LogStream, events: readonly InputEvent[]): void {
    const ingestionTime = this.#clock.now();
    stream.add(
      events.map(({ timestamp, message }) => {
        return { timestamp, message, ingestionTime, sequence: FIRST_WRITTEN + ++this.#written };
      }),
    );
  }
}
