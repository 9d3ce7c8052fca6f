import { type Execution, isOver, revisionText, shortExecution } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { History } from '../../live/execution-history.ts';
import { executionMark } from '../../text/glyphs.ts';
import type { Column } from '../../text/table.ts';
import { ageText, durationText } from '../../text/time.ts';
import type { Sheet } from '../output/sheet.ts';
import { type Session, serviceTime } from '../session.ts';
import { ageOf, sourceLines } from './places.ts';
import { printTable } from './print-table.ts';
import { triggerText } from './trigger-text.ts';

const COLUMNS: readonly Column[] = [
  { title: 'STATUS' },
  { title: 'EXECUTION' },
  { title: 'REVISION', min: 12 },
  { title: 'TRIGGER', drop: 1 },
  { title: 'TOOK', align: 'right', drop: 2 },
  { title: 'AGE', align: 'right' },
];

/** One line an execution. */
export function executionsText(id: PipelineId, { items, more }: History, session: Session, sheet: Sheet): string[] {
  const source = sourceLines(session, sheet);
  if (items.length === 0) return [...source, 'no executions'];
  const rows = items.map((execution) => {
    const mark = executionMark(execution.status);
    const cells = [
      `${sheet.sign(mark)} ${mark.word}`,
      shortExecution(execution.id),
      revisionText(execution.revisions[0]) || '–',
      triggerText(execution),
      tookText(execution, serviceTime(session, id)),
      ageText(ageOf(session, execution.startedAt, id)),
    ];
    return { cells: cells.map((cell) => sheet.plain(cell)), tones: { 0: mark.tone } };
  });
  const rest = more ? [sheet.paint(`the newest ${items.length}; --limit takes more`, 'muted')] : [];
  return [...source, ...printTable(COLUMNS, rows, sheet), ...rest];
}

/** Until its last change, or until now while it goes on. */
function tookText({ status, startedAt, updatedAt }: Execution, now: number | undefined): string {
  const end = isOver(status) ? updatedAt : now;
  return durationText(startedAt === undefined || end === undefined ? undefined : end - startedAt);
}
