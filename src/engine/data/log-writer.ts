import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Acknowledged, AcknowledgedFile } from './acknowledged.ts';
import { type Entry, rowAfter } from './entry.ts';

/** Writes a log on. What {@link append} has returned from is on the disk. */
export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #file: AcknowledgedFile;
  #last: Acknowledged;

  constructor(database: DatabaseSync, insert: string, file: AcknowledgedFile, last: Acknowledged) {
    this.#database = database;
    this.#insert = database.prepare(insert);
    this.#file = file;
    this.#last = last;
  }

  /** Throws when it cannot be written; the same entry may be tried again then. */
  append(entry: Entry, body?: Uint8Array): void {
    const row = rowAfter(this.#last, entry, body);
    this.#insert.run(row.number, row.entry, row.body, row.chain);
    this.#file.write(row);
    this.#last = row;
  }

  /** Brings everything into the database itself. */
  close(): void {
    this.#database.close();
    this.#file.close();
  }
}
