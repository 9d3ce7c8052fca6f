import { AwsError } from '../../aws-error.ts';
import { alreadyExists, invalidParameter, notFound } from '../errors.ts';
import type { MetricFilter } from '../metric-filters/metric-filter.ts';
import type { BlockMemory } from '../streams/block-memory.ts';
import type { StreamView } from '../streams/log-stream.ts';
import { LogStreams } from '../streams/log-streams.ts';
import type { Tags } from '../tags/tags.ts';
import { RETENTION_DAYS } from './retention-days.ts';

export type LogGroupClass = 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';

export interface GroupSettings {
  readonly kmsKeyId?: string;
  readonly logGroupClass?: LogGroupClass;
  readonly deletionProtectionEnabled?: boolean;
  readonly tags?: Tags;
}

const DAY = 24 * 3_600_000;

/** A log group: its settings and its streams (spec 5.1). Times are epoch milliseconds. */
export class LogGroup {
  readonly name: string;
  /** Without the trailing `:*` (spec 1.7). */
  readonly arn: string;
  readonly creationTime: number;
  readonly logGroupClass: LogGroupClass;
  readonly kmsKeyId: string | undefined;
  readonly streams: LogStreams;
  readonly metricFilters = new Map<string, MetricFilter>();
  isProtected: boolean;
  tags: Tags;
  #retentionInDays: number | undefined;

  constructor(name: string, arn: string, creationTime: number, memory: BlockMemory, settings: GroupSettings) {
    this.streams = new LogStreams(memory);
    this.name = name;
    this.arn = arn;
    this.creationTime = creationTime;
    this.logGroupClass = settings.logGroupClass ?? 'STANDARD';
    this.kmsKeyId = settings.kmsKeyId;
    this.isProtected = settings.deletionProtectionEnabled ?? false;
    this.tags = settings.tags ?? {};
    // What is only delivered is kept for a day, whatever else is said [M].
    if (this.logGroupClass === 'DELIVERY') this.streams.keepFor(DAY, creationTime);
  }

  get retentionInDays(): number | undefined {
    return this.#retentionInDays;
  }

  /** Undefined keeps events for ever. Throws InvalidParameterException. */
  keepFor(days: number | undefined, now: number): void {
    if (this.logGroupClass === 'DELIVERY') {
      throw invalidParameter('Log groups of the class DELIVERY keep their events for one day.'); // [D]
    }
    if (days !== undefined && !RETENTION_DAYS.includes(days)) {
      throw invalidParameter(
        `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: ` +
          `Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`, // [D]
      );
    }
    this.#retentionInDays = days;
    this.streams.keepFor(days === undefined ? Number.POSITIVE_INFINITY : days * DAY, now);
  }

  /** A stream as it is at a time. Throws ResourceNotFoundException. */
  stream(name: string, now: number): StreamView {
    const stream = this.streams.at(name, now);
    if (!stream) throw notFound('log stream');
    return stream;
  }

  /** Throws ResourceAlreadyExistsException. */
  createStream(name: string, creationTime: number): void {
    if (this.streams.has(name)) throw alreadyExists('log stream');
    this.streams.create(name, creationTime);
  }

  /** Throws ValidationException where the group and what is in it must not be deleted. */
  checkDeletion(): void {
    if (this.isProtected) {
      throw new AwsError(
        'ValidationException',
        'The log group is protected from deletion: turn the protection off first.', // [D]
      );
    }
  }

  /**
   * Throws for what only groups of the class STANDARD have: the text was seen of FilterLogEvents [R], the name differs by
   * operation, since each raises its own errors (spec 7.3).
   */
  checkStandard(operation: string, error: 'InvalidParameterException' | 'InvalidOperationException'): void {
    if (this.logGroupClass === 'STANDARD') return;
    throw new AwsError(
      error,
      `The log group ${this.name} is of log-group-class ${this.logGroupClass}. ${operation} is not supported for this log class.`,
    );
  }
}
