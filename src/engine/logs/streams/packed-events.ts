import type { Gap, StoredEvent } from './stored-event.ts';

/** At the beginning: how many events, and what a character of a message takes. */
const HEADER = 8;
/** Of an event: its times and its place in the order, then where its message ends, in characters. */
const NUMBERS = 3;
const NUMBER = 8;
const END = 4;

const BEYOND_LATIN1 = /[^\0-\xff]/;

/**
 * Events in order in one piece of memory, as which they can lie on a disk too: what is known of them in columns, then their
 * messages one behind the other. A million lines are not a million objects, at which the garbage collector would look again and again.
 */
export class PackedEvents {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly #timestamps: Float64Array;
  readonly #ingestionTimes: Float64Array;
  readonly #sequences: Float64Array;
  readonly #ends: Uint32Array;
  readonly #messages: Buffer;
  /** Bytes of a character. */
  readonly #width: number;
  readonly #encoding: 'latin1' | 'utf16le';

  /** Its bytes begin where their memory does. */
  constructor(bytes: Uint8Array) {
    const { buffer } = bytes;
    const [length = 0, width = 1] = new Uint32Array(buffer, 0, 2);
    const column = (index: number) => new Float64Array(buffer, HEADER + index * length * NUMBER, length);
    const ends = HEADER + NUMBERS * length * NUMBER;
    this.bytes = bytes;
    this.length = length;
    [this.#timestamps, this.#ingestionTimes, this.#sequences] = [column(0), column(1), column(2)];
    this.#ends = new Uint32Array(buffer, ends, length);
    this.#messages = Buffer.from(buffer, ends + length * END, bytes.length - ends - length * END);
    this.#width = width;
    this.#encoding = width === 1 ? 'latin1' : 'utf16le';
  }

  static of(events: readonly StoredEvent[]): PackedEvents {
    const text = events.map(({ message }) => message).join('');
    // Each place of a text as it is, so that half a pair of surrogates is kept too.
    const width = BEYOND_LATIN1.test(text) ? 2 : 1;
    const messages = HEADER + events.length * (NUMBERS * NUMBER + END);
    const bytes = new Uint8Array(messages + width * text.length);
    new Uint32Array(bytes.buffer, 0, 2).set([events.length, width]);
    const packed = new PackedEvents(bytes);
    let end = 0;
    for (let i = 0; i < events.length; i++) {
      const { timestamp, ingestionTime, sequence, message } = events[i]!;
      packed.#timestamps[i] = timestamp;
      packed.#ingestionTimes[i] = ingestionTime;
      packed.#sequences[i] = sequence;
      end += message.length;
      packed.#ends[i] = end;
    }
    packed.#messages.write(text, packed.#encoding);
    return packed;
  }

  /** The events from one index up to another. Their messages hold each other, so they should not be many. */
  slice(from: number, to: number): StoredEvent[] {
    if (from >= to) return [];
    const start = from === 0 ? 0 : this.#ends[from - 1]!;
    const text = this.#messages.toString(this.#encoding, start * this.#width, this.#ends[to - 1]! * this.#width);
    const events: StoredEvent[] = [];
    let messageStart = 0;
    for (let i = from; i < to; i++) {
      const messageEnd = this.#ends[i]! - start;
      events.push({
        timestamp: this.#timestamps[i]!,
        ingestionTime: this.#ingestionTimes[i]!,
        sequence: this.#sequences[i]!,
        message: text.slice(messageStart, messageEnd),
      });
      messageStart = messageEnd;
    }
    return events;
  }

  /** The place before an event. */
  gapAt(index: number): Gap {
    return { timestamp: this.#timestamps[index]!, sequence: this.#sequences[index]! };
  }
}
