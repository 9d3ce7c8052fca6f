import type { RegionServices, Service, World } from '../world.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import type { LogGroup } from './log-group.ts';
import { createStream, invalidParameter, LogGroups, requireStream } from './log-group.ts';
import type { LogSource } from './log-source.ts';
import type { LogStream } from './log-stream.ts';
import { type InputEvent, siftBatch } from './put-log-events.ts';

// What reads find must not hang on when somebody read before, so events are not numbered as they are taken in: those of a
// source are numbered within it, and what is written, which is the later arrival of the same millisecond, beyond all of those.
const ROOM_OF_SOURCE = 1_000_000;
const FIRST_WRITTEN = 5_000_000_000_000;

/** CloudWatch Logs of one account and region (spec 5). */
export class LogsService implements Service {
  readonly #world: World;
  readonly #groups: LogGroups;
  #sources = 0;
  #written = 0;

  constructor(world: World, services: RegionServices) {
    this.#world = world;
    this.#groups = new LogGroups(services.account, services.region);
  }

  readonly operations: Service['operations'] = {
    CreateLogGroup: (input) => {
      if (input.logGroupName.startsWith('aws/'))
        throw invalidParameter("Log groups starting with 'aws/' are reserved.");
      this.#groups.create(input.logGroupName, this.#now(), input);
      return undefined;
    },
    DeleteLogGroup: (input) => {
      this.#groups.delete(this.#groups.require(input.logGroupName));
      return undefined;
    },
    CreateLogStream: (input) => {
      createStream(this.#groups.require(input.logGroupName), input.logStreamName, this.#now());
      return undefined;
    },
    DeleteLogStream: (input) => {
      const group = this.#groups.require(input.logGroupName);
      group.streams.delete(requireStream(group, input.logStreamName).name);
      return undefined;
    },
    PutLogEvents: (input) => {
      const group = this.#groups.require(input.logGroupName);
      const stream = requireStream(group, input.logStreamName);
      const now = this.#now();
      const { accepted, rejected } = siftBatch(input.logEvents, now);
      this.#settle(stream);
      this.#take(stream, accepted, now);
      const nextSequenceToken = (FIRST_WRITTEN + this.#written).toString().padStart(56, '4');
      return { nextSequenceToken, rejectedLogEventsInfo: rejected };
    },
    GetLogEvents: (input) => {
      const group = this.#groups.named(input);
      const stream = requireStream(group, input.logStreamName);
      this.#settle(stream);
      return getLogEvents(group.name, stream, input, this.#now());
    },
    FilterLogEvents: (input) => {
      const group = this.#groups.named(input);
      this.#settleAll(group);
      return filterLogEvents(group, input, this.#now());
    },
    DescribeLogGroups: (input) => describeLogGroups(this.#groups, input, (group) => this.#settleAll(group)),
    DescribeLogStreams: (input) => {
      const group = this.#groups.named(input);
      this.#settleAll(group);
      return describeLogStreams(group, this.#groups.arnOf(group), input);
    },
  };

  /** Writes for another service, in ascending order; group and stream come into being when needed. Epoch milliseconds. */
  write(groupName: string, streamName: string, events: readonly InputEvent[]): void {
    this.#take(this.#demand(groupName, streamName), events, this.#now());
  }

  /** Lets a stream take its events from a source as time goes on; group and stream come into being when needed. */
  attach(groupName: string, streamName: string, source: LogSource): void {
    const stream = this.#demand(groupName, streamName);
    stream.source = source;
    stream.nextOfSource = ++this.#sources * ROOM_OF_SOURCE;
  }

  #demand(groupName: string, streamName: string): LogStream {
    const group = this.#groups.get(groupName) ?? this.#groups.create(groupName, this.#now());
    return group.streams.get(streamName) ?? createStream(group, streamName, this.#now());
  }

  #settleAll(group: LogGroup): void {
    for (const stream of group.streams.values()) this.#settle(stream);
  }

  /** Takes in what a stream's source has had to say until now: each event was ingested when it was written. */
  #settle(stream: LogStream): void {
    if (!stream.source) return;
    const events = stream.source.take(this.#now()).map(({ timestamp, message }) => {
      return { timestamp, message, ingestionTime: timestamp, sequence: stream.nextOfSource++ };
    });
    stream.add(events);
    if (stream.source.isDone) stream.source = undefined;
  }

  /** Takes in what is written now. */
  #take(stream: LogStream, events: readonly InputEvent[], ingestionTime: number): void {
    const numbered = events.map(({ timestamp, message }) => {
      return { timestamp, message, ingestionTime, sequence: FIRST_WRITTEN + ++this.#written };
    });
    stream.add(numbered);
  }

  #now(): number {
    return this.#world.clock.now();
  }
}
