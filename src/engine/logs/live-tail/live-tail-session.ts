import type { Timer } from '../../clock.ts';
import { Random } from '../../random.ts';
import type { EventSink, EventSource, World } from '../../world.ts';
import type { LogGroups } from '../groups/log-groups.ts';
import { Sample } from './sample.ts';
import type { Selection, StartLiveTailInput } from './selection.ts';

const SECOND = 1000;
const LONGEST = 3 * 3_600_000;

/** An update shows no more events than these, a sample where there are more. */
const MOST_EVENTS = 500;

/** How many updates wait for a slow reader. Ten of them have no more than the 5,000 events that AWS keeps (spec 5.6). */
const MOST_WAITING = 10;

/** An event that came in while somebody watched. */
export interface TailedEvent {
  readonly logStreamName: string;
  readonly logGroupIdentifier: string;
  readonly message: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
}

/** What a session needs to know of the others. */
export interface SessionHost {
  readonly world: World;
  readonly groups: LogGroups;
  /** From here on it hears of what is written. */
  opened(session: LiveTailSession): void;
  closed(session: LiveTailSession): void;
}

/** A Live Tail session: a second of engine time is an update (spec 5.6). */
export class LiveTailSession implements EventSource {
  readonly #host: SessionHost;
  readonly #input: StartLiveTailInput;
  readonly #selection: Selection;
  #sink: EventSink | undefined;
  #sample: Sample<TailedEvent> | undefined;
  #waiting: object[] = [];
  #startTime = 0;
  /** Up to when streams were asked what they say by themselves. */
  #heardUntil = 0;
  #timer: Timer | undefined;

  constructor(host: SessionHost, input: StartLiveTailInput, selection: Selection) {
    this.#host = host;
    this.#input = input;
    this.#selection = selection;
  }

  open(sink: EventSink): void {
    const { requestId } = sink;
    // A chance of its own: who only listens must not change the ids that follow.
    const random = new Random(Number.parseInt(requestId.slice(0, 8), 16));
    this.#sink = sink;
    this.#startTime = this.#heardUntil = this.#host.world.clock.now();
    const { logStreamNames = [], logStreamNamePrefixes = [], logEventFilterPattern = '' } = this.#input;
    sink.event('sessionStart', {
      requestId,
      sessionId: random.uuid(),
      logGroupIdentifiers: [...this.#selection.groups].map((name) => this.#identifierOf(name)),
      logStreamNames,
      logStreamNamePrefixes,
      logEventFilterPattern,
    });
    this.#sample = new Sample(MOST_EVENTS, random);
    this.#host.opened(this);
    this.#wait();
  }

  /** Hears of an event that has just come in. */
  hear(group: string, stream: string, event: Pick<TailedEvent, 'message' | 'timestamp' | 'ingestionTime'>): void {
    const { groups, hasStream, hasMessage } = this.#selection;
    if (!groups.has(group) || !hasStream(stream) || !hasMessage(event.message)) return;
    const { message, timestamp, ingestionTime } = event;
    const logGroupIdentifier = this.#identifierOf(group);
    this.#sample!.add({ logStreamName: stream, logGroupIdentifier, message, timestamp, ingestionTime });
  }

  resume(): void {
    while (this.#sink && !this.#sink.isBehind && this.#waiting.length > 0) this.#send();
  }

  close(): void {
    if (!this.#sink) return;
    this.#sink = undefined;
    this.#host.world.clock.cancel(this.#timer);
    this.#host.closed(this);
  }

  /** Ends it with an exception, behind what still waits. */
  fail(name: 'SessionTimeoutException' | 'SessionStreamingException', message: string): void {
    const sink = this.#sink;
    if (!sink) return;
    while (this.#waiting.length > 0) this.#send();
    this.close();
    sink.exception(name, message);
    sink.end();
  }

  #wait(): void {
    this.#timer = this.#host.world.clock.after(SECOND, () => this.#update());
  }

  #update(): void {
    this.#hearSources();
    const { items, isPartial } = this.#sample!.take();
    // What streams say by themselves is heard only now, though it came in before.
    const sessionResults = items.sort((a, b) => a.ingestionTime - b.ingestionTime);
    this.#waiting.push({ sessionMetadata: { sampled: isPartial }, sessionResults });
    this.resume();
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    if (this.#heardUntil - this.#startTime < LONGEST) this.#wait();
    else this.fail('SessionTimeoutException', 'The session has been open for three hours.');
  }

  #hearSources(): void {
    const now = this.#host.world.clock.now();
    for (const name of this.#selection.groups) {
      const group = this.#host.groups.get(name);
      for (const { stream, line } of group?.streams.saidBetween(this.#heardUntil, now) ?? []) {
        this.hear(name, stream, { ...line, ingestionTime: line.timestamp });
      }
    }
    this.#heardUntil = now;
  }

  #send(): void {
    this.#sink!.event('sessionUpdate', this.#waiting.shift()!);
  }

  /** `123456789012:/aws/codebuild/web` [R]. */
  #identifierOf(group: string): string {
    return `${this.#host.groups.account}:${group}`;
  }
}
