import { useLayoutEffect } from 'react';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { piece } from '../line.ts';
import { type HelpOverlay, topScreen, type UiState } from '../state/ui-state.ts';
import { boxLines } from './box.ts';
import { helpLines } from './help-lines.ts';
import { CenteredLayer, dialogCells } from './layer.tsx';

/** The keys of the screen beneath, made from the keymap. */
export function HelpView({ help, state, size }: { help: HelpOverlay; state: UiState; size: Size }) {
  const { theme, surface } = useConsole();
  const cells = dialogCells(size);
  const screen = topScreen(state).name;
  const lines = helpLines(screen, theme);
  const page = Math.max(1, size.rows - 4);
  const last = Math.max(0, lines.length - page);
  const top = Math.min(help.top, last);
  useLayoutEffect(() => {
    surface.overlay = { kind: 'text', top, last, page };
  });
  const more = last > 0 ? `  ${top + 1}–${Math.min(top + page, lines.length)} of ${lines.length}` : '';
  const title = [piece(`Keys: ${screen}`, 'accent'), piece(theme.say(more), 'muted')];
  return (
    <CenteredLayer lines={boxLines(title, lines.slice(top, top + page), cells, theme)} cells={cells} size={size} />
  );
}
