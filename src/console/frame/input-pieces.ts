import { head } from '../../text/cut.ts';
import { clusters, clusterWidth, width } from '../../text/width.ts';
import { type Piece, piece } from '../line.ts';
import { split, type TextEdit } from '../state/text-edit.ts';
import type { Theme } from '../theme.ts';

/** A text that is being typed, with a caret where the next letter goes. */
export function inputPieces(edit: TextEdit, theme: Theme, focused = true): Piece[] {
  const { before, after } = split(edit);
  return [piece(before), ...(focused ? [piece(theme.signs.caret, 'accent')] : []), piece(after)];
}

/** The same in at most `cells` cells: what stands around the caret. */
export function inputWindow(edit: TextEdit, theme: Theme, focused: boolean, cells: number): Piece[] {
  const { before, after } = split(edit);
  const room = Math.max(0, cells - (focused ? 1 : 0));
  const shown = tail(before, Math.max(room - width(after), Math.ceil(room * 0.75)));
  const rest = head(after, room - width(shown));
  return [piece(shown), ...(focused ? [piece(theme.signs.caret, 'accent')] : []), piece(rest)];
}

/** As many whole characters from the end as have room. */
function tail(text: string, cells: number): string {
  const all = [...clusters(text)];
  let used = 0;
  let from = all.length;
  while (from > 0 && used + clusterWidth(all[from - 1] ?? '') <= cells) {
    from -= 1;
    used += clusterWidth(all[from] ?? '');
  }
  return all.slice(from).join('');
}
