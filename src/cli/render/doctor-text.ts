import { pad, wrap } from '../../text/cut.ts';
import type { Mark } from '../../text/glyphs.ts';
import { width } from '../../text/width.ts';
import type { Check, CheckStatus } from '../doctor/check.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';

const MARKS: Readonly<Record<CheckStatus, Mark>> = {
  ok: { glyph: '✓', ascii: '+', word: 'ok', tone: 'ok' },
  warn: { glyph: '!', ascii: '!', word: 'warn', tone: 'waiting' },
  fail: { glyph: '✗', ascii: 'x', word: 'fail', tone: 'failed' },
  skipped: { glyph: '–', ascii: '-', word: 'skipped', tone: 'muted' },
};

const MARK_CELLS = 12;
const LEAST_TEXT = 24;

/** Group by group what was looked at, what helps below it, and how many did not do. */
export function doctorText(checks: readonly Check[], sheet: Sheet): string[] {
  const groups = [...new Set(checks.map(({ group }) => group))];
  const blocks = groups.flatMap((group) => [
    sheet.paint(escapeUnsafe(group), 'accent'),
    ...groupLines(
      checks.filter((check) => check.group === group),
      sheet,
    ),
    '',
  ]);
  return [...blocks, summary(checks)];
}

function groupLines(checks: readonly Check[], sheet: Sheet): string[] {
  const names = Math.max(...checks.map(({ name }) => width(name))) + 2;
  const isNarrow = sheet.terminal && sheet.columns - MARK_CELLS - names < LEAST_TEXT;
  // Where there is no room beside the names, what is told of them stands below.
  const indent = isNarrow ? MARK_CELLS : MARK_CELLS + names;
  return checks.flatMap(({ name, status, detail, fix }) => {
    const mark = MARKS[status];
    const head = `  ${sheet.paint(pad(`${sheet.sign(mark)} ${mark.word}`, MARK_CELLS - 2), mark.tone)}${pad(name, names)}`;
    const room = sheet.terminal ? Math.max(LEAST_TEXT, sheet.columns - indent) : Number.POSITIVE_INFINITY;
    const texts = [detail, ...(fix === undefined ? [] : [fix])];
    const lines = texts.flatMap((text) => (room === Number.POSITIVE_INFINITY ? [text] : wrap(text, room)));
    const below = lines.map((line) => ' '.repeat(indent) + escapeUnsafe(line));
    return isNarrow ? [head.trimEnd(), ...below] : [head + escapeUnsafe(lines[0] ?? ''), ...below.slice(1)];
  });
}

function summary(checks: readonly Check[]): string {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  return `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failed, ${count('skipped')} skipped`;
}
