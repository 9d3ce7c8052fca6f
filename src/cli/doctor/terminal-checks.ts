import { isColored } from '../../config/color.ts';
import { speaksUnicode } from '../../text/locale.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { CliHost } from '../host.ts';
import type { Check } from './check.ts';

// What the screens are drawn for; with less they leave things out.
const COLUMNS = 80;
const ROWS = 24;

/** How the terminal is taken. */
export function terminalChecks({ out, env }: CliHost, { color, ascii }: GlobalOptions): readonly Check[] {
  const check = (name: string, detail: string, warning?: string): Check =>
    warning === undefined
      ? { group: 'terminal', name, status: 'ok', detail }
      : { group: 'terminal', name, status: 'warn', detail, fix: warning };
  const terminal = out.isTTY === true;
  return [
    sizeCheck(out),
    check(
      'TERM',
      env.TERM || 'not set',
      env.TERM && env.TERM !== 'dumb' ? undefined : 'the console needs a TERM that is not dumb',
    ),
    check(
      'colours',
      isColored({ flag: color, env, setting: undefined, terminal }) ? 'on' : `off: ${whyPlain(env, color, terminal)}`,
    ),
    check(
      'characters',
      ascii ? 'ASCII alone: --ascii' : speaksUnicode(env) ? 'Unicode' : 'ASCII alone: the locale is not one of UTF-8',
      ascii || speaksUnicode(env) ? undefined : 'export LANG=C.UTF-8',
    ),
    check('around it', surroundings(env)),
  ];
}

function sizeCheck({ isTTY, columns, rows }: CliHost['out']): Check {
  const common = { group: 'terminal', name: 'size' };
  if (!isTTY || columns === undefined || rows === undefined) {
    return { ...common, status: 'skipped', detail: 'stdout is no terminal' };
  }
  const detail = `${columns} x ${rows}`;
  if (columns >= COLUMNS && rows >= ROWS) return { ...common, status: 'ok', detail };
  return { ...common, status: 'warn', detail, fix: `the console shows more from ${COLUMNS} x ${ROWS} on` };
}

function whyPlain(env: CliHost['env'], color: GlobalOptions['color'], terminal: boolean): string {
  if (color === 'never') return '--color never';
  if (env.NO_COLOR) return 'NO_COLOR is set';
  if (env.TERM === 'dumb') return 'TERM is dumb';
  return terminal ? 'nobody asked for them' : 'stdout is no terminal';
}

function surroundings(env: CliHost['env']): string {
  const multiplexer = env.TMUX ? 'tmux' : env.STY ? 'screen' : 'no multiplexer';
  return `${multiplexer}, ${env.SSH_CONNECTION || env.SSH_TTY ? 'over ssh' : 'not over ssh'}`;
}
