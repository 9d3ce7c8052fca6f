import { Alarms } from './alarms.ts';
import { Behaviors } from './behaviors.ts';
import type { Clock } from './clock.ts';
import type { CodeBuildService } from './codebuild/service.ts';
import type { CodeDeployService } from './codedeploy/service.ts';
import type { CodePipelineService } from './codepipeline/service.ts';
import { Fleet } from './fleet.ts';
import type { Journal } from './journal.ts';
import type { LogsService } from './logs/service.ts';
import { BlockMemory } from './logs/streams/block-memory.ts';
import type { Overflow } from './overflow.ts';
import type { Random } from './random.ts';
import { Revisions } from './revisions.ts';

/** Who sent a request, read from the Authorization header's credential scope (spec 1.4, engine-control: Who calls). */
export interface Caller {
  account: string;
  region: string;
  /** `arn:aws:iam::ACCOUNT:user/KEY` */
  arn: string;
}

/**
 * An operation as the wire calls it: input already validated against the service model, timestamps in
 * epoch milliseconds on both sides (the wire converts by the model). Throws AwsError.
 */
// biome-ignore lint/suspicious/noExplicitAny: inputs and outputs are described by the service models, not by TypeScript.
export type Operation = (input: any, caller: Caller) => object | undefined;

/** Events that an operation answers with, as they come; the operation's output holds it where its model has the stream. */
export interface EventSource {
  open(sink: EventSink): void;
  /** The reader is no longer behind. */
  resume(): void;
  /** The reader has gone. */
  close(): void;
}

/** Where the events go. */
export interface EventSink {
  /** Of the request that they answer. */
  readonly requestId: string;
  /** Whether the reader has not taken what was there for it before. */
  readonly isBehind: boolean;
  /** An event of the model, by its member's name. */
  event(name: string, payload: object): void;
  exception(name: string, message: string): void;
  end(): void;
}

/** A service of one account and region. */
export interface Service {
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The services of one account and region: they see each other here. */
export interface RegionServices {
  readonly account: string;
  readonly region: string;
  readonly codepipeline: CodePipelineService;
  readonly codebuild: CodeBuildService;
  readonly codedeploy: CodeDeployService;
  readonly logs: LogsService;
  /** Those of the same account in another region. */
  readonly inRegion: (region: string) => RegionServices;
}

/** What every service is given: time, chance, the journal, and what control calls arrange. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly behaviors: Behaviors;
  readonly alarms: Alarms;
  readonly fleet: Fleet;
  readonly revisions: Revisions;
  /** Which log events are in memory. */
  readonly logMemory: BlockMemory;
  /** Where the engine is reached, such as `http://127.0.0.1:4599`. */
  readonly endpoint: () => string;
}

/** A world in which nothing is arranged. */
export function newWorld(given: Pick<World, 'clock' | 'random' | 'journal' | 'endpoint'>, overflow?: Overflow): World {
  return {
    ...given,
    behaviors: new Behaviors(),
    alarms: new Alarms(),
    fleet: new Fleet(),
    revisions: new Revisions(),
    logMemory: new BlockMemory(overflow),
  };
}
