import { DataFolderError, damaged, inUse, misused, unusable } from './data-folder-error.ts';

export type Sqlite = typeof import('node:sqlite');

/**
 * Node's own SQLite, loaded only for a data folder; an import would name a module that older versions of Node do not
 * have. Throws {@link DataFolderError} where it is not there.
 */
export function loadSqlite(): Sqlite {
  const { emitWarning } = process;
  // It warns once that its interface may change; whoever starts an engine can do nothing about that.
  process.emitWarning = () => undefined;
  try {
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    // Node 22.12 has it behind a flag, and not all of it.
    if (!sqlite?.StatementSync.prototype.iterate)
      throw misused(`--data needs Node 22.13 or newer; this is Node ${process.versions.node}`);
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

// Primary result codes of SQLite; what an error has is more exact and keeps them in its lowest byte.
const BUSY = 5;
const READ_ONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NO_DATABASE = 26;

const REASONS: Readonly<Record<number | string, string>> = {
  [READ_ONLY]: 'it may not be written to',
  [FULL]: 'the disk is full',
  [CANNOT_OPEN]: 'its files cannot be opened',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'it may not be written to',
  ENOSPC: 'the disk is full',
};

/** Why something could not be read or written, in a few words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[resultOf(error) ?? code ?? ''] ?? message;
}

function resultOf(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: number };
  return errcode === undefined ? undefined : errcode & 0xff;
}

/** What went wrong with a data folder, told by whatever was thrown. */
export function folderError(folder: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error;
  switch (resultOf(error)) {
    case BUSY:
      return inUse(folder);
    case CORRUPT:
    case NO_DATABASE:
      return damaged(folder, reasonOf(error));
    default:
      return unusable(folder, reasonOf(error));
  }
}
