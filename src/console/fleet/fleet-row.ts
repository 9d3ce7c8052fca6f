import type { Health } from '../../domain/health.ts';
import type { Place } from '../../domain/identity.ts';
import { cutEnd, cutMiddle, pad } from '../../text/cut.ts';
import { healthMark, MARKS, type Mark } from '../../text/glyphs.ts';
import { type Column, columnWidths } from '../../text/table.ts';
import { ageText, durationText } from '../../text/time.ts';
import { line, type Piece, piece, piecesWidth } from '../line.ts';
import type { Theme } from '../theme.ts';
import { type FleetEntry, isPending } from './fleet-entry.ts';
import { stageStrip, stripLength } from './stage-strip.ts';

const EDGE = 3; // the cursor, the mark and a blank
const GAP = 2;
const AGE_CELLS = 6;
const HASH_CELLS = 8;
const QUIET: ReadonlySet<Health> = new Set(['Succeeded', 'Idle', 'Stopped']);
const NO_ANSWER: Mark = { ...MARKS.unknown, tone: 'failed' };

/** Widths of the columns of the fleet in cells; 0 for one that has no room. */
export interface FleetLayout {
  readonly cells: number;
  readonly name: number;
  readonly where: number;
  readonly stages: number;
  readonly revision: number;
  readonly execution: number;
  readonly waits: number;
  readonly age: number;
}

/** Fits the fleet's columns to a screen's width. A column for the place only where there are several. */
export function fleetLayout(entries: readonly FleetEntry[], cells: number, severalPlaces: boolean): FleetLayout {
  const wide = cells >= 110;
  const strips = Math.max(7, ...entries.map((entry) => stripLength(entry.member.view)));
  const columns: Column[] = [
    { title: 'PIPELINE', min: 14, max: wide ? 48 : 28 },
    { title: 'WHERE', min: 9, max: 32, drop: 2 },
    { title: 'STAGES', min: Math.min(strips, wide ? 41 : 25), max: wide ? 41 : 25 },
    { title: 'REVISION', min: HASH_CELLS, grow: 1, drop: 3 },
    { title: 'EXEC', min: 6, max: 6, drop: 4 },
    { title: 'WAITS', min: wide ? 22 : 9, max: wide ? 30 : 9 },
    { title: 'AGE', min: AGE_CELLS, max: AGE_CELLS },
  ];
  const rows = entries.map((entry) => [
    entry.member.id.name,
    severalPlaces ? placeText(entry.member.id) : '',
    ' '.repeat(stripLength(entry.member.view)),
    entry.revision,
    entry.execution,
    wide ? waitsText(entry, true) : entry.waits,
    '',
  ]);
  const shown = columns.filter((column) => isShown(column.title, severalPlaces, wide));
  const cellsOf = rows.map((row) => row.filter((_, i) => isShown(columns[i]?.title ?? '', severalPlaces, wide)));
  const widths = columnWidths(shown, cellsOf, cells - EDGE - 1, GAP);
  const at = (title: string) => widths[shown.findIndex((column) => column.title === title)] ?? 0;
  return {
    cells,
    name: at('PIPELINE'),
    where: at('WHERE'),
    stages: at('STAGES'),
    revision: at('REVISION'),
    execution: at('EXEC'),
    waits: at('WAITS'),
    age: at('AGE'),
  };
}

function isShown(title: string, severalPlaces: boolean, wide: boolean): boolean {
  if (title === 'WHERE') return severalPlaces;
  return title !== 'EXEC' || wide;
}

function placeText(place: Place): string {
  return `${place.account.slice(-4)} ${place.region}`;
}

function waitsText(entry: FleetEntry, wide: boolean): string {
  if (!wide || entry.waits === '' || !entry.waitsAt) return entry.waits;
  return `${entry.waits} ${entry.health === 'Frozen' ? 'before' : 'in'} ${entry.waitsAt}`;
}

export function fleetHead(layout: FleetLayout, theme: Theme): string {
  const cells = row(layout, {
    name: [piece('PIPELINE')],
    where: [piece('WHERE')],
    stages: [piece('STAGES')],
    revision: [piece('REVISION')],
    execution: [piece('EXEC')],
    waits: [piece('WAITS')],
    age: 'AGE',
  });
  return line(
    [piece(' '.repeat(EDGE)), ...cells].map(({ text }) => piece(text, 'muted')),
    layout.cells,
    theme,
  );
}

/** One row of the fleet. `now` is epoch milliseconds by the service's clock. */
export function fleetRow(
  entry: FleetEntry,
  layout: FleetLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): string {
  const mark = entry.waits === 'no answer' ? NO_ANSWER : healthMark(entry.health);
  const text = isQuiet(entry) && !selected ? 'muted' : 'plain';
  const waits = waitsText(entry, layout.waits >= 20);
  const cells = row(layout, {
    name: [piece(cutMiddle(entry.member.id.name, layout.name, theme.ellipsis), selected ? 'accent' : text)],
    where: [piece(placeText(entry.member.id), 'muted')],
    stages: stageStrip(entry.member.view, layout.stages, theme),
    revision: [piece(revisionCell(entry, layout, theme), text)],
    execution: [piece(entry.execution, 'muted')],
    waits: [
      waits === '' ? piece(theme.signs.none, 'muted') : piece(cutEnd(waits, layout.waits, theme.ellipsis), mark.tone),
    ],
    age: theme.say(ageOf(entry, now)),
    ageTone: text,
  });
  const cursor = piece(selected ? theme.signs.cursor : ' ', 'accent');
  return line([cursor, piece(theme.glyph(mark), mark.tone), piece(' '), ...cells], layout.cells, theme);
}

/** Where a subject has no room the short id stands alone. */
function revisionCell({ revision }: FleetEntry, { revision: cells }: FleetLayout, theme: Theme): string {
  const shown = cells < HASH_CELLS + 6 ? (revision.split(' ', 1)[0] ?? '') : revision;
  return cutEnd(shown, cells, theme.ellipsis);
}

/** Nothing that the eye must go to. */
function isQuiet(entry: FleetEntry): boolean {
  return QUIET.has(entry.health) || isPending(entry);
}

function ageOf(entry: FleetEntry, now: number | undefined): string {
  if (now === undefined || entry.since === undefined) return entry.health === 'Unknown' ? '' : '–';
  const age = now - entry.since;
  return entry.health === 'InProgress' ? durationText(age) : ageText(age);
}

interface Cells {
  readonly name: readonly Piece[];
  readonly where: readonly Piece[];
  readonly stages: readonly Piece[];
  readonly revision: readonly Piece[];
  readonly execution: readonly Piece[];
  readonly waits: readonly Piece[];
  readonly age: string;
  readonly ageTone?: Piece['tone'];
}

function row(layout: FleetLayout, cells: Cells): Piece[] {
  return [
    ...cell(cells.name, layout.name),
    ...cell(cells.where, layout.where),
    ...cell(cells.stages, layout.stages),
    ...cell(cells.revision, layout.revision),
    ...cell(cells.execution, layout.execution),
    ...cell(cells.waits, layout.waits),
    piece(pad(cells.age, layout.age, 'right'), cells.ageTone),
  ];
}

function cell(pieces: readonly Piece[], cells: number): Piece[] {
  if (cells === 0) return [];
  return [...pieces, piece(' '.repeat(Math.max(0, cells - piecesWidth(pieces)) + GAP))];
}
