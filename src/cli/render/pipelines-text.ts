import { failedCondition } from '../../domain/condition.ts';
import { revisionText } from '../../domain/execution.ts';
import { health } from '../../domain/health.ts';
import type { PipelineState, StageState } from '../../domain/pipeline.ts';
import { isParallel, newestExecution, type PipelineView, revisionOf } from '../../domain/pipeline-view.ts';
import { waits } from '../../domain/waits.ts';
import { CLOSED_TRANSITION, healthMark, OPEN_TRANSITION, stageMarkIn } from '../../text/glyphs.ts';
import type { Column } from '../../text/table.ts';
import { ageText } from '../../text/time.ts';
import { lastActivity } from '../last-activity.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Fleet } from '../read-fleet.ts';
import type { Session } from '../session.ts';
import { ageOf, placeColumns, sourceLines } from './places.ts';
import { printTable } from './print-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'HEALTH' },
  { title: 'PIPELINE', min: 12, cut: 'middle' },
  { title: 'STAGES', drop: 1 },
  { title: 'REVISION', min: 7 },
  { title: 'WAITS' },
  { title: 'AGE', align: 'right' },
];

/** One line a pipeline. */
export function pipelinesText(fleet: Fleet, session: Session, sheet: Sheet): string[] {
  const source = sourceLines(session, sheet);
  if (fleet.rows.length === 0) return [...source, 'no pipelines'];
  const places = placeColumns(session);
  const columns = [...COLUMNS, ...places.columns];
  const rows = fleet.rows.map(({ id, view }) => {
    const mark = healthMark(health(view));
    const cells = [
      `${sheet.sign(mark)} ${mark.word === '–' ? 'idle' : mark.word}`,
      id.name,
      view.state ? stagesStrip(view, view.state, sheet) : '–',
      revisionText(revisionOf(view, newestExecution(view)?.id)) || '–',
      waitText(view) ?? '–',
      ageText(ageOf(session, lastActivity(view), id)),
    ];
    return { cells: [...cells, ...places.cells(id)].map((cell) => sheet.plain(cell)), tones: { 0: mark.tone } };
  });
  return [...source, ...printTable(columns, rows, sheet)];
}

/** Stages as signs with their transitions between them. */
function stagesStrip(view: PipelineView, state: PipelineState, sheet: Sheet): string {
  const gate = (stage: StageState) => sheet.sign(stage.transition.enabled ? OPEN_TRANSITION : CLOSED_TRANSITION);
  return state.stages
    .map((stage, index) => `${index === 0 ? '' : gate(stage)}${sheet.sign(stageMarkIn(view, stage))}`)
    .join('');
}

/** The most urgent thing to be done about a pipeline: a person's word, a retry, an open signal. */
function waitText(view: PipelineView): string | undefined {
  if (!view.state) return undefined;
  if (isParallel(view)) return health(view) === 'Failed' ? 'retry' : undefined;
  const kinds = waits(view.state).map(({ kind }) => kind);
  if (kinds.includes('approval')) return 'approval';
  const failed = view.state.stages.find(({ latest }) => latest?.status === 'Failed');
  if (failed) return failedCondition(failed) ? 'condition' : 'retry';
  if (view.state.stages.some(({ transition }) => !transition.enabled)) return 'closed';
  return kinds[0];
}
