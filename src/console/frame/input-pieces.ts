import { type Piece, piece } from '../line.ts';
import { split, type TextEdit } from '../state/text-edit.ts';
import type { Theme } from '../theme.ts';

/** A text that is being typed, with a caret where the next letter goes. */
export function inputPieces(edit: TextEdit, theme: Theme, focused = true): Piece[] {
  const { before, after } = split(edit);
  return [piece(before), ...(focused ? [piece(theme.signs.caret, 'accent')] : []), piece(after)];
}
