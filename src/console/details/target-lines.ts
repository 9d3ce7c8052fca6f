import {
  type DeploymentTarget,
  diagnosticsText,
  failedEvents,
  isTargetOver,
  type LifecycleEvent,
} from '../../domain/deployment-target.ts';
import { cutEnd, pad, wrap } from '../../text/cut.ts';
import { targetMark } from '../../text/deployment-marks.ts';
import type { Tone } from '../../text/glyphs.ts';
import { type ColumnWidths, columnWidths, tableHead, tableRow } from '../../text/table.ts';
import {
  byUrgency,
  eventTime,
  LOG_LINES,
  type TargetTable,
  targetTable,
  trafficTexts,
} from '../../text/target-words.ts';
import { width } from '../../text/width.ts';
import { line, type Piece, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** Of so many targets every lifecycle event is told by its name; of the others how each stands. */
const TOLD_IN_FULL = 4;

const INDENT = '    ';
const GAP = 2;

/** Rows of a table of targets that are painted only when they are shown. */
export interface TargetRows {
  readonly length: number;
  slice(from: number, to: number): string[];
}

type Row = () => string;

/**
 * The targets of a deployment, what failed and what runs first, each with what its events, its traffic and its scripts tell.
 * `now` is epoch milliseconds by the service's clock.
 */
export function targetRows(
  targets: readonly DeploymentTarget[],
  { now, cells, theme }: { readonly now: number | undefined; readonly cells: number; readonly theme: Theme },
): TargetRows {
  if (targets.length === 0) return { length: 0, slice: () => [] };
  const table = targetTable(targets, { sign: theme.glyph, plain: theme.say });
  const sorted = byUrgency(targets);
  const widths = columnWidths(table.columns, widest(sorted, table, now), cells);
  const sheet: Sheet = { table, widths, now, cells, theme };
  const rows: Row[] = [
    () => '',
    () => theme.paint(cutEnd(tableHead(table.columns, widths), cells, theme.ellipsis), 'muted'),
    ...sorted.flatMap((target, index) => rowsOf(target, index < TOLD_IN_FULL && tellsAll(target, targets), sheet)),
  ];
  return { length: rows.length, slice: (from, to) => rows.slice(from, to).map((row) => row()) };
}

interface Sheet {
  readonly table: TargetTable;
  readonly widths: ColumnWidths;
  readonly now: number | undefined;
  readonly cells: number;
  readonly theme: Theme;
}

/** Of many, those that are over have rows like the others: measuring all of them every second would take too long. */
const MEASURED = 200;

function widest(sorted: readonly DeploymentTarget[], table: TargetTable, now: number | undefined): string[][] {
  return sorted.slice(0, MEASURED).map((target) => table.cells(target, now));
}

function tellsAll({ status, events }: DeploymentTarget, all: readonly DeploymentTarget[]): boolean {
  if (events.every((event) => event.status === 'Pending' || event.status === 'Skipped')) return false;
  return all.length <= TOLD_IN_FULL || status === 'Failed' || status === 'InProgress';
}

function rowsOf(target: DeploymentTarget, isFull: boolean, sheet: Sheet): Row[] {
  const { cells, theme } = sheet;
  const room = Math.max(20, cells - INDENT.length);
  const indented = (pieces: readonly Piece[]) => () => line([piece(INDENT), ...pieces], cells, theme);
  const wrapped = (text: string, tone: Tone) => wrap(text, room).map((part) => indented([piece(part, tone)]));
  return [
    () => targetRow(target, sheet),
    ...trafficTexts(target.traffic).flatMap((text) => wrapped(theme.say(text), 'plain')),
    ...failedEvents(target).flatMap(({ name, diagnostics }) =>
      diagnostics
        ? [
            ...wrapped(`${name}: ${diagnosticsText(diagnostics)}`, 'failed'),
            ...diagnostics.logTail.slice(-LOG_LINES).map((text) => indented([piece(`| ${text}`, 'muted')])),
          ]
        : [],
    ),
    ...(isFull ? eventGrid(target.events, sheet.now, room, theme).map(indented) : []),
  ];
}

function targetRow(target: DeploymentTarget, { table, widths, now, theme }: Sheet): string {
  const paint = (text: string, index: number) =>
    line(piecesOf(target, table.columns[index]?.title, text), width(text), theme);
  return tableRow(table.cells(target, now), table.columns, widths, { ellipsis: theme.ellipsis, paint });
}

/** What is fine is quiet; what happens at a target has the colour of how it stands. */
function piecesOf(target: DeploymentTarget, title: string | undefined, text: string): Piece[] {
  if (title === 'EVENTS') {
    return [...text].map((sign, index) => piece(sign, targetMark(target.events[index]?.status ?? 'Unknown').tone));
  }
  const isQuiet = isTargetOver(target) && target.status !== 'Failed';
  return [piece(text, title === 'STATUS' ? targetMark(target.status).tone : isQuiet ? 'muted' : 'plain')];
}

/** Of most events the time has so many letters: nothing moves when it gets longer. */
const TIME_CELLS = 3;

/** `● Install 12s` and so on, in as many columns as have room. */
function eventGrid(events: readonly LifecycleEvent[], now: number | undefined, room: number, theme: Theme): Piece[][] {
  const times = events.map((event) => eventTime(event, now));
  const timeCells = Math.max(TIME_CELLS, ...times.map(width));
  const nameCells = Math.max(...events.map(({ name }) => width(name)));
  const across = Math.max(1, Math.floor((room + GAP) / (2 + nameCells + 1 + timeCells + GAP)));
  const shown = events.map(({ name, status }, index) => {
    const mark = targetMark(status);
    const tone = mark.tone === 'failed' || mark.tone === 'running' ? mark.tone : 'muted';
    const text = `${pad(name, nameCells)} ${pad(times[index] ?? '', timeCells, 'right')}${' '.repeat(GAP)}`;
    return [piece(theme.glyph(mark), mark.tone), piece(' '), piece(text, tone)];
  });
  return Array.from({ length: Math.ceil(shown.length / across) }, (_, row) =>
    shown.slice(row * across, (row + 1) * across).flat(),
  );
}
