import type { Offer } from '../../operations/offers.ts';
import { pad, wrap } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { scrollInto } from '../frame/scroll.ts';
import { type Pieces, piece } from '../line.ts';
import type { MenuOverlay } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';
import { boxLines } from './box.ts';
import { CenteredLayer, dialogCells, dialogRows } from './layer.tsx';

/** What can be done here; what cannot says why. */
export function MenuView({ menu, size }: { menu: MenuOverlay; size: Size }) {
  const { theme } = useConsole();
  const cells = dialogCells(size);
  const column = Math.max(0, ...menu.offers.map((offer) => width(offer.label))) + 2;
  const content = menu.offers.map((offer, index) => offerLine(offer, index === menu.selected, column, theme));
  const whole = wholeLines(menu, cells - 4, column);
  const page = dialogRows(size) - whole.length;
  const top = scrollInto(Math.max(0, menu.selected - page + 1), menu.selected, page, content.length);
  const shown = content.slice(top, top + page);
  const more = shown.length < content.length ? `  ${top + 1}–${top + shown.length} of ${content.length}` : '';
  const title = [piece(menu.title, 'accent'), piece(theme.say(more), 'muted')];
  return <CenteredLayer lines={boxLines(title, [...shown, ...whole], cells, theme)} cells={cells} size={size} />;
}

/**
 * What has no room beside the name of the marked offer, in full below a gap. There is as much room for it as any of them needs,
 * so that nothing moves with the cursor.
 */
function wholeLines({ offers, selected }: MenuOverlay, cells: number, column: number): Pieces[] {
  const texts = offers.map((offer) => saidOf(offer));
  const wholes = texts.map((text) => (width(text) > cells - 2 - column ? wrap(text, cells - 2) : []));
  const most = Math.max(0, ...wholes.map(({ length }) => length));
  if (most === 0) return [];
  return Array.from({ length: most + 1 }, (_, row) => [piece(`  ${wholes[selected]?.[row - 1] ?? ''}`)]);
}

function saidOf({ disabledReason, detail }: Offer): string {
  return disabledReason ?? detail;
}

function offerLine(offer: Offer, selected: boolean, column: number, theme: Theme): Pieces {
  const cursor = piece(selected ? `${theme.signs.cursor} ` : '  ', 'accent');
  const label = pad(offer.label, column);
  const said = saidOf(offer);
  if (offer.disabledReason !== undefined) return [cursor, piece(label, 'muted'), piece(said, 'muted')];
  const tone = offer.dangerous ? 'danger' : selected ? 'accent' : 'plain';
  return [cursor, piece(label, tone), piece(said, selected ? 'plain' : 'muted')];
}
