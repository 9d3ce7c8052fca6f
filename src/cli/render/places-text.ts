import { revisionText, shortExecution } from '../../domain/execution.ts';
import type { PlaceState } from '../../domain/revision-places.ts';
import { MARKS, type Mark } from '../../text/glyphs.ts';
import type { Column } from '../../text/table.ts';
import { ageText } from '../../text/time.ts';
import type { PipelinePlace } from '../documents/place-document.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Session } from '../session.ts';
import { ageOf, placeColumns, sourceLines } from './places.ts';
import { printTable } from './print-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'STATE' },
  { title: 'PIPELINE', min: 12, cut: 'middle' },
  { title: 'STAGE' },
  { title: 'EXECUTION', drop: 1 },
  { title: 'REVISION', min: 7 },
  { title: 'AGE', align: 'right' },
];

const STATE_MARKS: Readonly<Record<PlaceState, Mark>> = {
  live: MARKS.ok,
  in: MARKS.running,
  waiting: MARKS.waiting,
  failed: MARKS.failed,
  stopped: MARKS.stopped,
  cancelled: MARKS.cancelled,
  was: MARKS.none,
  skipped: MARKS.skipped,
  superseded: MARKS.superseded,
  ahead: MARKS.none,
  never: MARKS.none,
};

/** One line for each stage of each pipeline that has the revision. */
export function placesText(places: readonly PipelinePlace[], session: Session, sheet: Sheet): string[] {
  const source = sourceLines(session, sheet);
  if (places.length === 0) return [...source, 'no pipeline has it'];
  const where = placeColumns(session);
  const rows = places.map(({ pipeline, stage, state, execution, revision, at }) => {
    const mark = STATE_MARKS[state];
    const cells = [
      `${sheet.sign(mark)} ${state}`,
      pipeline.name,
      stage,
      shortExecution(execution.id),
      revisionText(revision),
      ageText(ageOf(session, at, pipeline)),
      ...where.cells(pipeline),
    ];
    return { cells: cells.map((cell) => sheet.plain(cell)), tones: { 0: mark.tone } };
  });
  return [...source, ...printTable([...COLUMNS, ...where.columns], rows, sheet)];
}
