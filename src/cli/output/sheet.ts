import { isColored } from '../../config/color.ts';
import type { Settings } from '../../config/settings.ts';
import type { Mark } from '../../text/glyphs.ts';
import { speaksUnicode } from '../../text/locale.ts';
import { type Paint, paintColor, paintNothing } from '../../text/paint.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { CliHost } from '../host.ts';

/** What text is written on: how wide it is, and which signs and colours it bears. */
export interface Sheet {
  /** Cells a table may take; Infinity where nothing is cut, since no terminal shows it. */
  readonly limit: number;
  /** Cells for running text. */
  readonly columns: number;
  readonly paint: Paint;
  readonly ellipsis: string;
  /** A terminal: a person reads along. */
  readonly terminal: boolean;
  /** Our own words in the characters that may be used: dashes, dots between words. Not for commands or logs, which stay exact. */
  plain(text: string): string;
  /** The sign of a state. */
  sign(mark: Mark): string;
}

const USUAL_COLUMNS = 80;

/** Flags beat the settings, which are known once a command has connected. */
export function sheetFor(
  host: Pick<CliHost, 'out' | 'env'>,
  options: Pick<GlobalOptions, 'color' | 'ascii'>,
  settings: Pick<Settings, 'color' | 'ascii'> = {},
): Sheet {
  const terminal = host.out.isTTY === true;
  const ascii = options.ascii || settings.ascii === true || !speaksUnicode(host.env);
  const coloured = isColored({ flag: options.color, env: host.env, setting: settings.color, terminal });
  const columns = (terminal && host.out.columns) || USUAL_COLUMNS;
  return {
    limit: terminal ? columns : Number.POSITIVE_INFINITY,
    columns,
    paint: coloured ? paintColor : paintNothing,
    ellipsis: ascii ? '~' : '…',
    terminal,
    plain: (text) => (ascii ? inAscii(text) : text),
    sign: (mark) => (ascii ? mark.ascii : mark.glyph),
  };
}

const ASCII: Readonly<Record<string, string>> = { '·': '|', '–': '-', '—': '-', '…': '~' };

function inAscii(text: string): string {
  return text.replace(/[·–—…]/g, (sign) => ASCII[sign] ?? sign);
}
