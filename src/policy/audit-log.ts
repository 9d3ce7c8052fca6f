import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../domain/fault.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { Site } from '../live/site.ts';
import {
  AUDIT_SCHEMA,
  type Audit,
  type AuditEntry,
  type AuditedChange,
  type AuditOutcome,
  type AuditPhase,
} from './audit.ts';

export interface AuditLogOptions {
  readonly file: string;
  /** A change that cannot be written down is not made. */
  readonly required: boolean;
  /** Epoch milliseconds of the local clock: the log says when somebody did something here. */
  readonly wall: () => number;
  readonly newId: () => string;
  readonly pid: number;
  readonly version: string;
  /** What was given with `--why`, whether or not an environment is protected. */
  readonly why?: string;
  /** Told once when a line could not be written and did not have to be. */
  readonly warn: (line: string) => void;
}

/**
 * The audit log: JSON lines in a file that is only ever appended to. Each line is one write at the end of the file, so that
 * processes do not write into each other's lines; it is on the disk before the change is sent; and a line that a crash cut
 * off is ended by whoever writes next.
 */
export class AuditLog implements Audit {
  readonly #options: AuditLogOptions;
  #warned = false;

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  attempt(change: AuditedChange, site: Site): (outcome: AuditOutcome) => void {
    const id = this.#options.newId();
    const entry = (phase: AuditPhase, outcome?: AuditOutcome) => this.#entry(id, phase, change, site, outcome);
    this.#write(entry('attempted'), this.#options.required);
    return (outcome) => this.#write(entry(outcome.phase, outcome), false);
  }

  #entry(
    id: string,
    phase: AuditPhase,
    { operation, request, subject, text, why }: AuditedChange,
    site: Site,
    outcome?: AuditOutcome,
  ): AuditEntry {
    const { pipeline, place } = subject;
    return {
      schema: AUDIT_SCHEMA,
      id,
      at: new Date(this.#options.wall()).toISOString(),
      phase,
      operation,
      request,
      principal: site.principal,
      profile: site.profile ?? null,
      source: site.kind,
      endpoint: site.endpoint ?? null,
      account: place.account,
      region: place.region,
      pipeline: pipeline?.name ?? null,
      stage: subject.stage ?? null,
      action: subject.action ?? null,
      executionId: outcome?.executionId ?? subject.executionId ?? null,
      application: subject.application ?? null,
      deploymentGroup: subject.deploymentGroup ?? null,
      deploymentId: outcome?.deploymentId ?? subject.deploymentId ?? null,
      text: text || null,
      why: why ?? this.#options.why ?? null,
      requestId: outcome?.requestId ?? null,
      error: outcome?.error ?? null,
      pid: this.#options.pid,
      version: this.#options.version,
    };
  }

  #write(entry: AuditEntry, required: boolean): void {
    const { file, warn } = this.#options;
    try {
      appendLine(file, JSON.stringify(entry));
    } catch (thrown) {
      const cause = `the audit log ${file} cannot be written (${(thrown as Error).message})`;
      if (required) {
        const message = `${cause}, and auditRequired is set: make room, or choose another state folder with XDG_STATE_HOME; nothing was sent`;
        throw new Fault({ kind: 'refused-here', code: 'AuditRequired', message });
      }
      if (!this.#warned) warn(cause);
      this.#warned = true;
    }
  }
}

/** Appends a line and waits until it is on the disk. Throws what the file system throws; a line that did not fit is not half there for a reader. */
function appendLine(file: string, line: string): void {
  const folder = dirname(file);
  makeFolder(folder);
  const fd = openLog(file);
  try {
    const size = fileSize(fd);
    const bytes = Buffer.from(`${endsLine(fd, size) ? '' : '\n'}${line}\n`);
    const written = writeSync(fd, bytes);
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes were written`);
    fdatasyncSync(fd);
    // A file that is new is only there after a crash when its folder is on the disk as well.
    if (size === 0) syncFolder(folder);
  } finally {
    closeSync(fd);
  }
}

/** A link is not followed: in a folder that others may write it could lead to any file of the operator. */
function openLog(file: string): number {
  try {
    return openSync(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ELOOP') throw new Error('it is a symbolic link');
    throw thrown;
  }
}

function fileSize(fd: number): number {
  const status = fstatSync(fd);
  if (!status.isFile()) throw new Error('it is not a regular file');
  return status.size;
}

function endsLine(fd: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 10;
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
