import { closeSync, fsyncSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../../files/make-folder.ts';
import { type Acknowledged, AcknowledgedFile, readAcknowledged } from './acknowledged.ts';
import { DataFolderError, damaged, inUse, misused, unusable } from './data-folder-error.ts';
import { BEGINNING, type Entry, type Row, rowAfter } from './entry.ts';
import { LogWriter } from './log-writer.ts';
import { folderError, type Sqlite } from './sqlite.ts';

const DATABASE = 'commands.db';
const ACKNOWLEDGED = 'acknowledged';
const LOCK = 'lock';
const OVERFLOW = 'overflow';
/** What is not finished yet is called so; nobody was told of it. */
const NEW = '.new';

const OF_DATABASE = ['', '-wal', '-shm', '-journal'];
const OURS = new Set([
  LOCK,
  OVERFLOW,
  ...[ACKNOWLEDGED, ACKNOWLEDGED + NEW],
  ...OF_DATABASE.flatMap((suffix) => [DATABASE + suffix, DATABASE + NEW + suffix]),
]);

/** Where a file system begins there is a folder of its own; that is as good as empty. */
const NOT_FOREIGN = new Set(['lost+found']);

/** The form of the database, in its header: `SGBX`, and a version that goes up when older ones cannot be read. */
const APPLICATION = 0x53474258;
const FORM = 1;

/** How every database of SQLite begins. */
const HEADER = 'SQLite format 3\0';

const TABLE =
  'CREATE TABLE log (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, body BLOB, chain TEXT NOT NULL) STRICT';
const INSERT = 'INSERT OR REPLACE INTO log (number, entry, body, chain) VALUES (?, ?, ?, ?)';

/**
 * A folder that holds the log of an engine's commands (docs/decisions/0007): a database, a line that says how far it was
 * acknowledged, and a lock that ends with the process. All that is thrown is a {@link DataFolderError}.
 */
export class DataFolder {
  readonly path: string;
  readonly #sqlite: Sqlite;
  #lock: DatabaseSync | undefined;

  constructor(path: string, sqlite: Sqlite) {
    this.path = path;
    this.#sqlite = sqlite;
  }

  /** The file for what memory has no room for; it has its name for a moment only. */
  get overflow(): string {
    return this.#file(OVERFLOW);
  }

  /** Whether there is a log here, or room for one; a folder of something else is refused. */
  look(): 'log' | 'empty' {
    const names = this.#names();
    if (names.includes(DATABASE)) return 'log';
    if (names.includes(ACKNOWLEDGED)) throw damaged(this.path, `${DATABASE} is missing`);
    const foreign = names.find((name) => !OURS.has(name) && !NOT_FOREIGN.has(name));
    if (foreign === undefined) return 'empty';
    throw misused(`--data ${this.path}: expected an empty folder, or one that signalbox made; it holds ${foreign}`);
  }

  /** Keeps every other process out, for as long as this one lives. */
  lock(): void {
    this.#lock = this.#guarded(() => {
      const lock = new this.#sqlite.DatabaseSync(this.#file(LOCK));
      // Nothing is ever written to it: what counts is the lock of the operating system.
      lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return lock;
    });
  }

  /**
   * Reads the log from its beginning, without a hand on anything: a damaged folder has to stay as it is, and even closing a
   * database that may be written to would write to it.
   */
  read<T>(use: (rows: Iterable<Row>, acknowledged: Acknowledged) => T): T {
    return this.#guarded(() => {
      const acknowledged = this.#acknowledged();
      this.#checkHeader();
      const before = this.#names();
      const database = new this.#sqlite.DatabaseSync(this.#file(DATABASE), { readOnly: true });
      try {
        this.#check(database);
        const rows = database.prepare('SELECT number, entry, body, chain FROM log ORDER BY number').iterate();
        return use(rows as Iterable<unknown> as Iterable<Row>, acknowledged);
      } finally {
        database.close();
        // Reading leaves an index and an empty log behind.
        const isLeft = (suffix: string) => !before.includes(DATABASE + suffix);
        for (const suffix of ['-wal', '-shm'].filter(isLeft)) rmSync(this.#file(DATABASE + suffix), { force: true });
      }
    });
  }

  /** Makes the folder where there is none, and a log in it; either all of it is there afterwards or nothing that counts. */
  make(first: readonly Entry[]): LogWriter {
    this.#guarded(() => makeFolder(this.path));
    this.lock();
    // Somebody may have been faster.
    if (this.look() === 'log') throw inUse(this.path);
    this.#guarded(() => {
      for (const suffix of OF_DATABASE) rmSync(this.#file(DATABASE + NEW + suffix), { force: true });
      const last = this.#makeDatabase(first);
      const acknowledged = new AcknowledgedFile(this.#file(ACKNOWLEDGED + NEW), 'w');
      acknowledged.write(last);
      acknowledged.sync();
      acknowledged.close();
      renameSync(this.#file(DATABASE + NEW), this.#file(DATABASE));
    });
    return this.write();
  }

  /** Opens the log to write on after `last`, which was read. */
  write(last?: Acknowledged): LogWriter {
    return this.#guarded(() => {
      if (!this.#names().includes(ACKNOWLEDGED)) renameSync(this.#file(ACKNOWLEDGED + NEW), this.#file(ACKNOWLEDGED));
      this.#syncFolder();
      const file = new AcknowledgedFile(this.#file(ACKNOWLEDGED), 'r+');
      const database = new this.#sqlite.DatabaseSync(this.#file(DATABASE));
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL');
      return new LogWriter(database, INSERT, file, last ?? readAcknowledged(this.#file(ACKNOWLEDGED))!);
    });
  }

  /** Lets others in. */
  close(): void {
    this.#lock?.close();
    this.#lock = undefined;
  }

  #makeDatabase(entries: readonly Entry[]): Acknowledged {
    // It holds what definitions hold, which may be secrets.
    closeSync(openSync(this.#file(DATABASE + NEW), 'w', 0o600));
    const database = new this.#sqlite.DatabaseSync(this.#file(DATABASE + NEW));
    try {
      database.exec(
        `PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${FORM}; PRAGMA journal_mode = WAL; ${TABLE}`,
      );
      const insert = database.prepare(INSERT);
      let last: Pick<Row, 'number' | 'chain'> = BEGINNING;
      for (const entry of entries) {
        const row = rowAfter(last, entry);
        insert.run(row.number, row.entry, row.body, row.chain);
        last = row;
      }
      return last;
    } finally {
      database.close();
    }
  }

  /** Before SQLite sees it: it takes an empty file for a new database, and removes the write-ahead log beside that. */
  #checkHeader(): void {
    const header = Buffer.alloc(HEADER.length);
    const descriptor = openSync(this.#file(DATABASE), 'r');
    readSync(descriptor, header);
    closeSync(descriptor);
    if (header.toString('latin1') !== HEADER) throw damaged(this.path, `${DATABASE} is no database`);
  }

  #check(database: DatabaseSync): void {
    const form = database.prepare('PRAGMA user_version').get()?.user_version;
    const application = database.prepare('PRAGMA application_id').get()?.application_id;
    if (application !== APPLICATION) throw damaged(this.path, `${DATABASE} is no log of commands`);
    if (form !== FORM) {
      throw unusable(this.path, `a newer version of signalbox made it (form ${form}; this version knows ${FORM})`);
    }
    const [found] = database.prepare('PRAGMA quick_check(1)').all();
    if (found?.quick_check !== 'ok') throw damaged(this.path, String(found?.quick_check).replace(/\s+/g, ' '));
  }

  /** How far it was acknowledged; a process that was killed while it made the folder may have left the line unfinished. */
  #acknowledged(): Acknowledged {
    const names = this.#names();
    const name = [ACKNOWLEDGED, ACKNOWLEDGED + NEW].find((candidate) => names.includes(candidate));
    if (!name) throw damaged(this.path, `${ACKNOWLEDGED} is missing`);
    const acknowledged = readAcknowledged(this.#file(name));
    if (!acknowledged) throw damaged(this.path, `${name} does not say how far the log was acknowledged`);
    return acknowledged;
  }

  #names(): string[] {
    try {
      return readdirSync(this.path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return [];
      if (code === 'ENOTDIR') throw misused(`--data ${this.path}: expected a folder, it is a file`);
      throw folderError(this.path, error);
    }
  }

  /** That files are there and what they are called; Windows does that by itself. */
  #syncFolder(): void {
    if (process.platform === 'win32') return;
    const descriptor = openSync(this.path, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }

  #file(name: string): string {
    return join(this.path, name);
  }

  #guarded<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw folderError(this.path, error);
    }
  }
}
