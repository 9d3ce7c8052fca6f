import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataFolderError } from '../../../src/engine/data/data-folder-error.ts';
import { folderError, loadSqlite } from '../../../src/engine/data/sqlite.ts';

afterEach(() => vi.restoreAllMocks());

describe('SQLite of Node', () => {
  it('is loaded without its warning, and other warnings are heard again', () => {
    const sqlite = process.getBuiltinModule('node:sqlite');
    const heard = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => {
      process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
      return sqlite;
    });
    expect(loadSqlite()).toBe(sqlite);
    expect(heard).not.toHaveBeenCalled();
    process.emitWarning('another');
    expect(heard).toHaveBeenCalledOnce();
  });

  it.each([
    ['not there', undefined],
    ['there behind a flag, in part', { StatementSync: class {} }],
  ])('where it is %s the Node is named that is needed', (_, found) => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(found as never);
    const message = `--data needs Node 22.13 or newer; this is Node ${process.versions.node}`;
    expect(() => loadSqlite()).toThrow(new DataFolderError(message, true));
  });
});

describe('what went wrong with a folder', () => {
  it.each([
    [{ errcode: 5, message: 'database is locked' }, 'The data folder DIR is in use by another process'],
    [{ errcode: 261, message: 'database is locked' }, 'The data folder DIR is in use by another process'],
    [
      { errcode: 267, message: 'database disk image is malformed' },
      'The data folder DIR is damaged: database disk image is malformed. Nothing in it was changed',
    ],
    [{ errcode: 13, message: 'database or disk is full' }, 'The data folder DIR cannot be used: the disk is full'],
    [{ errcode: 1032, message: 'attempt to write' }, 'The data folder DIR cannot be used: it may not be written to'],
    [{ errcode: 778, message: 'disk I/O error' }, 'The data folder DIR cannot be used: disk I/O error'],
    [{ code: 'EACCES', message: 'EACCES: open' }, 'The data folder DIR cannot be used: permission is denied'],
    [{ code: 'EIO', message: 'EIO: i/o error, open' }, 'The data folder DIR cannot be used: EIO: i/o error, open'],
    [{ message: 'something else' }, 'The data folder DIR cannot be used: something else'],
  ])('%j', (thrown, message) => {
    expect(folderError('DIR', Object.assign(new Error(), thrown)).message).toBe(message);
  });
});
