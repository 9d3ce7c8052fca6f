import { ASCII_ELLIPSIS, ELLIPSIS } from '../text/cut.ts';
import type { Mark } from '../text/glyphs.ts';
import { type Paint, paintColor, paintNothing } from '../text/paint.ts';

/** Signs of one cell each, with their ASCII stand-ins where a terminal has no UTF-8 or makes ambiguous characters wide. */
export interface Signs {
  readonly cursor: string;
  readonly rail: string;
  readonly rule: string;
  readonly enters: string;
  readonly dot: string;
  readonly none: string;
  readonly caret: string;
  readonly side: string;
  readonly corners: readonly [string, string, string, string];
}

const UNICODE: Signs = {
  cursor: '›',
  rail: '┃',
  rule: '─',
  enters: '←',
  dot: '·',
  none: '–',
  caret: '▏',
  side: '│',
  corners: ['┌', '┐', '└', '┘'],
};

const ASCII: Signs = {
  cursor: '>',
  rail: '|',
  rule: '-',
  enters: '<',
  dot: '-',
  none: '-',
  caret: '_',
  side: '|',
  corners: ['+', '+', '+', '+'],
};

const ASCII_WORDS: Readonly<Record<string, string>> = {
  '…': '...',
  '·': '-',
  '–': '-',
  '×': 'x',
  '↑': 'Up',
  '↓': 'Down',
  '←': 'Left',
  '→': 'Right',
};

/** How things look; the same for every screen of a session. */
export interface Theme {
  readonly ascii: boolean;
  readonly paint: Paint;
  readonly ellipsis: string;
  readonly signs: Signs;
  glyph(mark: Mark): string;
  word(mark: Mark): string;
  /** A sentence of ours in the signs of this theme. */
  say(text: string): string;
}

export function makeTheme(options: { ascii: boolean; color: boolean }): Theme {
  const signs = options.ascii ? ASCII : UNICODE;
  const ellipsis = options.ascii ? ASCII_ELLIPSIS : ELLIPSIS;
  const say = options.ascii
    ? (text: string) => text.replace(/[^\x20-\x7e]/g, (sign) => ASCII_WORDS[sign] ?? sign)
    : (text: string) => text;
  return {
    ascii: options.ascii,
    paint: options.color ? paintColor : paintNothing,
    ellipsis,
    signs,
    glyph: (mark) => (options.ascii ? mark.ascii : mark.glyph),
    word: (mark) => say(mark.word),
    say,
  };
}

/** The same theme with all colours gone quiet: for what is shown although it could not be renewed. */
export function faded(theme: Theme): Theme {
  return { ...theme, paint: (text) => theme.paint(text, 'muted') };
}
