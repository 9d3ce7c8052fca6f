import type { ConsoleContext } from '../console-context.ts';
import type { CommandId } from '../keymap.ts';
import { type PaletteEntry, paletteEntries } from '../overlay/palette-entries.ts';
import { NO_TEXT, textEdit } from '../state/text-edit.ts';
import { topScreen } from '../state/ui-state.ts';

export function openPalette({ ui }: ConsoleContext): void {
  ui.dispatch({ type: 'overlay', overlay: { name: 'palette', text: NO_TEXT, selected: 0 } });
}

/** Opens the marked pipeline; for a marked command the answer names it. Where nothing matches it goes on being typed. */
export function choosePaletteEntry(shared: ConsoleContext): CommandId | undefined {
  const entry = markedEntry(shared);
  if (!entry) return undefined;
  shared.ui.dispatch({ type: 'overlay' });
  if (entry.kind === 'command') return entry.id;
  shared.ui.dispatch({ type: 'open', screen: { name: 'pipeline', id: entry.id } });
  return undefined;
}

/** Puts the marked name in place of what was typed. */
export function completePalette(shared: ConsoleContext): void {
  const entry = markedEntry(shared);
  if (!entry) return;
  shared.ui.dispatch({ type: 'overlay', overlay: { name: 'palette', text: textEdit(entry.name), selected: 0 } });
}

function markedEntry({ ui, fleet }: ConsoleContext): PaletteEntry | undefined {
  const { overlay } = ui.get();
  if (overlay?.name !== 'palette') return undefined;
  const entries = paletteEntries(topScreen(ui.get()).name, fleet.get().members, overlay.text.text);
  return entries[Math.min(overlay.selected, entries.length - 1)];
}
