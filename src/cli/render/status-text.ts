import { isUnmet, placeOfCondition, rulesText } from '../../domain/condition.ts';
import { isOver, revisionText, shortExecution } from '../../domain/execution.ts';
import { health } from '../../domain/health.ts';
import { type PipelineId, principalText } from '../../domain/identity.ts';
import type { ActionState, StageCondition, StageExecution, StageState } from '../../domain/pipeline.ts';
import {
  isParallel,
  newestExecution,
  type PipelineView,
  revisionOf,
  runningExecutions,
} from '../../domain/pipeline-view.ts';
import { cutEnd, pad } from '../../text/cut.ts';
import {
  actionMark,
  CLOSED_TRANSITION,
  conditionMark,
  executionMark,
  healthMark,
  MARKS,
  type Mark,
  stageMark,
} from '../../text/glyphs.ts';
import { ageText } from '../../text/time.ts';
import { width } from '../../text/width.ts';
import type { Sheet } from '../output/sheet.ts';
import { placeText, type Session } from '../session.ts';
import { ageOf, sourceLines } from './places.ts';

const INBOUND: Mark = { glyph: '←', ascii: '<', word: 'waits to enter', tone: 'waiting' };

interface Line {
  readonly indent: number;
  readonly mark?: Mark;
  readonly name: string;
  readonly text: string;
  /** What comes after the text and is never cut. */
  readonly kept?: string;
  readonly age?: string;
}

/** A pipeline from its source to its last stage: every stage, the gate before it, its actions, and who waits. */
export function statusText(id: PipelineId, view: PipelineView, session: Session, sheet: Sheet): string[] {
  const lines = isParallel(view)
    ? parallelLines(view, session)
    : (view.state?.stages ?? []).flatMap((stage) => stageLines(stage, view, session));
  const names = Math.min(32, Math.max(0, ...lines.map(({ indent, name }) => indent + width(name))));
  return [
    ...sourceLines(session, sheet),
    ...heading(id, view, sheet),
    '',
    ...lines.map((line) => draw(line, names, sheet)),
  ];
}

function heading(id: PipelineId, view: PipelineView, sheet: Sheet): string[] {
  const mark = healthMark(health(view));
  const kind = [view.definition?.type, view.definition?.executionMode, `version ${view.state?.version ?? '?'}`];
  const title = `${sheet.sign(mark)} ${mark.word === '–' ? 'idle' : mark.word}`;
  return [
    `${sheet.paint(id.name, 'accent')}  ${sheet.paint(title, mark.tone)}`,
    sheet.paint([...kind.filter(Boolean), placeText(id)].join('  '), 'muted'),
  ];
}

/** In PARALLEL mode there is no stage to tell of, only executions: those that run, or else the newest (spec 2.4). */
function parallelLines(view: PipelineView, session: Session): Line[] {
  const running = runningExecutions(view);
  const newest = newestExecution(view);
  const shown = running.length > 0 ? running : newest ? [newest] : [];
  return shown.map(({ id, status, startedAt, updatedAt }) => {
    const mark = executionMark(status);
    const text = [mark.word, revisionText(revisionOf(view, id))].filter(Boolean).join(': ');
    const age = ageText(ageOf(session, isOver(status) ? updatedAt : startedAt, view.state?.id));
    return { indent: 0, mark, name: shortExecution(id), text, age };
  });
}

function stageLines(stage: StageState, view: PipelineView, session: Session): Line[] {
  const revision = revisionText(revisionOf(view, stage.latest?.executionId));
  const execution = stage.latest ? shortExecution(stage.latest.executionId) : '';
  const mark = stageMark(stage);
  const conditions = (wanted: (place: StageCondition['place']) => boolean) =>
    stage.conditions
      .filter(({ place, status }) => status !== undefined && wanted(place))
      .map((condition) => conditionLine(condition, view, session));
  return [
    ...gateLines(stage, session, view),
    ...stage.inbound.map((inbound) => inboundLine(inbound, stage, view)),
    {
      indent: 0,
      mark,
      name: stage.name,
      text: [...stageWords(stage, mark), revision].filter(Boolean).join(' '),
      kept: execution ? `(${execution})` : 'nothing has entered yet',
    },
    ...conditions((place) => place === 'beforeEntry'),
    ...stage.actions.map((action) => actionLine(action, view, session)),
    ...conditions((place) => place !== 'beforeEntry'),
  ];
}

/** Words for what the sign alone would leave in doubt. */
function stageWords({ latest }: StageState, mark: Mark): string[] {
  if (!latest) return [];
  const isPlain = mark === MARKS.ok || mark === MARKS.running || mark === MARKS.waiting;
  const words = [...(isPlain ? [] : [mark.word]), ...(latest.type === 'ROLLBACK' ? ['rollback'] : [])];
  return words.length === 0 ? [] : [`${words.join(', ')}:`];
}

function gateLines(stage: StageState, session: Session, view: PipelineView): Line[] {
  const { enabled, by, at, reason } = stage.transition;
  if (enabled) return [];
  const who = by === undefined ? '' : ` by ${principalText(by)}`;
  const age = ageText(ageOf(session, at, view.state?.id));
  return [{ indent: 0, mark: CLOSED_TRANSITION, name: '', text: `closed${who}: ${reason ?? 'no reason given'}`, age }];
}

function inboundLine(inbound: StageExecution, stage: StageState, view: PipelineView): Line {
  const revision = revisionText(revisionOf(view, inbound.executionId)) || 'an execution';
  const execution = shortExecution(inbound.executionId);
  return { indent: 0, mark: INBOUND, name: '', text: revision, kept: `(${execution}) waits to enter ${stage.name}` };
}

function conditionLine(condition: StageCondition, view: PipelineView, session: Session): Line {
  const mark = conditionMark(condition.status);
  const rules = isUnmet(condition) || mark === MARKS.running ? rulesText(condition) : '';
  const text = rules === '' ? mark.word : `${mark.word}: ${rules}`;
  const age = ageText(ageOf(session, condition.since, view.state?.id));
  return { indent: 2, mark, name: placeOfCondition(condition), text, age };
}

function actionLine(action: ActionState, view: PipelineView, session: Session): Line {
  const mark = actionMark(action);
  const said = action.error?.message ?? action.summary ?? '';
  const word = action.status === undefined ? 'not begun' : mark.word;
  const age = action.status === undefined ? undefined : ageText(ageOf(session, action.since, view.state?.id));
  const text = said === '' || mark.word === 'ok' ? word : `${word}: ${said.split('\n', 1)[0]}`;
  return { indent: 2, mark, name: action.name, text, age };
}

/** Sign, name, text, and at the end how long ago. */
function draw({ indent, mark, name, text, kept = '', age = '' }: Line, names: number, sheet: Sheet): string {
  const sign = mark ? sheet.paint(sheet.sign(mark), mark.tone) : ' ';
  const label = pad(cutEnd(name, names - indent, sheet.ellipsis), names - indent);
  const room = sheet.limit - 2 - names - 2 - (age === '' ? 0 : width(age) + 2);
  const apart = text === '' || kept === '' ? '' : ' ';
  const said = `${cutEnd(sheet.plain(text), room - width(apart + kept), sheet.ellipsis)}${apart}${kept}`;
  const tail = age === '' ? '' : `  ${sheet.paint(sheet.plain(age), 'muted')}`;
  return `${' '.repeat(indent)}${sign} ${label}  ${said}${tail}`.trimEnd();
}
