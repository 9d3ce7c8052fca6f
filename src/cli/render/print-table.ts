import type { Tone } from '../../text/glyphs.ts';
import { type Column, columnWidths, tableHead, tableRow } from '../../text/table.ts';
import type { Sheet } from '../output/sheet.ts';

export interface Row {
  readonly cells: readonly string[];
  /** The tone of a cell by its column; plain where absent. */
  readonly tones?: Readonly<Record<number, Tone>>;
}

/** A table with its titles, fitted to the sheet. No rows, no lines. */
export function printTable(columns: readonly Column[], rows: readonly Row[], sheet: Sheet): string[] {
  if (rows.length === 0) return [];
  const widths = columnWidths(
    columns,
    rows.map(({ cells }) => cells),
    sheet.limit,
  );
  const { ellipsis } = sheet;
  const head = tableHead(columns, widths, { ellipsis, paint: (cell) => sheet.paint(cell, 'muted') });
  const lines = rows.map(({ cells, tones }) =>
    tableRow(cells, columns, widths, {
      ellipsis,
      paint: (cell, index) => sheet.paint(cell, tones?.[index] ?? 'plain'),
    }),
  );
  return [head, ...lines].map((line) => line.trimEnd());
}
