/** Whether a terminal shows more than ASCII. A locale that is set and names another character set than UTF-8 does not; none at all is taken for a modern system. */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return env.TERM !== 'dumb' && (!locale || /utf-?8/i.test(locale));
}
