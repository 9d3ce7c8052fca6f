import type { PipelineId } from '../../domain/identity.ts';
import type { ActionStatus, ExecutionStatus, StageStatus } from '../../domain/pipeline.ts';
import { cutEnd } from '../../text/cut.ts';
import {
  actionMark,
  CLOSED_TRANSITION,
  executionMark,
  MARKS,
  type Mark,
  OPEN_TRANSITION,
  stageStatusMark,
} from '../../text/glyphs.ts';
import { clockText, isoText } from '../../text/time.ts';
import type { StreamEvent } from '../command.ts';
import { isoOrNull, orNull } from '../documents/values.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Change } from './progress.ts';

/** A change as a line of a stream of objects. `at` is epoch milliseconds by the service's clock. */
export function changeEvent(change: Change, id: PipelineId, executionId: string, at: number | undefined): StreamEvent {
  return {
    at: isoOrNull(at),
    type: change.type,
    pipeline: id.name,
    stage: orNull(change.stage),
    action: orNull(change.action),
    executionId,
    from: orNull(change.from),
    to: change.to,
    summary: orNull(change.summary),
  };
}

/** The same for a person: the time of day on a terminal, the whole date where a file is read later. `name` where several pipelines are watched. */
export function changeLine(change: Change, at: number | undefined, sheet: Sheet, name = ''): string {
  const mark = markOf(change);
  const when = at === undefined ? '' : `${sheet.terminal ? clockText(at) : isoText(at)}  `;
  const part = [change.stage, change.action].filter(Boolean).join('/') || 'execution';
  const where = name === '' ? part : `${name} ${part}`;
  const summary = change.summary?.split('\n', 1)[0] ?? '';
  const text = `${mark.word}${summary === '' ? '' : `: ${summary}`}`;
  const room = sheet.limit - when.length - 2 - where.length - 2;
  return `${when}${sheet.paint(sheet.sign(mark), mark.tone)} ${where}  ${cutEnd(text, room, sheet.ellipsis)}`;
}

function markOf({ type, to }: Change): Mark {
  switch (type) {
    case 'transition':
      return to === 'Enabled'
        ? { ...OPEN_TRANSITION, word: 'transition open' }
        : { ...CLOSED_TRANSITION, word: 'transition closed' };
    case 'stage':
      return to === 'Inbound' ? { ...MARKS.none, word: 'waits to enter' } : stageStatusMark(to as StageStatus);
    case 'execution':
      return executionMark(to as ExecutionStatus);
    case 'approval':
      return to === 'InProgress'
        ? { ...MARKS.waiting, word: 'waits for a person' }
        : actionMark({ status: to as ActionStatus });
    case 'action':
      return actionMark({ status: to as ActionStatus });
  }
}
