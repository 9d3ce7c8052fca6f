import { stripVTControlCharacters } from 'node:util';
import { width } from '../../text/width.ts';
import type { Theme } from '../theme.ts';

const LEFT_CELLS = { pipeline: 64, fleet: 84 };
const NARROWEST = 44;
const SHARE = 0.42;
const WIDEST = 90;

/** How many cells the explaining pane at the right takes; none on a screen that is too narrow for both. */
export function paneCells(columns: number, beside: keyof typeof LEFT_CELLS): number {
  const cells = Math.min(WIDEST, Math.floor(columns * SHARE), columns - LEFT_CELLS[beside]);
  return cells < NARROWEST ? 0 : cells;
}

/** Two columns of painted lines with a quiet line between them. */
export function beside(
  left: readonly string[],
  right: readonly string[],
  leftCells: number,
  rows: number,
  theme: Theme,
): string[] {
  const side = theme.paint(theme.signs.side, 'muted');
  return Array.from({ length: rows }, (_, index) => {
    const text = left[index] ?? '';
    const blanks = ' '.repeat(Math.max(0, leftCells - width(stripVTControlCharacters(text))));
    return `${text}${blanks} ${side} ${right[index] ?? ''}`;
  });
}
