// What the build is made from, as one hash: a changed file, not a changed date, makes a build stale.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const INPUTS = ['src', 'fixtures', 'scripts', 'package.json', 'package-lock.json'];

/** The file in the output folder that holds the hash of the inputs it was built from. */
export const STAMP = 'inputs.sha256';

/** Hash of everything that the build reads below `root`. */
export function hashInputs(root) {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of filesOf(root, input))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(root, path) {
  if (path.includes('.')) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}
