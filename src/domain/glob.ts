import { globTest } from '../rules/glob.ts';

/** Whether a name matches one of the globs (`*` any characters, `?` exactly one); no globs match everything. */
export function matchesGlobs(name: string, globs: readonly string[]): boolean {
  return globs.length === 0 || globs.some((glob) => globTest(glob)(name));
}
