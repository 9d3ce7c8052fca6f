import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LogShape,
  type LogText,
  logRow,
  logStart,
  logWindow,
  moveLog,
  spansDays,
  zoneText,
} from '../../src/console/log/log-window.ts';
import { makeTheme } from '../../src/console/theme.ts';
import { width } from '../../src/text/width.ts';

const theme = makeTheme({ ascii: false, color: false });
const shape: LogShape = { cells: 22, rows: 4, wrap: false, times: false };
const log = (count: number, dropped = 0): LogText => ({
  dropped,
  lines: Array.from({ length: count }, (_, index) => ({ timestamp: index * 1000, message: `line ${dropped + index}` })),
});
const shown = (text: LogText, anchor: Parameters<typeof logWindow>[1], as = shape) =>
  logWindow(text, anchor, as).parts.map((part) => part.text);

describe('a log on the screen', () => {
  it('shows the end while it is followed', () => {
    expect(shown(log(10), 'end')).toEqual(['line 6', 'line 7', 'line 8', 'line 9']);
    expect(shown(log(2), 'end')).toEqual(['line 0', 'line 1']);
    expect(shown(log(0), 'end')).toEqual([]);
  });

  it('tells the day of each line where it was written on several, and its zone', () => {
    const DAY = 24 * 3600 * 1000;
    const at = (timestamp: number) => ({
      dropped: 0,
      lines: [0, timestamp].map((time) => ({ timestamp: time, message: 'x' })),
    });
    expect([spansDays(log(0)), spansDays(at(0)), spansDays(at(DAY))]).toEqual([false, false, true]);
    const timed = { ...shape, cells: 40, times: true };
    const row = (more: Partial<LogShape>) =>
      logRow(logWindow(at(DAY), 'end', { ...timed, ...more }).parts[1]!, { ...timed, ...more }, theme);
    expect(row({})).toMatch(/^ \d\d:\d\d:\d\d x$/);
    expect(row({ dated: true })).toMatch(/^ [12] Jan {2}\d\d:\d\d:\d\d x$/);
    expect([0, 60, -210].map((offset) => zoneText(0, offset))).toEqual(['UTC', 'UTC+01:00', 'UTC-03:30']);
  });

  it('stays where it was while lines come, and counts them', () => {
    const before = logWindow(log(10), { line: 2, part: 0 }, shape);
    const after = logWindow(log(15), { line: 2, part: 0 }, shape);
    expect(after.parts.map((part) => part.text)).toEqual(before.parts.map((part) => part.text));
    expect([before.below, after.below]).toEqual([4, 9]);
  });

  it('shows the oldest that are left when what it stood on was let go', () => {
    expect(shown(log(10, 100), { line: 3, part: 0 })).toEqual(['line 100', 'line 101', 'line 102', 'line 103']);
  });

  it('follows again when it was moved to the end', () => {
    const text = log(10);
    const up = moveLog(text, logWindow(text, 'end', shape), -2, shape);
    expect(up).toEqual({ line: 4, part: 0 });
    expect(moveLog(text, logWindow(text, up, shape), 1, shape)).toEqual({ line: 5, part: 0 });
    expect(moveLog(text, logWindow(text, up, shape), 2, shape)).toBe('end');
  });

  it('wraps long lines or says that they were cut', () => {
    const text: LogText = { dropped: 0, lines: [{ timestamp: 0, message: 'abcdefghijklmnopqrstuvwxyz' }] };
    expect(shown(text, 'end', { ...shape, cells: 12 })).toEqual(['abcdefghi…']);
    expect(shown(text, 'end', { ...shape, cells: 12, wrap: true })).toEqual(['abcdefghij', 'klmnopqrst', 'uvwxyz']);
  });

  it('writes the time once for a wrapped line', () => {
    const timed = { ...shape, wrap: true, times: true };
    const text: LogText = { dropped: 0, lines: [{ timestamp: 0, message: 'abcdefghijklmnop' }] };
    const rows = logWindow(text, 'end', timed).parts.map((part) => logRow(part, timed, theme));
    expect(rows[0]).toMatch(/^ \d\d:\d\d:\d\d abcdefghijk$/);
    expect(rows[1]).toBe(`${' '.repeat(10)}lmnop`);
  });

  it('walks up and down through any log by rows, and never past an end', () => {
    const lines = fc.array(fc.string({ maxLength: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.boolean(), fc.integer({ min: 1, max: 9 }), (messages, wrap, rows) => {
        const text: LogText = { dropped: 7, lines: messages.map((message) => ({ timestamp: 0, message })) };
        const as = { ...shape, wrap };
        let anchor: ReturnType<typeof moveLog> = logStart(text);
        for (let step = 0; step < 200 && anchor !== 'end'; step += 1) {
          const window = logWindow(text, anchor, as);
          expect(window.parts.length).toBeLessThanOrEqual(as.rows);
          for (const part of window.parts) expect(width(logRow(part, as, theme))).toBeLessThanOrEqual(as.cells);
          anchor = moveLog(text, window, rows, as);
        }
        expect(anchor).toBe('end');
        const top = moveLog(text, logWindow(text, 'end', as), -1000, as);
        expect(logWindow(text, top, as).parts[0]?.at).toEqual(logStart(text));
      }),
    );
  });
});
