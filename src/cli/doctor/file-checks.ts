import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { auditFile, cacheFolder, settingsFile, stateFolder } from '../../config/paths.ts';
import type { Check } from './check.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where things are kept, and whether they can be. Nothing is made or written. */
export function fileChecks(env: Env, config: string | undefined): readonly Check[] {
  const settings = settingsFile(env, config);
  const audit = auditFile(env);
  return [
    place('settings file', settings, 'file', 'nothing is set'),
    place('state folder', stateFolder(env), 'folder', 'it is made when it is needed'),
    place('cache folder', cacheFolder(env), 'folder', 'it is made when it is needed'),
    looseCheck(audit) ?? place('audit log', audit, 'file', 'nothing was changed yet'),
  ];
}

function place(name: string, path: string, kind: 'file' | 'folder', absent: string): Check {
  const common = { group: 'files', name };
  const isThere = existsSync(path);
  const detail = isThere ? path : `${path} (not there: ${absent})`;
  const found = nearest(path);
  if (isThere && statSync(path).isDirectory() !== (kind === 'folder')) {
    return { ...common, status: 'warn', detail, fix: `it is no ${kind}: move it away` };
  }
  if (!isThere && !statSync(found).isDirectory()) {
    return { ...common, status: 'warn', detail, fix: `it cannot be made: ${found} is no folder` };
  }
  if (isWritable(found)) return { ...common, status: 'ok', detail };
  return { ...common, status: 'warn', detail, fix: `it cannot be written: see who may write in ${found}` };
}

/** What everybody may change proves nothing. */
function looseCheck(audit: string): Check | undefined {
  if (!existsSync(audit) || (statSync(audit).mode & 0o002) === 0) return undefined;
  return {
    group: 'files',
    name: 'audit log',
    status: 'warn',
    detail: `${audit} may be changed by everybody`,
    fix: `chmod o-w ${audit}`,
  };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path itself, or the nearest folder above it that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
