import { statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import Conf from 'conf';
import { usage } from '../domain/fault.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readSettings, type Settings } from './settings.ts';

/** Sets one key in the settings file, or takes it out, atomically; a file that is not there is made. Throws Fault when it cannot be written, or is broken elsewhere than in that key: it is not overwritten then. */
export function writeSetting(file: string, key: keyof Settings, value: unknown): void {
  readSettings(file, { mustExist: false, except: key });
  // It is written anew and put in the place of the old one.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
    throw usage(`${file} cannot be written: it is no regular file`);
  try {
    set(file, key, value);
  } catch (thrown) {
    throw usage(`the settings file ${file} cannot be written (${(thrown as Error).message})`);
  }
}

function set(file: string, key: keyof Settings, value: unknown): void {
  makeFolder(dirname(file));
  const extension = extname(file);
  const conf = new Conf<Record<string, unknown>>({
    cwd: dirname(file),
    configName: basename(file, extension),
    fileExtension: extension.slice(1),
    clearInvalidConfig: false,
  });
  if (value === undefined) conf.delete(key);
  else conf.set(key, value);
}
