import { pad, wrap } from '../../text/cut.ts';
import type { Tone } from '../../text/glyphs.ts';
import { width } from '../../text/width.ts';
import { line, type Pieces, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** A part of an explanation: a heading, a sentence, or a fact with its label. */
export type DetailPart =
  | { readonly kind: 'heading'; readonly pieces: Pieces }
  | { readonly kind: 'sentence'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'fact'; readonly label: string; readonly text: string }
  | { readonly kind: 'line'; readonly pieces: Pieces }
  | { readonly kind: 'gap' };

export function sentence(text: string, tone: Tone = 'plain'): DetailPart {
  return { kind: 'sentence', text, tone };
}

/** A fact, or nothing where it is not known. */
export function fact(label: string, text: string | undefined): DetailPart[] {
  return text === undefined || text === '' ? [] : [{ kind: 'fact', label, text }];
}

export const GAP: DetailPart = { kind: 'gap' };

/** Painted lines of an explanation in so many cells; sentences and facts wrap, labels stand in a column. */
export function detailLines(parts: readonly DetailPart[], cells: number, theme: Theme): string[] {
  const labels = parts.flatMap((part) => (part.kind === 'fact' ? [width(part.label)] : []));
  const column = Math.max(0, ...labels) + 2;
  return parts.flatMap((part) => partLines(part, cells, column, theme));
}

function partLines(part: DetailPart, cells: number, column: number, theme: Theme): string[] {
  switch (part.kind) {
    case 'gap':
      return [''];
    case 'heading':
    case 'line':
      return [line(part.pieces, cells, theme)];
    case 'sentence':
      return wrap(theme.say(part.text), cells).map((text) => line([piece(text, part.tone)], cells, theme));
    case 'fact':
      return wrap(part.text, Math.max(10, cells - column)).map((text, index) =>
        line([piece(pad(index === 0 ? part.label : '', column), 'muted'), piece(text)], cells, theme),
      );
  }
}
