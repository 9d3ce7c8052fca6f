// Whether node_modules is what package-lock.json asks for. Runs on Node 20 and needs no package.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PINNED = 'node_modules/.bin/node';

/** Path of the Node that the project pins; it exists once the packages are installed. */
export function pinnedNode(root) {
  return join(root, PINNED);
}

/** Why the packages have to be installed, as a clause; undefined when they are complete. */
export function whyInstall(root) {
  const wanted = lockedPackages(root, 'package-lock.json');
  const present = lockedPackages(root, 'node_modules/.package-lock.json');
  if (!wanted) return 'package-lock.json cannot be read';
  if (!present) return 'the packages are not installed, or their installation was cut off';
  return whyDifferent(wanted, present) ?? whyIncomplete(root, present) ?? whyNotPinned(root, wanted);
}

/** npm keeps a copy of the lock file beside what it installed, written last. */
function lockedPackages(root, file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The first difference between two lock files' packages; a package for another platform may be absent. */
export function whyDifferent(wanted, present) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const found = present[path];
    if (!found && entry.optional) continue;
    if (!found) return `${path} is missing`;
    if (found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`;
    if (found.integrity && entry.integrity && found.integrity !== entry.integrity) return `${path} is another build`;
  }
  return undefined;
}

function whyIncomplete(root, present) {
  for (const path of Object.keys(present)) {
    if (path !== '' && !existsSync(join(root, path, 'package.json'))) return `${path} is empty`;
  }
  return undefined;
}

function whyNotPinned(root, wanted) {
  const version = wanted['node_modules/node']?.version;
  const { stdout } = spawnSync(pinnedNode(root), ['--version'], { encoding: 'utf8' });
  return stdout?.trim() === `v${version}` ? undefined : `${PINNED} is not Node ${version}`;
}
