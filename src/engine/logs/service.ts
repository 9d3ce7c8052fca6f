import type { Operation, RegionServices, Service, World } from '../world.ts';
import { eventOperations } from './events/event-operations.ts';
import { Intake } from './events/intake.ts';
import type { InputEvent } from './events/put-log-events.ts';
import { groupOperations } from './groups/group-operations.ts';
import type { LogGroup } from './groups/log-group.ts';
import { LogGroups } from './groups/log-groups.ts';
import { queryOperations } from './insights/query-operations.ts';
import { LiveTails } from './live-tail/live-tails.ts';
import type { LogsContext } from './logs-context.ts';
import { metricFilterOperations } from './metric-filters/metric-filter-operations.ts';
import type { LogSource } from './streams/log-source.ts';
import { streamOperations } from './streams/stream-operations.ts';
import { tagOperations } from './tags/tag-operations.ts';
import { telling } from './told-changes.ts';

/** CloudWatch Logs of one account and region (spec 5). */
export class LogsService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: LogsContext;

  constructor(world: World, services: RegionServices) {
    const groups = new LogGroups(services.account, services.region, world.logMemory);
    const liveTails = new LiveTails(world, groups);
    this.#context = { world, groups, liveTails, intake: new Intake(world.clock, liveTails) };
    const operations: Readonly<Record<string, Operation>> = {
      ...groupOperations(this.#context),
      ...streamOperations(this.#context),
      ...eventOperations(this.#context),
      ...metricFilterOperations(this.#context),
      ...tagOperations(this.#context),
      ...queryOperations(this.#context),
      StartLiveTail: (input) => ({ responseStream: liveTails.start(input) }),
    };
    this.operations = telling(operations, world);
  }

  /** Writes for another service, in ascending order; group and stream come into being when needed. Epoch milliseconds. */
  write(groupName: string, streamName: string, events: readonly InputEvent[]): void {
    const { streams } = this.#demand(groupName);
    const stream = streams.toWrite(streamName) ?? streams.create(streamName, this.#now());
    this.#context.intake.take(groupName, stream, events);
  }

  /** Lets a stream have what a source says; the group comes into being when needed. */
  attach(groupName: string, streamName: string, source: LogSource): void {
    this.#demand(groupName).streams.attach(streamName, source);
  }

  /** Ends what goes on beside all time: the world of this service is over. */
  endLiveTails(): void {
    this.#context.liveTails.end();
  }

  #demand(groupName: string): LogGroup {
    const { groups } = this.#context;
    return groups.get(groupName) ?? groups.create(groupName, this.#now());
  }

  #now(): number {
    return this.#context.world.clock.now();
  }
}
