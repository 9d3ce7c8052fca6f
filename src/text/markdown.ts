const ACTIVE = /[\\`*_[\]<>#|~&$]/g;
const UNFIT_FOR_LINK = /[\s<>()|\\`"'[\]]/g;

/** Words as they are: nothing in them becomes markup, a link or a column of a table. Line breaks stay visible in a cell. */
export function markdownText(words: string): string {
  return words
    .replace(ACTIVE, '\\$&')
    .trim()
    .replace(/\s*\n\s*/g, '<br>');
}

/** An id or another short text in the type of code. */
export function markdownCode(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``;
}

/** A link, where the address is one of the web; otherwise the words alone. `words` are Markdown already. */
export function markdownLink(words: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\//.test(url)) return words;
  return `[${words}](${url.replace(UNFIT_FOR_LINK, percent)})`;
}

function percent(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** A table; cells are Markdown already. No rows, no lines. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}
