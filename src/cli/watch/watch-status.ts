import { actionMark, MARKS, type Mark } from '../../text/glyphs.ts';
import { ageText } from '../../text/time.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Reading } from './progress.ts';

/** Where an execution is, for the line of progress: `► Build/Compile running 1m12s · stage 2 of 6`. `now` is epoch milliseconds by the service's clock. */
export function watchStatus(reading: Reading, now: number | undefined, sheet: Sheet): string {
  const { view, runs, executionId } = reading;
  const stages = view.state?.stages ?? [];
  const active = runs.filter((run) => run.status === 'InProgress');
  const [run] = active;
  if (run) {
    const mark = run.category === 'Approval' ? MARKS.waiting : actionMark({ status: 'InProgress' });
    const more = active.length > 1 ? ` and ${active.length - 1} more` : '';
    const since = now === undefined || run.startedAt === undefined ? undefined : now - run.startedAt;
    const words = `${run.stage}/${run.action}${more} ${wordsOf(mark)} ${ageText(since)}`;
    return line(
      sheet,
      mark,
      words,
      stages.findIndex(({ name }) => name === run.stage),
      stages.length,
    );
  }
  const at = stages.findIndex(({ inbound }) => inbound.some((one) => one.executionId === executionId));
  const stage = stages[at];
  if (!stage) return line(sheet, MARKS.none, 'between two stages', -1, stages.length);
  const why = stage.transition.enabled ? 'is busy' : 'is closed';
  return line(sheet, MARKS.none, `waits to enter ${stage.name}, which ${why}`, at, stages.length);
}

function wordsOf(mark: Mark): string {
  return mark === MARKS.waiting ? 'waits for a person since' : mark.word;
}

function line(sheet: Sheet, mark: Mark, words: string, index: number, stages: number): string {
  const place = index < 0 ? '' : ` · stage ${index + 1} of ${stages}`;
  return sheet.plain(`${sheet.sign(mark)} ${words}${place}`);
}
