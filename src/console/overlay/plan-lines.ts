import type { PlanFact } from '../../operations/plan.ts';
import { pad, wrap } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { inputWindow } from '../frame/input-pieces.ts';
import { type Piece, type Pieces, piece, piecesWidth, spread } from '../line.ts';
import { editOf, type Field, fieldsOf, type PlanDialog, textTrouble } from '../state/plan-dialog-state.ts';
import { MOST_WHY } from '../state/unlocking.ts';
import type { Theme } from '../theme.ts';

const LABEL_CELLS = 10;

/** What a dialog says of a plan in so many cells, part by part in the order to be read. */
export interface PlanParts {
  /** What it is about and what it causes. */
  readonly facts: readonly Pieces[];
  readonly where: readonly Pieces[];
  /** What is to be written, and which of it has the focus. */
  readonly text: readonly Pieces[];
  readonly writing: number;
  readonly command: readonly Pieces[];
  readonly notice: readonly Pieces[];
  readonly buttons: Pieces;
}

/** `environments` are the protected ones that it reaches into, as they are to be named; `command` is what a script would do. */
export function planParts(
  dialog: PlanDialog,
  { environments, command }: { readonly environments: readonly string[]; readonly command: string },
  cells: number,
  theme: Theme,
): PlanParts {
  const { plan } = dialog;
  const lines = (facts: readonly PlanFact[]) =>
    facts.flatMap((fact) => labelled(fact.label, theme.say(fact.text), cells));
  return {
    facts: [
      ...(dialog.news ? labelled('Changed', dialog.news, cells, 'waiting') : []),
      ...lines(plan.facts.filter((fact) => fact.label !== 'Where')),
    ],
    where: [
      ...lines(plan.facts.filter((fact) => fact.label === 'Where')),
      ...(environments.length > 0 ? labelled('Protected', environments.join('; '), cells, 'danger') : []),
    ],
    text: fieldLines(dialog, cells, theme),
    writing: fieldsOf(dialog).indexOf(dialog.focus as Field),
    command: labelled('Same as', command, cells, 'muted'),
    notice: noticeLines(dialog, cells, theme),
    buttons: buttons(dialog, cells, theme),
  };
}
function labelled(label: string, text: string, cells: number, tone: Piece['tone'] = 'plain'): Pieces[] {
  const column = Math.max(LABEL_CELLS, width(label) + 1);
  return wrap(text, Math.max(10, cells - column)).map((part, index) => [
    piece(pad(index === 0 ? label : '', column), 'muted'),
    piece(part, tone),
  ]);
}

function fieldLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  return fieldsOf(dialog).map((field) => fieldLine(dialog, field, cells, theme));
}

/** The field scrolls with its caret. */
function fieldLine(dialog: PlanDialog, field: Field, cells: number, theme: Theme): Pieces {
  const edit = editOf(dialog, field);
  const { label, hint, note, tooLong } = fieldLook(dialog, field);
  const room = cells - LABEL_CELLS - width(note) - 2;
  const focused = dialog.focus === field;
  const shown = inputWindow(edit, theme, focused, room);
  const said = !focused && edit.text === '' ? [piece(hint, 'muted')] : shown;
  const name = piece(pad(label, LABEL_CELLS), focused ? 'accent' : 'muted');
  return spread([name, ...said], [piece(note, tooLong ? 'danger' : 'muted')], cells, theme);
}

interface FieldLook {
  readonly label: string;
  /** In its place while nothing is written and something else has the focus. */
  readonly hint: string;
  /** At its right edge. */
  readonly note: string;
  readonly tooLong: boolean;
}

function fieldLook(dialog: PlanDialog, field: Field): FieldLook {
  const { plan, unlocking } = dialog;
  if (field === 'name') return { label: 'Name', hint: '', note: `type ${unlocking?.names[0]}`, tooLong: false };
  const max = field === 'why' ? MOST_WHY : (plan.text?.max ?? 0);
  const length = [...editOf(dialog, field).text].length;
  const label = field === 'why' ? 'Why' : (plan.text?.label ?? '');
  const hint = field === 'why' || plan.text?.required ? 'i to write it' : 'i to write one';
  return { label, hint, note: `${length} / ${max}`, tooLong: length > max };
}

function noticeLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  const trouble = dialog.text.text === '' ? undefined : textTrouble(dialog);
  const text = dialog.notice ?? trouble;
  return text ? wrap(theme.say(text), cells).map((part) => [piece(part, 'failed')]) : [];
}

function buttons(dialog: PlanDialog, cells: number, theme: Theme): Pieces {
  if (dialog.phase === 'sending') return spread([], [piece(theme.say('sending …'), 'running')], cells, theme);
  const button = (text: string, focused: boolean, tone: Piece['tone']): Piece[] => [
    piece(focused ? `${theme.signs.cursor} ` : '  ', 'accent'),
    piece(text, focused ? (tone === 'danger' ? 'danger' : 'accent') : tone),
  ];
  const gap = (blanks: number, others: Pieces) =>
    piece(' '.repeat(Math.max(2, Math.min(blanks, cells - piecesWidth(others)))));
  const cancel = button('Cancel', dialog.focus === 'cancel', 'plain');
  if (dialog.phase === 'outdated') {
    const again = [piece('r', 'accent'), piece('  Look again')];
    return spread([], [...cancel, gap(8, [...cancel, ...again]), ...again], cells, theme);
  }
  const { plan } = dialog;
  const confirm = button(`y  ${plan.confirm}`, dialog.focus === 'confirm', plan.dangerous ? 'danger' : 'plain');
  return spread([], [...cancel, gap(6, [...cancel, ...confirm]), ...confirm], cells, theme);
}
