import { type Align, cutEnd, cutMiddle, ELLIPSIS, pad } from './cut.ts';
import { width } from './width.ts';

/** A column of a table. Widths are cells. */
export interface Column {
  readonly title: string;
  readonly align?: Align;
  /** Where a text that does not fit is cut; the end when absent. */
  readonly cut?: 'end' | 'middle';
  /** Never narrower while the column is shown; its title's width when absent. */
  readonly min?: number;
  /** Never wider than this, except for a column that grows. */
  readonly max?: number;
  /** Takes its share of the room that is left over, by weight. */
  readonly grow?: number;
  /** Columns with a higher number vanish first when even the smallest widths have no room; without one they stay. */
  readonly drop?: number;
}

/** The width of each column; 0 for a column that has no room at all. */
export type ColumnWidths = readonly number[];

const GAP = 2;

/**
 * Fits columns to a width: everything at its natural width if there is room, otherwise the widest shrink first, down to
 * their minimum, and then columns vanish. `Infinity` never cuts.
 */
export function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total: number,
  gap = GAP,
): ColumnWidths {
  const natural = columns.map((column, index) => naturalWidth(column, index, rows));
  const shown = dropColumns(columns, natural, total, gap);
  const room = total - gap * Math.max(0, shown.filter(Boolean).length - 1);
  const widths = natural.map((cells, index) => (shown[index] ? cells : 0));
  shrink(widths, columns, room);
  grow(widths, columns, room);
  return widths;
}

function naturalWidth(column: Column, index: number, rows: readonly (readonly string[])[]): number {
  const widest = rows.reduce((cells, row) => Math.max(cells, width(row[index] ?? '')), width(column.title));
  return Math.max(column.min ?? 0, Math.min(widest, column.max ?? Number.POSITIVE_INFINITY));
}

function minimum(column: Column, natural: number): number {
  return Math.min(natural, column.min ?? width(column.title));
}

function dropColumns(columns: readonly Column[], natural: readonly number[], total: number, gap: number): boolean[] {
  const shown = columns.map(() => true);
  const needed = () =>
    columns.reduce((sum, column, i) => sum + (shown[i] ? minimum(column, natural[i] ?? 0) + gap : 0), -gap);
  const order = columns.map((column, index) => ({ index, drop: column.drop ?? 0 })).filter(({ drop }) => drop > 0);
  order.sort((a, b) => b.drop - a.drop);
  for (const { index } of order) {
    if (needed() <= total) break;
    shown[index] = false;
  }
  return shown;
}

/** Takes a cell at a time from the widest column that may still shrink, so that short columns stay whole. */
function shrink(widths: number[], columns: readonly Column[], room: number): void {
  const smallest = columns.map((column, index) => minimum(column, widths[index] ?? 0));
  let excess = widths.reduce((sum, cells) => sum + cells, 0) - room;
  while (excess > 0) {
    const spare = widths.map((cells, index) => (cells > (smallest[index] ?? 0) ? cells : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) === 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
}

function grow(widths: number[], columns: readonly Column[], room: number): void {
  const left = room - widths.reduce((sum, cells) => sum + cells, 0);
  const growing = columns.map((column, index) => (widths[index] ? (column.grow ?? 0) : 0));
  const weight = growing.reduce((sum, share) => sum + share, 0);
  if (left <= 0 || weight === 0 || !Number.isFinite(left)) return;
  let given = 0;
  growing.forEach((share, index) => {
    const extra = Math.floor((left * share) / weight);
    widths[index] = (widths[index] ?? 0) + extra;
    given += extra;
  });
  const first = growing.findIndex((share) => share > 0);
  widths[first] = (widths[first] ?? 0) + left - given;
}

export interface RowOptions {
  readonly gap?: number;
  readonly ellipsis?: string;
  /** Colours a cell that has its final width. */
  readonly paint?: (cell: string, index: number) => string;
}

/** One row with every cell at its column's width, blanks at the end left out. */
export function tableRow(
  cells: readonly string[],
  columns: readonly Column[],
  widths: ColumnWidths,
  options: RowOptions = {},
): string {
  const last = widths.findLastIndex((cellWidth) => cellWidth > 0);
  const paint = options.paint ?? ((cell: string) => cell);
  const parts: string[] = [];
  columns.forEach((column, index) => {
    const cellWidth = widths[index] ?? 0;
    if (cellWidth === 0) return;
    const text = cutCell(cells[index] ?? '', cellWidth, column, options.ellipsis);
    const isLast = index === last && column.align !== 'right';
    parts.push(paint(isLast ? text : pad(text, cellWidth, column.align), index));
  });
  return parts.join(' '.repeat(options.gap ?? GAP));
}

function cutCell(text: string, cells: number, column: Column, ellipsis = ELLIPSIS): string {
  return column.cut === 'middle' ? cutMiddle(text, cells, ellipsis) : cutEnd(text, cells, ellipsis);
}

/** The titles in the columns of their rows. */
export function tableHead(columns: readonly Column[], widths: ColumnWidths, options: RowOptions = {}): string {
  return tableRow(
    columns.map((column) => column.title),
    columns,
    widths,
    options,
  );
}
