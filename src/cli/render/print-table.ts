import type { Tone } from '../../text/glyphs.ts';
import { type Column, columnWidths, tableHead, tableRow } from '../../text/table.ts';
import { width } from '../../text/width.ts';
import type { Sheet } from '../output/sheet.ts';

export interface Row {
  readonly cells: readonly string[];
  /** The tone of a cell by its column; plain where absent. */
  readonly tones?: Readonly<Record<number, Tone>>;
}

/** Cells that a column is padded to where nothing is cut: a longer text moves the rest of its own row alone. */
const MOST_PADDED = 48;

/** A table with its titles, fitted to the sheet; where no terminal shows it nothing is cut. No rows, no lines. */
export function printTable(columns: readonly Column[], rows: readonly Row[], sheet: Sheet): string[] {
  if (rows.length === 0) return [];
  const fitted = sheet.terminal ? columns : columns.map((column) => ({ ...column, max: MOST_PADDED }));
  const widths = columnWidths(
    fitted,
    rows.map(({ cells }) => cells),
    sheet.limit,
  );
  const { ellipsis } = sheet;
  const head = tableHead(columns, widths, { ellipsis, paint: (cell) => sheet.paint(cell, 'muted') });
  const lines = rows.map(({ cells, tones }) =>
    tableRow(cells, columns, sheet.terminal ? widths : grown(widths, cells), {
      ellipsis,
      paint: (cell, index) => sheet.paint(cell, tones?.[index] ?? 'plain'),
    }),
  );
  return [head, ...lines].map((line) => line.trimEnd());
}

/** The widths with room for every cell of one row. */
function grown(widths: readonly number[], cells: readonly string[]): number[] {
  return widths.map((cellWidth, index) => Math.max(cellWidth, width(cells[index] ?? '')));
}
