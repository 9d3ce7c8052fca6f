import { alreadyExists, invalidParameter, notFound } from '../errors.ts';
import type { BlockMemory } from '../streams/block-memory.ts';
import { type GroupSettings, LogGroup } from './log-group.ts';

/** The log groups of one account and region, by name. */
export class LogGroups {
  readonly account: string;
  readonly #groups = new Map<string, LogGroup>();
  readonly #arnPrefix: string;
  readonly #memory: BlockMemory;

  constructor(account: string, region: string, memory: BlockMemory) {
    this.#memory = memory;
    this.account = account;
    this.#arnPrefix = `arn:aws:logs:${region}:${account}:log-group:`;
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
    return logGroupName === undefined ? this.identified(logGroupIdentifier!) : this.require(logGroupName);
  }

  /** The group of an identifier, which is a name or an ARN. */
  identified(identifier: string): LogGroup {
    return this.require(this.nameOf(identifier));
  }

  /** Throws ResourceNotFoundException. */
  require(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (!group) throw notFound('log group');
    return group;
  }

  /** The name in an identifier. Throws ResourceNotFoundException for an ARN of another account or region. */
  nameOf(identifier: string): string {
    if (!identifier.startsWith('arn:')) return identifier;
    if (!identifier.startsWith(this.#arnPrefix)) throw notFound('log group');
    return identifier.slice(this.#arnPrefix.length).replace(/:\*$/, '');
  }

  create(name: string, creationTime: number, settings: GroupSettings = {}): LogGroup {
    if (this.#groups.has(name)) throw alreadyExists('log group');
    const group = new LogGroup(name, this.#arnPrefix + name, creationTime, this.#memory, settings);
    this.#groups.set(name, group);
    return group;
  }

  delete(group: LogGroup): void {
    group.checkDeletion();
    this.#groups.delete(group.name);
    group.streams.clear();
  }

  /** All groups in ASCII order (spec 5.1). */
  sorted(): LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
