import { revisionText, shortExecution, shortRevision } from '../../domain/execution.ts';
import { principalText } from '../../domain/identity.ts';
import { cutEnd, cutMiddle, pad } from '../../text/cut.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import { actionMark, CLOSED_TRANSITION, MARKS, type Mark, stageMark, type Tone } from '../../text/glyphs.ts';
import { ageText, durationText } from '../../text/time.ts';
import { width } from '../../text/width.ts';
import { line, type Piece, type Pieces, piece, piecesWidth, spread } from '../line.ts';
import type { Theme } from '../theme.ts';
import { actionSummary } from './action-summary.ts';
import { actionDuration } from './action-time.ts';
import type { ActionLine, GateLine, InboundLine, PipelineLine, StageLine } from './pipeline-lines.ts';

/** Widths that the lines of one pipeline share, in cells. */
export interface PipelineLayout {
  readonly cells: number;
  readonly stageName: number;
  readonly actionName: number;
}

const TIME_CELLS = 8;
const LEAST_COMMIT_CELLS = 18;
const INBOUND_EDGE = 6; // the cursor, the rail, blanks and the sign
// What a row needs beside its name to tell a commit, an execution and an age.
const BESIDE_NAME_CELLS = 46;

export function pipelineLayout(lines: readonly PipelineLine[], cells: number): PipelineLayout {
  const most = Math.max(10, Math.floor(cells / 3), cells - BESIDE_NAME_CELLS);
  const widest = (names: readonly string[]) => Math.min(most, Math.max(0, ...names.map(width)));
  return {
    cells,
    stageName: widest(lines.flatMap((one) => (one.kind === 'stage' ? [one.stage.name] : []))),
    actionName: widest(lines.flatMap((one) => (one.kind === 'action' ? [one.action.name] : []))),
  };
}

/** One line of a pipeline. `now` is epoch milliseconds by the service's clock. */
export function pipelineRow(
  value: PipelineLine,
  layout: PipelineLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): string {
  const cursor = piece(selected ? theme.signs.cursor : ' ', 'accent');
  const [left, right] = sides(value, layout, theme, now, selected);
  return line(spread([cursor, ...left], right, layout.cells - 1, theme), layout.cells, theme);
}

function sides(
  value: PipelineLine,
  layout: PipelineLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): [Pieces, Pieces] {
  switch (value.kind) {
    case 'stage':
      return stageSides(value, layout, theme, now, selected);
    case 'action':
      return actionSides(value, layout, theme, now, selected);
    case 'inbound':
      return [inboundText(value, layout, theme, selected), []];
    case 'gate':
      return [gateText(value, theme, now, selected), []];
  }
}

function stageSides(
  value: StageLine,
  layout: PipelineLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): [Pieces, Pieces] {
  const mark = value.apart ? MARKS.unknown : stageMark(value.stage);
  const { latest } = value.stage;
  const name = pad(cutMiddle(value.stage.name, layout.stageName, theme.ellipsis), layout.stageName);
  const head = [...marked(mark, theme), piece(name, selected ? 'accent' : 'plain'), piece('  ')];
  const tone = value.introduces || selected ? 'plain' : 'muted';
  if (!latest || value.apart) return [[...head, piece(stageText(value), tone)], []];
  const age =
    value.introduces && now !== undefined && value.since !== undefined ? `${ageText(now - value.since)} ago` : '';
  const right = [piece(shortExecution(latest.executionId), 'muted'), piece(pad(age, TIME_CELLS + 1, 'right'), 'muted')];
  const note = stageNote(value, mark);
  // What is said of the state stays when the commit's subject has no room: the cursor and a blank stand beside them.
  const room = layout.cells - 1 - 2 - piecesWidth([...head, ...note, ...right]);
  return [[...head, piece(cutEnd(stageText(value), Math.max(0, room), theme.ellipsis), tone), ...note], right];
}

/** Words for what the mark alone would leave in doubt. */
function stageNote(value: StageLine, mark: Mark): Piece[] {
  const { latest, conditions } = value.stage;
  const status = latest?.status;
  const kind = [
    ...(latest?.type === 'ROLLBACK' ? [piece('  rollback', 'accent')] : []),
    ...(conditions.some((condition) => condition.status === 'Overridden') ? [piece('  overridden', 'accent')] : []),
  ];
  if (status === undefined || status === 'Succeeded' || status === 'InProgress') return kind;
  return [piece(`  ${mark.word}`, mark.tone), ...kind];
}

function stageText(value: StageLine): string {
  if (value.apart) return 'each execution has its own';
  return value.stage.latest ? stageRevision(value) : 'never ran';
}

function stageRevision({ revision, introduces }: StageLine): string {
  if (introduces || !revision?.id) return revisionText(revision);
  return shortRevision(revision.id);
}

function actionSides(
  value: ActionLine,
  layout: PipelineLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): [Pieces, Pieces] {
  const mark = markOf(value);
  const failed = mark === MARKS.failed;
  const detail = failed
    ? (value.action.error?.message ?? value.action.summary ?? '')
    : actionSummary(value.declaration);
  const quiet: Tone = selected ? 'plain' : 'muted';
  const name = pad(cutMiddle(value.action.name, layout.actionName, theme.ellipsis), layout.actionName);
  const left = [
    piece(value.lastStage ? ' ' : theme.signs.rail, 'muted'),
    piece('  '),
    ...marked(mark, theme),
    piece(name, selected ? 'accent' : mark === MARKS.ok ? 'muted' : 'plain'),
    piece('  '),
    piece(detail, failed ? 'failed' : quiet),
  ];
  return [left, actionState(value, mark, theme, now, quiet)];
}

function markOf({ action, apart, isReady }: ActionLine): Mark {
  if (apart) return MARKS.unknown;
  return isReady ? deploymentMark('Ready') : actionMark(action);
}

/** `waiting   12m`, `running 62%  1m04s`, or only how long it took. */
function actionState(value: ActionLine, mark: Mark, theme: Theme, now: number | undefined, quiet: Tone): Piece[] {
  if (mark === MARKS.none || value.apart) return [];
  const { percent, since } = value.action;
  const word = mark === MARKS.ok ? '' : theme.word(mark);
  const progress = mark === MARKS.running && percent !== undefined ? ` ${percent}%` : '';
  return [
    piece(`${word}${progress}`, mark.tone),
    piece(
      pad(theme.say(actionTime(value, mark, now, since)), TIME_CELLS, 'right'),
      mark === MARKS.ok ? quiet : 'plain',
    ),
  ];
}

function actionTime(value: ActionLine, mark: Mark, now: number | undefined, since: number | undefined): string {
  if (mark === MARKS.waiting) return now === undefined || since === undefined ? '' : ageText(now - since);
  const duration = actionDuration(value, now);
  return duration === undefined ? '' : durationText(duration);
}

/** What has no room goes in this order: who was superseded, the end of the commit's subject, the execution; never the stage. */
function inboundText(value: InboundLine, layout: PipelineLayout, theme: Theme, selected: boolean): Piece[] {
  const id = shortExecution(value.execution.executionId);
  const carried = revisionText(value.revision);
  const what = carried === '' ? `execution ${id}` : carried;
  const waits = ` waits to enter ${value.stage.name}`;
  const named = carried === '' ? '' : ` (${id})`;
  const were = value.superseded === 1 ? 'was' : 'were';
  const overtaken = value.superseded === 0 ? '' : `; ${value.superseded} more ${were} superseded`;
  const room = layout.cells - 1 - INBOUND_EDGE;
  const fits = (end: string, least: number) => Math.min(width(what), least) + width(end) <= room;
  const [whole, brief] = [`${waits}${named}${overtaken}`, `${waits}${named}`];
  const end = fits(whole, width(what)) ? whole : fits(brief, LEAST_COMMIT_CELLS) ? brief : waits;
  return [
    piece(theme.signs.rail, 'muted'),
    piece('  '),
    piece(theme.signs.enters, 'running'),
    piece(' '),
    piece(`${cutEnd(what, room - width(end), theme.ellipsis)}${end}`, selected ? 'accent' : 'plain'),
  ];
}
function gateText(value: GateLine, theme: Theme, now: number | undefined, selected: boolean): Piece[] {
  return [
    piece(theme.glyph(CLOSED_TRANSITION), 'closed'),
    piece('  '),
    piece(closedText(value.stage.transition, now), selected ? 'accent' : 'closed'),
  ];
}

/** `closed by role/ops 2d ago: year-end freeze` */
export function closedText(
  transition: { readonly by?: string; readonly at?: number; readonly reason?: string },
  now: number | undefined,
): string {
  const by = transition.by === undefined ? '' : ` by ${principalText(transition.by)}`;
  const ago = transition.at === undefined || now === undefined ? '' : ` ${ageText(now - transition.at)} ago`;
  const why = transition.reason ? `: ${transition.reason}` : '';
  return `closed${by}${ago}${why}`;
}

function marked(mark: Mark, theme: Theme): Piece[] {
  return [piece(theme.glyph(mark), mark.tone), piece(' ')];
}
