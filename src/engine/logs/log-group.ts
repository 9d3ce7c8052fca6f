import { AwsError } from '../aws-error.ts';
import type { LogStream } from './log-stream.ts';
import { LogStreams } from './log-streams.ts';

export interface LogGroup {
  readonly name: string;
  readonly creationTime: number;
  readonly logGroupClass: string;
  readonly kmsKeyId: string | undefined;
  readonly isProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly streams: LogStreams;
}

interface GroupSettings {
  kmsKeyId?: string;
  logGroupClass?: string;
  deletionProtectionEnabled?: boolean;
  tags?: Record<string, string>;
}

/** The log groups of one account and region, by name. */
export class LogGroups {
  readonly #groups = new Map<string, LogGroup>();
  readonly #arnPrefix: string;

  constructor(account: string, region: string) {
    this.#arnPrefix = `arn:aws:logs:${region}:${account}:log-group:`;
  }

  /** The group's ARN without the trailing `:*`, its `logGroupArn` (spec 1.7). */
  arnOf(group: LogGroup): string {
    return this.#arnPrefix + group.name;
  }

  get(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** The group that a request names by name, or by name or ARN; exactly one of the two must be given (spec 5.3). */
  named(input: { logGroupName?: string; logGroupIdentifier?: string }): LogGroup {
    const { logGroupName, logGroupIdentifier } = input;
    if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
      throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
    }
    return this.require(logGroupName ?? this.nameOf(logGroupIdentifier!));
  }

  require(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    return group;
  }

  /** The name in an identifier, which is a name or an ARN of this account and region. */
  nameOf(identifier: string): string {
    if (!identifier.startsWith('arn:')) return identifier;
    if (!identifier.startsWith(this.#arnPrefix)) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    return identifier.slice(this.#arnPrefix.length).replace(/:\*$/, '');
  }

  create(name: string, creationTime: number, settings: GroupSettings = {}): LogGroup {
    if (this.#groups.has(name)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    const group: LogGroup = {
      name,
      creationTime,
      logGroupClass: settings.logGroupClass ?? 'STANDARD',
      kmsKeyId: settings.kmsKeyId,
      isProtected: settings.deletionProtectionEnabled ?? false,
      tags: settings.tags ?? {},
      streams: new LogStreams(),
    };
    this.#groups.set(name, group);
    return group;
  }

  delete(group: LogGroup): void {
    if (group.isProtected) {
      throw new AwsError(
        'ValidationException',
        'The log group is protected from deletion: turn the protection off first.',
      );
    }
    this.#groups.delete(group.name);
  }

  /** All groups in ASCII order (spec 5.1). */
  sorted(): LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A stream as it is at a time. Throws ResourceNotFoundException. */
export function requireStream(group: LogGroup, name: string, now: number): LogStream {
  return required(group.streams.at(name, now));
}

/** Throws ResourceNotFoundException for a stream that does not exist. */
export function required<T>(stream: T | undefined): T {
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

/** Throws ResourceAlreadyExistsException. */
export function createStream({ streams }: LogGroup, name: string, creationTime: number): void {
  if (streams.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  streams.create(name, creationTime);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
