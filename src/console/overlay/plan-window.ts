import { type Pieces, piece, spread } from '../line.ts';
import type { Theme } from '../theme.ts';
import type { PlanParts } from './plan-lines.ts';

export interface PlanWindow {
  readonly lines: readonly Pieces[];
  /** The first of the facts that is shown, the last that may be, and how many are. */
  readonly top: number;
  readonly last: number;
  readonly page: number;
}

/**
 * A plan in so many rows. Where, the text and the buttons are always there; where the facts have no room they scroll,
 * and say so at their right edge.
 */
export function planWindow(parts: PlanParts, top: number, rows: number, cells: number, theme: Theme): PlanWindow {
  const { facts, where, command, notice, buttons } = parts;
  const text = fieldsIn(parts, rows);
  const roomy = notice.length > 0 ? [[], ...notice] : [[]];
  const whole = [...facts, ...where, ...text, ...command, ...roomy, buttons];
  if (whole.length <= rows) return { lines: whole, top: 0, last: 0, page: whole.length };
  const kept = where.length + text.length + 1;
  const told = notice.slice(0, Math.max(0, rows - kept - 1));
  const scrolling = [...facts, ...command];
  const page = Math.max(1, rows - kept - told.length);
  const last = Math.max(0, scrolling.length - page);
  const first = Math.min(top, last);
  const shown = scrolling.slice(first, first + page);
  const marked = shown.map((line, index) => {
    const above = index === 0 ? first : 0;
    const below = index === shown.length - 1 ? last - first : 0;
    return above + below === 0 ? line : spread(line, [piece(moreText(above, below, theme), 'accent')], cells, theme);
  });
  return { lines: [...marked, ...where, ...text, ...told, buttons], top: first, last, page };
}

/** Where there is no room for all, the field that is being written. */
function fieldsIn({ where, text, writing }: PlanParts, rows: number): readonly Pieces[] {
  const others = where.length + 2;
  return others + text.length <= rows ? text : text.slice(Math.max(0, writing), Math.max(0, writing) + 1);
}

function moreText(above: number, below: number, theme: Theme): string {
  if (below > 0) return theme.say(` ${below} more PgDn`);
  return theme.say(` ${above} more PgUp`);
}
