const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not allow it',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'nobody reads what is written into it',
  ELOOP: 'its links lead in a circle',
};

/** Why a file cannot be read or written, in words, of what the file system threw. */
export function fileTrouble(thrown: unknown): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  return CAUSES[code ?? ''] ?? message;
}
