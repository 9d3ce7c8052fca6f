import { cutEnd, ELLIPSIS } from '../text/cut.ts';
import type { Tone } from '../text/glyphs.ts';
import { width } from '../text/width.ts';
import type { Theme } from './theme.ts';

/** A stretch of a line in one tone. */
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Pieces = readonly Piece[];

export function piece(text: string, tone: Tone = 'plain'): Piece {
  return { text, tone };
}

export function piecesWidth(pieces: Pieces): number {
  return pieces.reduce((cells, { text }) => cells + width(text), 0);
}

/** A painted line of at most `cells` cells. */
export function line(pieces: Pieces, cells: number, theme: Theme): string {
  return paint(cut(pieces, cells, theme.ellipsis), theme);
}

/** A painted line of exactly `cells` cells: what lies over something else must cover it. */
export function filledLine(pieces: Pieces, cells: number, theme: Theme): string {
  const shown = cut(pieces, cells, theme.ellipsis);
  return paint(shown, theme) + ' '.repeat(Math.max(0, cells - piecesWidth(shown)));
}

/** Two groups at the two edges of a line, nothing added where there is nothing at the right. When there is no room for both the left one is cut. */
export function spread(
  left: Pieces,
  right: Pieces,
  cells: number,
  { ellipsis }: Pick<Theme, 'ellipsis'> = { ellipsis: ELLIPSIS },
): Pieces {
  const rightCells = piecesWidth(right);
  const room = rightCells === 0 ? cells : cells - rightCells - 1;
  const shown = cut(left, Math.max(0, room), ellipsis);
  if (rightCells === 0) return shown;
  const gap = cells - rightCells - piecesWidth(shown);
  return [...shown, piece(' '.repeat(Math.max(0, gap))), ...right];
}

function cut(pieces: Pieces, cells: number, ellipsis: string): Pieces {
  const shown: Piece[] = [];
  let left = cells;
  for (const part of pieces) {
    const need = width(part.text);
    if (need > left) {
      shown.push({ ...part, text: cutEnd(part.text, left, ellipsis) });
      break;
    }
    shown.push(part);
    left -= need;
  }
  return shown;
}

/** Neighbours in one tone are painted together: fewer bytes, and blanks take no colour of their own. */
function paint(pieces: Pieces, theme: Theme): string {
  let painted = '';
  let run: Piece = { text: '', tone: 'plain' };
  for (const part of pieces) {
    const joins = part.tone === run.tone || (part.text.trim() === '' && run.text !== '');
    if (joins) {
      run = { text: run.text + part.text, tone: run.tone };
      continue;
    }
    painted += paintRun(run, theme);
    run = part;
  }
  return painted + paintRun(run, theme);
}

function paintRun(run: Piece, theme: Theme): string {
  const text = run.text.trimEnd();
  return theme.paint(text, run.tone) + run.text.slice(text.length);
}
