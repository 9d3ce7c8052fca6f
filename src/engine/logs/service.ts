import type { RegionServices, Service, World } from '../world.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import type { LogGroup } from './log-group.ts';
import { createStream, invalidParameter, LogGroups, requireStream } from './log-group.ts';
import type { LogSource } from './log-source.ts';
import { eventBytes, type LogStream } from './log-stream.ts';
import { type InputEvent, siftBatch } from './put-log-events.ts';

/** CloudWatch Logs of one account and region (spec 5). */
export class LogsService implements Service {
  readonly #world: World;
  readonly #groups: LogGroups;
  #sequence = 0;

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
      this.#settle(group, stream);
      this.#store(group, stream, accepted, () => now);
      const nextSequenceToken = this.#sequence.toString().padStart(56, '4');
      return { nextSequenceToken, rejectedLogEventsInfo: rejected };
    },
    GetLogEvents: (input) => {
      const group = this.#groups.named(input);
      const stream = requireStream(group, input.logStreamName);
      this.#settle(group, stream);
      return getLogEvents(group.name, stream, input, this.#now());
    },
    FilterLogEvents: (input) => {
      const group = this.#groups.named(input);
      this.#settleAll(group);
      return filterLogEvents(group, input, this.#now());
    },
    DescribeLogGroups: (input) => describeLogGroups(this.#groups, input),
    DescribeLogStreams: (input) => {
      const group = this.#groups.named(input);
      this.#settleAll(group);
      return describeLogStreams(group, this.#groups.arnOf(group), input);
    },
  };

  /** Writes for another service, in ascending order; group and stream come into being when needed. Epoch milliseconds. */
  write(groupName: string, streamName: string, events: readonly InputEvent[]): void {
    const { group, stream } = this.#demand(groupName, streamName);
    const now = this.#now();
    this.#store(group, stream, events, () => now);
  }

  /** Lets a stream take its events from a source as time goes on; group and stream come into being when needed. */
  attach(groupName: string, streamName: string, source: LogSource): void {
    this.#demand(groupName, streamName).stream.source = source;
  }

  #demand(groupName: string, streamName: string): { group: LogGroup; stream: LogStream } {
    const group = this.#groups.get(groupName) ?? this.#groups.create(groupName, this.#now());
    return { group, stream: group.streams.get(streamName) ?? createStream(group, streamName, this.#now()) };
  }

  #settleAll(group: LogGroup): void {
    for (const stream of group.streams.values()) this.#settle(group, stream);
  }

  /** Takes in what a stream's source has had to say until now: each event was ingested when it was written. */
  #settle(group: LogGroup, stream: LogStream): void {
    if (!stream.source) return;
    this.#store(group, stream, stream.source.take(this.#now()), ({ timestamp }) => timestamp);
    if (stream.source.isDone) stream.source = undefined;
  }

  #store(
    group: LogGroup,
    stream: LogStream,
    events: readonly InputEvent[],
    ingestionTimeOf: (event: InputEvent) => number,
  ): void {
    stream.add(
      events.map((event) => {
        const { timestamp, message } = event;
        group.storedBytes += eventBytes(message);
        return { timestamp, message, ingestionTime: ingestionTimeOf(event), sequence: ++this.#sequence };
      }),
    );
  }

  #now(): number {
    return this.#world.clock.now();
  }
}
