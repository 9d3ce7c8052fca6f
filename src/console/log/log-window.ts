import type { LogLine } from '../../domain/log.ts';
import { breakHard, cutEnd, pad } from '../../text/cut.ts';
import type { Tone } from '../../text/glyphs.ts';
import { clockText, dayTimeText } from '../../text/time.ts';
import { line, piece } from '../line.ts';
import type { LogAnchor } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';

/** The lines of a log that are still held; `dropped` older ones were let go. */
export interface LogText {
  readonly lines: readonly LogLine[];
  readonly dropped: number;
}

export interface LogShape {
  readonly cells: number;
  readonly rows: number;
  readonly wrap: boolean;
  readonly times: boolean;
  /** The log was written on several days: each time tells its day. */
  readonly dated?: boolean;
}

/** A row of the screen: a line of the log, or a part of a wrapped one. */
interface LogPart {
  readonly line: LogLine;
  readonly at: LogAnchor;
  readonly text: string;
}

export interface LogWindow {
  readonly parts: readonly LogPart[];
  readonly top: LogAnchor;
  /** The end is on the screen. */
  readonly atEnd: boolean;
  /** Lines further down that are not on the screen. */
  readonly below: number;
}

const TIME_CELLS = 9;
const DAY_CELLS = 7;

/** What is on the screen, from the anchor down or, at the end, from the last line up. */
export function logWindow(text: LogText, anchor: LogAnchor | 'end', shape: LogShape): LogWindow {
  const fromEnd = upwards(text, shape);
  const firstOfEnd = fromEnd[0]?.at ?? { line: text.dropped, part: 0 };
  if (anchor === 'end' || !isBefore(anchor, firstOfEnd))
    return { parts: fromEnd, top: firstOfEnd, atEnd: true, below: 0 };
  const parts = downwards(text, anchor, shape);
  const last = parts.at(-1)?.at.line ?? text.dropped;
  return { parts, top: parts[0]?.at ?? anchor, atEnd: false, below: text.dropped + text.lines.length - 1 - last };
}

/** Where the top is after moving so many rows down (up when negative). */
export function moveLog(text: LogText, window: LogWindow, rows: number, shape: LogShape): LogAnchor | 'end' {
  if (rows >= 0) {
    if (window.atEnd) return 'end';
    const parts = downwards(text, window.top, { ...shape, rows: rows + 1 });
    const next = parts.at(-1)?.at ?? window.top;
    const { atEnd } = logWindow(text, next, shape);
    return atEnd ? 'end' : next;
  }
  return backwards(text, window.top, -rows, shape);
}

export function logStart(text: LogText): LogAnchor {
  return { line: text.dropped, part: 0 };
}

/** One painted row of a log. */
export function logRow(part: LogPart, shape: LogShape, theme: Theme): string {
  const at = part.line.timestamp;
  const day = shape.dated ? pad(dayText(at), DAY_CELLS) : '';
  const time = pad(part.at.part === 0 ? `${day}${clockText(at)}` : '', timeCells(shape));
  return line(
    [piece(' '), ...(shape.times ? [piece(time, 'muted')] : []), piece(part.text, toneOf(part.line.message))],
    shape.cells,
    theme,
  );
}

/** Whether the lines were written on several days, as they are counted here. */
export function spansDays({ lines }: LogText): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  return first !== undefined && last !== undefined && dayText(first.timestamp) !== dayText(last.timestamp);
}

/** `UTC+01:00`: the zone in which times are told. */
export function zoneText(at: number, offset = -new Date(at).getTimezoneOffset()): string {
  if (offset === 0) return 'UTC';
  const two = (value: number) => String(value).padStart(2, '0');
  const ahead = Math.abs(offset);
  return `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** `27 Nov` */
function dayText(at: number): string {
  return dayTimeText(at).split(' ').slice(1, 3).join(' ');
}

function timeCells({ times, dated }: LogShape): number {
  return times ? TIME_CELLS + (dated ? DAY_CELLS : 0) : 0;
}

/** Where the eye should go in a log: what went wrong; what the build service says of itself is quiet. */
function toneOf(message: string): Tone {
  if (/\b(?:ERROR|FAILED|FATAL|FAIL)\b|\b(?:error|exception):|\bError\b/.test(message)) return 'failed';
  return message.startsWith('[Container]') ? 'muted' : 'plain';
}

function partsOf(text: LogText, index: number, shape: LogShape): LogPart[] {
  const value = text.lines[index];
  if (!value) return [];
  const room = Math.max(1, shape.cells - 2 - timeCells(shape));
  const message = value.message.replaceAll('\t', '    ').trimEnd();
  const texts = shape.wrap ? breakHard(message, room) : [cutEnd(message, room)];
  return texts.map((shown, part) => ({ line: value, at: { line: text.dropped + index, part }, text: shown }));
}

function upwards(text: LogText, shape: LogShape): LogPart[] {
  const rows: LogPart[] = [];
  for (let index = text.lines.length - 1; index >= 0 && rows.length < shape.rows; index -= 1) {
    rows.unshift(...partsOf(text, index, shape));
  }
  return rows.slice(Math.max(0, rows.length - shape.rows));
}

function downwards(text: LogText, anchor: LogAnchor, shape: LogShape): LogPart[] {
  const rows: LogPart[] = [];
  const first = Math.max(0, anchor.line - text.dropped);
  for (let index = first; index < text.lines.length && rows.length < shape.rows; index += 1) {
    const parts = partsOf(text, index, shape);
    const skipped = index === anchor.line - text.dropped ? Math.min(anchor.part, parts.length - 1) : 0;
    rows.push(...parts.slice(skipped));
  }
  return rows.slice(0, shape.rows);
}

function backwards(text: LogText, from: LogAnchor, rows: number, shape: LogShape): LogAnchor {
  let index = from.line - text.dropped;
  let left = rows - from.part;
  while (left > 0 && index > 0) {
    index -= 1;
    left -= partsOf(text, index, shape).length;
  }
  return index < 0 ? logStart(text) : { line: text.dropped + index, part: Math.max(0, -left) };
}

function isBefore(a: LogAnchor, b: LogAnchor): boolean {
  return a.line < b.line || (a.line === b.line && a.part < b.part);
}
