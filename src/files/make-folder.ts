import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder of the operator's alone and those that it lies in, unless they are there. Throws what the file system throws.
 * Node's own way never ends where a file system takes no folders and says ENOENT, as /proc and an automounter do.
 */
export function makeFolder(folder: string): void {
  const parent = dirname(folder);
  if (existsSync(folder)) return;
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    // Somebody else may have made it in between.
    if (!existsSync(folder)) throw thrown;
  }
}
