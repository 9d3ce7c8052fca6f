import type { StreamView } from './log-stream.ts';
import { type Gap, isBefore, type StoredEvent } from './stored-event.ts';

type Events = Iterator<StoredEvent, undefined>;

/** Two streams that are read as one: what a stream says by itself, and what was written into it. */
export class JoinedStream implements StreamView {
  readonly #one: StreamView;
  readonly #other: StreamView;

  constructor(one: StreamView, other: StreamView) {
    this.#one = one;
    this.#other = other;
  }

  get name(): string {
    return this.#one.name;
  }

  get creationTime(): number {
    return this.#one.creationTime;
  }

  get lastIngestionTime(): number | undefined {
    const [one, other] = [this.#one.lastIngestionTime, this.#other.lastIngestionTime];
    return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
  }

  get first(): Gap | undefined {
    return earlier(this.#one.first, this.#other.first);
  }

  get last(): Gap | undefined {
    const [one, other] = [this.#one.last, this.#other.last];
    return one && other ? (isBefore(one, other) ? other : one) : (one ?? other);
  }

  nearest(gap: Gap): Gap | undefined {
    return earlier(this.#one.nearest(gap), this.#other.nearest(gap));
  }

  ahead(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    return merged(this.#one.ahead(gap), this.#other.ahead(gap), isBefore);
  }

  back(gap: Gap): Generator<StoredEvent, undefined, undefined> {
    return merged(this.#one.back(gap), this.#other.back(gap), (a, b) => isBefore(b, a));
  }
}

function earlier(one: Gap | undefined, other: Gap | undefined): Gap | undefined {
  return one && other ? (isBefore(one, other) ? one : other) : (one ?? other);
}

function* merged(
  one: Events,
  other: Events,
  comesFirst: (a: StoredEvent, b: StoredEvent) => boolean,
): Generator<StoredEvent, undefined, undefined> {
  let [a, b] = [one.next().value, other.next().value];
  while (a || b) {
    if (a && (!b || comesFirst(a, b))) {
      yield a;
      a = one.next().value;
    } else {
      yield b!;
      b = other.next().value;
    }
  }
  return undefined;
}
