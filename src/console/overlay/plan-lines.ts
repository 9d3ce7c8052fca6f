import { pad, wrap } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { inputPieces } from '../frame/input-pieces.ts';
import { type Piece, type Pieces, piece, piecesWidth, spread } from '../line.ts';
import { type PlanDialog, textTrouble } from '../state/plan-dialog-state.ts';
import type { Theme } from '../theme.ts';

const LABEL_CELLS = 10;

/** What a dialog says of a plan, line by line, in so many cells: what it is about first, the two buttons last. */
export function planLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  const { plan } = dialog;
  return [
    ...(dialog.news ? labelled('Changed', dialog.news, cells, 'waiting') : []),
    ...plan.facts.flatMap((fact) => labelled(fact.label, theme.say(fact.text), cells)),
    ...(plan.text ? textLines(dialog, cells, theme) : []),
    ...labelled('Same as', plan.command(dialog.text.text || undefined), cells, 'muted'),
    ...noticeLines(dialog, cells),
    buttons(dialog, cells, theme),
  ];
}

function labelled(label: string, text: string, cells: number, tone: Piece['tone'] = 'plain'): Pieces[] {
  const column = Math.max(LABEL_CELLS, width(label) + 2);
  return wrap(text, Math.max(10, cells - column)).map((part, index) => [
    piece(pad(index === 0 ? label : '', column), 'muted'),
    piece(part, tone),
  ]);
}

/** The field scrolls with its caret: its end is what is being typed. */
function textLines(dialog: PlanDialog, cells: number, theme: Theme): Pieces[] {
  const { text: field } = dialog.plan;
  if (!field) return [];
  const length = [...dialog.text.text].length;
  const count = `${length} / ${field.max}`;
  const room = cells - LABEL_CELLS - width(count) - 2;
  const focused = dialog.focus === 'text';
  const shown = scrolled(inputPieces(dialog.text, theme, focused), room);
  const hint =
    !focused && dialog.text.text === '' ? [piece(field.required ? 'i to write it' : 'i to write one', 'muted')] : shown;
  const label = piece(pad(field.label, LABEL_CELLS), focused ? 'accent' : 'muted');
  return [spread([label, ...hint], [piece(count, length > field.max ? 'danger' : 'muted')], cells)];
}

function scrolled(pieces: Pieces, cells: number): Pieces {
  let excess = piecesWidth(pieces) - cells;
  return pieces.map((part) => {
    if (excess <= 0) return part;
    const characters = [...part.text];
    const dropped = Math.min(excess, part.tone === 'accent' ? 0 : characters.length);
    excess -= dropped;
    return { ...part, text: characters.slice(dropped).join('') };
  });
}

function noticeLines(dialog: PlanDialog, cells: number): Pieces[] {
  const trouble = dialog.text.text === '' ? undefined : textTrouble(dialog);
  const text = dialog.notice ?? trouble;
  if (!text) return [[]];
  return [[], ...wrap(text, cells).map((part) => [piece(part, 'failed')])];
}

function buttons(dialog: PlanDialog, cells: number, theme: Theme): Pieces {
  if (dialog.phase === 'sending') return spread([], [piece(theme.say('sending …'), 'running')], cells);
  const button = (text: string, focused: boolean, tone: Piece['tone']): Piece[] => [
    piece(focused ? `${theme.signs.cursor} ` : '  ', 'accent'),
    piece(text, focused ? (tone === 'danger' ? 'danger' : 'accent') : tone),
  ];
  const cancel = button('Cancel', dialog.focus === 'cancel', 'plain');
  if (dialog.phase === 'outdated') {
    return spread([], [...cancel, piece('        '), piece('r', 'accent'), piece('  Look again')], cells);
  }
  const { plan } = dialog;
  const confirm = button(`y  ${plan.confirm}`, dialog.focus === 'confirm', plan.dangerous ? 'danger' : 'plain');
  return spread([], [...cancel, piece('      '), ...confirm], cells);
}
