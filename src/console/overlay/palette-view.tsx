import { useSyncExternalStore } from 'react';
import { pad } from '../../text/cut.ts';
import { width } from '../../text/width.ts';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { inputPieces } from '../frame/input-pieces.ts';
import { scrollInto } from '../frame/scroll.ts';
import { type Pieces, piece } from '../line.ts';
import { type PaletteOverlay, topScreen, type UiState } from '../state/ui-state.ts';
import { boxLines } from './box.ts';
import { CenteredLayer, dialogCells } from './layer.tsx';
import { paletteEntries } from './palette-entries.ts';

const MOST_ROWS = 12;

/** Commands and pipelines by name. */
export function PaletteView({ palette, state, size }: { palette: PaletteOverlay; state: UiState; size: Size }) {
  const { theme, fleet: feed } = useConsole();
  const fleet = useSyncExternalStore(feed.subscribe, feed.get);
  const entries = paletteEntries(topScreen(state).name, fleet.members, palette.text.text);
  const cells = dialogCells(size);
  const page = Math.min(MOST_ROWS, Math.max(1, size.rows - 6));
  const selected = Math.min(palette.selected, entries.length - 1);
  const top = scrollInto(Math.max(0, selected - page + 1), selected, page, entries.length);
  const column = Math.min(40, Math.max(12, ...entries.map((entry) => width(entry.name)))) + 2;
  const rows = entries.slice(top, top + page).map((entry, index): Pieces => {
    const chosen = top + index === selected;
    return [
      piece(chosen ? `${theme.signs.cursor} ` : '  ', 'accent'),
      piece(pad(entry.name, column), chosen ? 'accent' : 'plain'),
      piece(pad(theme.say(entry.key), 7), 'accent'),
      piece(entry.hint, 'muted'),
    ];
  });
  const content: Pieces[] = [
    [piece(': ', 'accent'), ...inputPieces(palette.text, theme)],
    ...(rows.length > 0 ? rows : [[piece('  nothing matches', 'muted')]]),
    ...Array<Pieces>(Math.max(0, Math.min(page, MOST_ROWS) - Math.max(1, rows.length))).fill([]),
  ];
  return (
    <CenteredLayer lines={boxLines([piece('Command', 'accent')], content, cells, theme)} cells={cells} size={size} />
  );
}
