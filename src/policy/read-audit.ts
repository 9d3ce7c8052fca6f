import { stat } from 'node:fs/promises';
import { matchesGlobs } from '../domain/glob.ts';
import { principalText } from '../domain/identity.ts';
import { AUDIT_SCHEMA, type AuditEntry, type AuditOutcome } from './audit.ts';
import { fileLines } from './file-lines.ts';

/** A change as the audit log tells it: its two lines in one. */
export interface RecordedChange extends Omit<AuditEntry, 'schema' | 'phase'> {
  readonly outcome: AuditOutcome['phase'];
  /** When it was known what became of it, in ISO-8601 UTC; null where nobody wrote that down: its process has ended before. */
  readonly endedAt: string | null;
}

/** Which changes are asked for; what is absent or empty lets everything through. */
export interface AuditFilter {
  /** Epoch milliseconds. */
  readonly since?: number;
  readonly until?: number;
  /** Globs, of which one must match. */
  readonly pipelines?: readonly string[];
  readonly operations?: readonly string[];
  readonly who?: readonly string[];
  /** The beginning of an execution's id. */
  readonly execution?: string;
  /** Only what failed, or of which it is not known whether it was done. */
  readonly failed?: boolean;
  /** The newest so many. */
  readonly limit?: number;
}

export interface AuditReading {
  /** The oldest first. */
  readonly changes: readonly RecordedChange[];
  /** Lines that could not be read: a crash or a full disk cut them off, or something else wrote them. */
  readonly unreadable: number;
  /** Everybody on this machine may change what it says. */
  readonly loose: boolean;
}

/** Reads an audit log from its beginning to its end, and keeps what is asked for. Throws what the file system throws. */
export async function readAudit(file: string, filter: AuditFilter): Promise<AuditReading> {
  const status = await stat(file);
  if (status.isCharacterDevice())
    throw Object.assign(new Error('it is a device, which may never end'), { code: 'ENODEV' });
  const begun = new Map<string, AuditEntry>();
  const kept = new Kept(filter.limit);
  let unreadable = 0;
  const keep = (change: RecordedChange) => {
    if (matches(change, filter)) kept.add(change);
  };
  for await (const line of fileLines(file)) {
    if (line === '') continue;
    const { entry, damaged } = entryOf(line);
    if (damaged) unreadable += 1;
    if (!entry) continue;
    if (entry.phase === 'attempted') begun.set(entry.id, entry);
    else {
      keep(endedChange(entry, begun.get(entry.id)));
      begun.delete(entry.id);
    }
  }
  for (const entry of begun.values()) keep(openChange(entry));
  return { changes: kept.newest(), unreadable, loose: (status.mode & 0o002) !== 0 };
}

/** The newest of what was added, in twice the room at most. */
class Kept {
  readonly #limit: number;
  #changes: RecordedChange[] = [];

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  add(change: RecordedChange): void {
    this.#changes.push(change);
    if (this.#changes.length >= 2 * this.#limit) this.#changes = this.newest();
  }

  newest(): RecordedChange[] {
    const sorted = this.#changes.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    return sorted.slice(Math.max(0, sorted.length - this.#limit));
  }
}

/** The second line has everything that the first one has, and knows more. */
function endedChange({ schema: _, phase, at, ...entry }: AuditEntry, first: AuditEntry | undefined): RecordedChange {
  return { ...entry, at: first?.at ?? at, endedAt: at, outcome: phase as AuditOutcome['phase'] };
}

function openChange({ schema: _, phase: __, ...entry }: AuditEntry): RecordedChange {
  return { ...entry, endedAt: null, outcome: 'unknown' };
}

const BEGINNING = `{"schema":"${AUDIT_SCHEMA}"`;

/** What a line says. Behind a piece that a crash left, a whole line may stand: within a text of JSON a beginning cannot. */
function entryOf(line: string | undefined): { entry?: AuditEntry; damaged: boolean } {
  const at = line?.lastIndexOf(BEGINNING) ?? -1;
  const entry = at < 0 ? undefined : parsed(line?.slice(at) ?? '');
  return { entry, damaged: at !== 0 || entry === undefined };
}

function parsed(text: string): AuditEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(value as Record<string, unknown>) ? (value as AuditEntry) : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['id', 'at', 'phase', 'operation', 'request', 'principal', 'source', 'account', 'region', 'version'];
const TEXTS_OR_NULL = [
  ...['profile', 'endpoint', 'pipeline', 'stage', 'action', 'executionId', 'application', 'deploymentGroup'],
  ...['deploymentId', 'text', 'why', 'requestId'],
];
const PHASES = ['attempted', 'succeeded', 'failed', 'unknown'];

/** What is read here is trusted afterwards, and anybody may have edited the file. */
function isEntry(value: Record<string, unknown>): boolean {
  const { phase, at, error } = value;
  return (
    TEXTS.every((key) => typeof value[key] === 'string') &&
    TEXTS_OR_NULL.every((key) => value[key] === null || typeof value[key] === 'string') &&
    PHASES.includes(phase as string) &&
    !Number.isNaN(Date.parse(at as string)) &&
    (error === null || isError(error))
  );
}

function isError(value: unknown): boolean {
  const { code, message } = (value ?? {}) as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string';
}

function matches(change: RecordedChange, filter: AuditFilter): boolean {
  const at = Date.parse(change.at);
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, execution } = filter;
  return (
    at >= since &&
    at <= until &&
    matchesGlobs(change.pipeline ?? '', filter.pipelines ?? []) &&
    matchesGlobs(change.operation, filter.operations ?? []) &&
    callerNames(change.principal).some((name) => matchesGlobs(name, filter.who ?? [])) &&
    (execution === undefined || change.executionId?.startsWith(execution) === true) &&
    !(filter.failed && change.outcome === 'succeeded')
  );
}

/** As an ARN, as the screen shows it, and the last name alone: that of the person in a session of a role. */
function callerNames(principal: string): readonly string[] {
  return [principal, principalText(principal), principal.split('/').at(-1) ?? ''];
}
