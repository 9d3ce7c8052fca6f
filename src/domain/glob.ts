/** Whether a name matches one of the globs (`*` any characters, `?` exactly one); no globs match everything. */
export function matchesGlobs(name: string, globs: readonly string[]): boolean {
  return globs.length === 0 || globs.some((glob) => expression(glob).test(name));
}

function expression(glob: string): RegExp {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's');
}
