import type { LogLine } from '../../domain/log.ts';
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

const FEWEST_LOG_LINES = 3;

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

/** CodeBuild dates its own lines; beside an explanation there is no room to say it on each. */
const CONTAINER_STAMP = /^\[Container\] \S+ \S+ /;

/** The end of a log below an explanation, as much of it as has room; nothing where that is too little to be read. */
export function logEndLines(log: readonly LogLine[], rows: number, cells: number, theme: Theme): string[] {
  const room = rows - 2;
  if (log.length === 0 || room < FEWEST_LOG_LINES) return [];
  const shown = log
    .slice(-room)
    .map(({ message }) => line([piece(message.replace(CONTAINER_STAMP, ''), 'muted')], cells, theme));
  return ['', line([piece('Log')], cells, theme), ...shown];
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
