import { describe, expect, it } from 'vitest';
import { type Column, columnWidths, tableHead, tableRow } from '../../src/text/table.ts';
import { width } from '../../src/text/width.ts';

const columns: Column[] = [
  { title: 'PIPELINE', min: 8, cut: 'middle' },
  { title: 'REVISION', min: 8, grow: 1 },
  { title: 'BY', drop: 1 },
  { title: 'AGE', align: 'right' },
];
const rows = [
  ['checkout-api', '9f3c1a2 Fix rounding of VAT', 'alice', '4m'],
  ['日本の店', 'b5c9d21 Typos', 'bob', '12m'],
];

function lines(total: number): string[] {
  const widths = columnWidths(columns, rows, total);
  return [tableHead(columns, widths), ...rows.map((row) => tableRow(row, columns, widths))];
}

describe('a table', () => {
  it.each([40, 60, 80, 200])('fills %i cells exactly, whatever the scripts of its texts', (total) => {
    for (const line of lines(total)) expect(width(line)).toBe(total);
  });

  it('is never cut without a width', () => {
    const text = lines(Number.POSITIVE_INFINITY);
    expect(text[1]).toBe('checkout-api  9f3c1a2 Fix rounding of VAT  alice   4m');
  });

  it('shrinks the widest column first', () => {
    expect(lines(45)[1]).toBe('checkout-api  9f3c1a2 Fix roundi…  alice   4m');
  });

  it('drops a column when the smallest widths have no room', () => {
    const [head] = lines(24);
    expect(head).not.toContain('BY');
    expect(head).toContain('AGE');
  });
});
