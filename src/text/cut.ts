import { clusters, clusterWidth, width } from './width.ts';

export const ELLIPSIS = '…';
export const ASCII_ELLIPSIS = '~';

export type Align = 'left' | 'right';

/** The text in at most `cells` cells, its end replaced by an ellipsis when it is longer. */
export function cutEnd(text: string, cells: number, ellipsis = ELLIPSIS): string {
  if (width(text) <= cells) return text;
  return cells <= 0 ? '' : head(text, cells - 1) + ellipsis;
}

/** The text in at most `cells` cells with its middle left out: for names whose end matters as much as their beginning. */
export function cutMiddle(text: string, cells: number, ellipsis = ELLIPSIS): string {
  if (width(text) <= cells) return text;
  if (cells <= 2) return cutEnd(text, cells, ellipsis);
  const left = Math.ceil((cells - 1) / 2);
  return head(text, left) + ellipsis + tail(text, cells - 1 - left);
}

/** Filled up with blanks to exactly `cells` cells, at the right or, for numbers, at the left. Longer texts stay as they are. */
export function pad(text: string, cells: number, align: Align = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, cells - width(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** As many whole characters from the beginning as have room. */
export function head(text: string, cells: number): string {
  let taken = '';
  let used = 0;
  for (const cluster of clusters(text)) {
    used += clusterWidth(cluster);
    if (used > cells) break;
    taken += cluster;
  }
  return taken;
}

function tail(text: string, cells: number): string {
  const all = [...clusters(text)];
  let used = 0;
  let from = all.length;
  while (from > 0) {
    used += clusterWidth(all[from - 1] ?? '');
    if (used > cells) break;
    from -= 1;
  }
  return all.slice(from).join('');
}

/** Broken into lines of at most `cells` cells, between words where there are some. An empty text is one empty line. */
export function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (width(joined) <= cells) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakHard(word, cells);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Broken at exactly `cells` cells, whatever stands there: for log lines, whose blanks count. */
export function breakHard(text: string, cells: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (width(rest) > cells) {
    const piece = head(rest, Math.max(1, cells)) || ([...clusters(rest)][0] ?? rest);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
