import {
  closeSync,
  existsSync,
  fdatasyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../domain/fault.ts';
import { makeFolder } from '../files/make-folder.ts';
import { type FreezeMemory, type FrozenStage, revised } from './freeze-memory.ts';

export interface FreezeFileOptions {
  readonly file: string;
  /** Epoch milliseconds of the local clock. */
  readonly wall: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Never the same twice, in no process. */
  readonly newId: () => string;
}

const SCHEMA = 'signalbox-freezes/1';

// Whoever holds the lock does so for a few milliseconds: one that is older belongs to a process that died.
const STALE_LOCK_MS = 10_000;
const LOCK_WAIT_MS = 20;
const MOST_WAITS = 1000;

/**
 * The freeze memory in a file. It is written anew beside the old one, brought to the disk and put in its place, so that a crash
 * leaves one or the other; a lock file keeps processes from undoing each other's changes.
 */
export class FreezeFile implements FreezeMemory {
  readonly lasting = true;
  readonly #options: FreezeFileOptions;

  constructor(options: FreezeFileOptions) {
    this.#options = options;
  }

  async recall(): Promise<readonly FrozenStage[]> {
    return this.#read();
  }

  async revise(change: Parameters<FreezeMemory['revise']>[0]): Promise<void> {
    if (![change.remember, change.forget].some((stages) => stages && stages.length > 0)) return;
    for (let done = false; !done; ) {
      const token = await this.#lock();
      done = this.#guarded('written', () => this.#rewrite(change, token));
    }
  }

  #read(): readonly FrozenStage[] {
    return this.#guarded('read', () => {
      const text = readIfThere(this.#options.file);
      return text === undefined ? [] : stagesIn(text);
    });
  }

  /** Puts the new content in place of the old one and gives the lock back; false when the lock was taken away meanwhile. */
  #rewrite(change: Parameters<FreezeMemory['revise']>[0], token: string): boolean {
    const { file } = this.#options;
    const fresh = `${file}.${token}`;
    try {
      const stages = revised(this.#read(), change);
      writeToDisk(fresh, `${JSON.stringify({ schema: SCHEMA, stages }, null, 1)}\n`);
      if (readIfThere(this.#lockFile) !== token) return false;
      renameSync(fresh, file);
      return true;
    } finally {
      rmSync(fresh, { force: true });
      if (readIfThere(this.#lockFile) === token) rmSync(this.#lockFile, { force: true });
    }
  }

  get #lockFile(): string {
    return `${this.#options.file}.lock`;
  }

  async #lock(): Promise<string> {
    const { file, newId, wait } = this.#options;
    const token = newId();
    for (let waited = 0; waited < MOST_WAITS; waited += 1) {
      if (this.#guarded('written', () => this.#tryLock(token))) return token;
      await wait(LOCK_WAIT_MS);
    }
    throw this.#fault('written', `${file}.lock is held by another process`);
  }

  #tryLock(token: string): boolean {
    makeFolder(dirname(this.#lockFile));
    if (existsSync(this.#lockFile)) {
      this.#takeStale(token);
      return false;
    }
    const own = `${this.#lockFile}.${token}`;
    try {
      writeFileSync(own, token, { flag: 'wx', mode: 0o600 });
      // Unlike a rename, a link fails where something is already.
      linkSync(own, this.#lockFile);
      return true;
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST') throw thrown;
      return false;
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Takes a lock away that a dead process left; one that another process has just made in its place is put back. */
  #takeStale(token: string): void {
    if (!this.#isStale(this.#lockFile)) return;
    const taken = `${this.#lockFile}.stale-${token}`;
    try {
      renameSync(this.#lockFile, taken);
      if (!this.#isStale(taken)) linkSync(taken, this.#lockFile);
    } catch (thrown) {
      // Somebody else was faster.
      if (codeOf(thrown) !== 'ENOENT' && codeOf(thrown) !== 'EEXIST') throw thrown;
    } finally {
      rmSync(taken, { force: true });
    }
  }

  #isStale(lock: string): boolean {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    return made !== undefined && this.#options.wall() - made > STALE_LOCK_MS;
  }

  #guarded<T>(what: 'read' | 'written', run: () => T): T {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown;
      throw this.#fault(what, (thrown as Error).message);
    }
  }

  #fault(what: 'read' | 'written', cause: string): Fault {
    const out =
      what === 'read' ? 'move it away to begin anew' : 'make room, or choose another state folder with XDG_STATE_HOME';
    const message = `what freezes have closed, in ${this.#options.file}, cannot be ${what} (${cause}): ${out}; nothing was sent`;
    return new Fault({ kind: 'refused-here', code: 'FreezeMemory', message });
  }
}

function writeToDisk(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    const written = writeSync(fd, bytes);
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes were written`);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code;
}

/** Throws an Error that says why the text is none of ours. */
function stagesIn(text: string): readonly FrozenStage[] {
  const { schema, stages } = (JSON.parse(text) ?? {}) as { schema?: unknown; stages?: unknown };
  if (schema !== SCHEMA) throw new Error(`its schema is not ${SCHEMA}`);
  if (!Array.isArray(stages) || !stages.every(isFrozenStage)) throw new Error('a stage in it is not complete');
  return stages;
}

function isFrozenStage(value: unknown): value is FrozenStage {
  if (typeof value !== 'object' || value === null) return false;
  const { pipeline, endpoint, stage, reason, principal, sentAt, changedAt } = value as Record<string, unknown>;
  const isText = (one: unknown) => typeof one === 'string';
  const { partition, account, region, name } = (pipeline ?? {}) as Record<string, unknown>;
  return (
    [partition, account, region, name, stage, reason, principal].every(isText) &&
    (endpoint === null || isText(endpoint)) &&
    typeof sentAt === 'number' &&
    (changedAt === null || typeof changedAt === 'number')
  );
}
