import type { RegionServices, Service, World } from '../world.ts';
import { describeLogGroups, describeLogStreams } from './describe.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import type { LogGroup } from './log-group.ts';
import { createStream, invalidParameter, LogGroups, required, requireStream } from './log-group.ts';
import type { LogSource } from './log-source.ts';
import type { LogStream } from './log-stream.ts';
import { type InputEvent, siftBatch } from './put-log-events.ts';

/** What is written is the later arrival of the same millisecond: it is numbered beyond what sources say. */
const FIRST_WRITTEN = 5_000_000_000_000;

/** CloudWatch Logs of one account and region (spec 5). */
export class LogsService implements Service {
  readonly #world: World;
  readonly #groups: LogGroups;
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
      group.streams.delete(requireStream(group, input.logStreamName, this.#now()).name);
      return undefined;
    },
    PutLogEvents: (input) => {
      const group = this.#groups.require(input.logGroupName);
      const stream = required(group.streams.toWrite(input.logStreamName));
      const { accepted, rejected } = siftBatch(input.logEvents, this.#now());
      this.#take(stream, accepted);
      const nextSequenceToken = (FIRST_WRITTEN + this.#written).toString().padStart(56, '4');
      return { nextSequenceToken, rejectedLogEventsInfo: rejected };
    },
    GetLogEvents: (input) => {
      const group = this.#groups.named(input);
      const stream = requireStream(group, input.logStreamName, this.#now());
      return getLogEvents(group.name, stream, input, this.#now());
    },
    FilterLogEvents: (input) => filterLogEvents(this.#groups.named(input), input, this.#now()),
    DescribeLogGroups: (input) => describeLogGroups(this.#groups, input, this.#now()),
    DescribeLogStreams: (input) => {
      const group = this.#groups.named(input);
      return describeLogStreams(group, this.#groups.arnOf(group), input, this.#now());
    },
  };

  /** Writes for another service, in ascending order; group and stream come into being when needed. Epoch milliseconds. */
  write(groupName: string, streamName: string, events: readonly InputEvent[]): void {
    const group = this.#demand(groupName);
    const stream = group.streams.toWrite(streamName) ?? group.streams.create(streamName, this.#now());
    this.#take(stream, events);
  }

  /** Lets a stream have what a source says; the group comes into being when needed. */
  attach(groupName: string, streamName: string, source: LogSource): void {
    this.#demand(groupName).streams.attach(streamName, source);
  }

  #demand(groupName: string): LogGroup {
    return this.#groups.get(groupName) ?? this.#groups.create(groupName, this.#now());
  }

  /** Takes in what is written now. */
  #take(stream: LogStream, events: readonly InputEvent[]): void {
    const ingestionTime = this.#now();
    stream.add(
      events.map(({ timestamp, message }) => {
        return { timestamp, message, ingestionTime, sequence: FIRST_WRITTEN + ++this.#written };
      }),
    );
  }

  #now(): number {
    return this.#world.clock.now();
  }
}
