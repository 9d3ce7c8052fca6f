import type { IBuffer, IBufferCell } from '@xterm/headless';

/** How one cell of the screen is painted. Colours: a number of the palette, `#rrggbb`, or undefined for the terminal's own. */
export interface CellStyle {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly foreground: number | string | undefined;
  readonly background: number | string | undefined;
}

/** The style of a cell of what is visible; rows and columns count from 0. */
export function styleOf(buffer: IBuffer, row: number, column: number): CellStyle {
  const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
  if (!cell) throw new Error(`no cell at row ${row}, column ${column}`);
  return {
    text: cell.getChars(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    foreground: colour(cell, 'Fg'),
    background: colour(cell, 'Bg'),
  };
}

function colour(cell: IBufferCell, ground: 'Fg' | 'Bg'): number | string | undefined {
  const value = ground === 'Fg' ? cell.getFgColor() : cell.getBgColor();
  if (ground === 'Fg' ? cell.isFgRGB() : cell.isBgRGB()) return `#${value.toString(16).padStart(6, '0')}`;
  return (ground === 'Fg' ? cell.isFgPalette() : cell.isBgPalette()) ? value : undefined;
}

/** The visible lines, without the blanks at their ends. */
export function linesOf(buffer: IBuffer, rows: number): string[] {
  return Array.from({ length: rows }, (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '');
}
