import type { ServerAppSpec } from '../../../rules/appspec/server-appspec.ts';

export type InstallPaths = { readonly paths: readonly string[] } | { readonly problem: string };

/**
 * Where the files of a bundle are put (spec 3.13) [AG]: what is in a source folder goes into the destination with the
 * folders below it, a source file into the folder `destination`. `archive` is where the bundle was unpacked.
 */
export function installPaths(spec: ServerAppSpec, bundle: readonly string[], archive: string): InstallPaths {
  const sources = new Map<string, string>();
  for (const { source, destination } of spec.files) {
    const from = relative(source);
    const found = copies(from, destination, bundle);
    if (found.length === 0) return { problem: `No such file or directory - ${archive}/${from}` }; // [R]
    for (const [file, path] of found) {
      const other = sources.get(path);
      if (other !== undefined) {
        const problem = `The deployment failed because the application specification file specifies two source files named ${archive}/${file} and ${archive}/${other} for the same destination (${path}). Remove one of the source file paths from the AppSpec file, and then try again.`;
        return { problem };
      }
      sources.set(path, file);
    }
  }
  return { paths: [...sources.keys()] };
}

/** Pairs of a file of the bundle and where it goes. */
function copies(from: string, destination: string, bundle: readonly string[]): [file: string, path: string][] {
  const files = bundle.map(relative);
  if (files.includes(from)) return [[from, absolute(`${destination}/${from.slice(from.lastIndexOf('/') + 1)}`)]];
  const folder = from === '' ? '' : `${from}/`;
  return files
    .filter((file) => file.startsWith(folder))
    .map((file) => [file, absolute(`${destination}/${file.slice(folder.length)}`)]);
}

/** `web/index.html` for `/web//./index.html` */
export function relative(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** On Windows a path begins with its drive. */
function absolute(path: string): string {
  const plain = relative(path.replaceAll('\\', '/'));
  return /^[A-Za-z]:/.test(plain) ? plain : `/${plain}`;
}
