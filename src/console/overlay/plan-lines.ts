import type { PlanFact } from '../../operations/plan.ts';
import { pad, wrap } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { inputWindow } from '../frame/input-pieces.ts';
import { type Piece, type Pieces, piece, piecesWidth, spread } from '../line.ts';
import { type PlanDialog, textTrouble } from '../state/plan-dialog-state.ts';
import type { Theme } from '../theme.ts';

const LABEL_CELLS = 10;

/** What a dialog says of a plan in so many cells, part by part in the order to be read. */
export interface PlanParts {
  /** What it is about and what it causes. */
  readonly facts: readonly Pieces[];
  readonly where: readonly Pieces[];
  readonly text: readonly Pieces[];
  readonly command: readonly Pieces[];
  readonly notice: readonly Pieces[];
  readonly buttons: Pieces;
}

export function planParts(dialog: PlanDialog, cells: number, theme: Theme): PlanParts {
  const { plan } = dialog;
  const lines = (facts: readonly PlanFact[]) =>
    facts.flatMap((fact) => labelled(fact.label, theme.say(fact.text), cells));
  return {
    facts: [
      ...(dialog.news ? labelled('Changed', dialog.news, cells, 'waiting') : []),
      ...lines(plan.facts.filter((fact) => fact.label !== 'Where')),
    ],
    where: lines(plan.facts.filter((fact) => fact.label === 'Where')),
    text: textLines(dialog, cells, theme),
    command: labelled('Same as', plan.command(dialog.text.text || undefined), cells, 'muted'),
    notice: noticeLines(dialog, cells, theme),
    buttons: buttons(dialog, cells, theme),
  };
}
function labelled(label: string, text: string, cells: number, tone: Piece['tone'] = 'plain'): Pieces[] {
  const column = Math.max(LABEL_CELLS, width(label) + 2);
  return wrap(text, Math.max(10, cells - column)).map((part, index) => [
    piece(pad(index === 0 ? label : '', column), 'muted'),
    piece(part, tone),
  ]);
}

/** The field scrolls with its caret. */
function textLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  const { text: field } = dialog.plan;
  if (!field) return [];
  const length = [...dialog.text.text].length;
  const count = `${length} / ${field.max}`;
  const room = cells - LABEL_CELLS - width(count) - 2;
  const focused = dialog.focus === 'text';
  const shown = inputWindow(dialog.text, theme, focused, room);
  const hint =
    !focused && dialog.text.text === '' ? [piece(field.required ? 'i to write it' : 'i to write one', 'muted')] : shown;
  const label = piece(pad(field.label, LABEL_CELLS), focused ? 'accent' : 'muted');
  return [spread([label, ...hint], [piece(count, length > field.max ? 'danger' : 'muted')], cells)];
}
function noticeLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  const trouble = dialog.text.text === '' ? undefined : textTrouble(dialog);
  const text = dialog.notice ?? trouble;
  return text ? wrap(theme.say(text), cells).map((part) => [piece(part, 'failed')]) : [];
}

function buttons(dialog: PlanDialog, cells: number, theme: Theme): Pieces {
  if (dialog.phase === 'sending') return spread([], [piece(theme.say('sending …'), 'running')], cells);
  const button = (text: string, focused: boolean, tone: Piece['tone']): Piece[] => [
    piece(focused ? `${theme.signs.cursor} ` : '  ', 'accent'),
    piece(text, focused ? (tone === 'danger' ? 'danger' : 'accent') : tone),
  ];
  const gap = (blanks: number, others: Pieces) =>
    piece(' '.repeat(Math.max(2, Math.min(blanks, cells - piecesWidth(others)))));
  const cancel = button('Cancel', dialog.focus === 'cancel', 'plain');
  if (dialog.phase === 'outdated') {
    const again = [piece('r', 'accent'), piece('  Look again')];
    return spread([], [...cancel, gap(8, [...cancel, ...again]), ...again], cells);
  }
  const { plan } = dialog;
  const confirm = button(`y  ${plan.confirm}`, dialog.focus === 'confirm', plan.dangerous ? 'danger' : 'plain');
  return spread([], [...cancel, gap(6, [...cancel, ...confirm]), ...confirm], cells);
}
