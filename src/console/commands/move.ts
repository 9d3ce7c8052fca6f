import type { ConsoleContext } from '../console-context.ts';
import { paletteEntries } from '../overlay/palette-entries.ts';
import type { ListSurface, LogSurface, TextSurface } from '../state/surface.ts';
import { topScreen } from '../state/ui-state.ts';

/** How far: rows of the screen, pages of it, or to an end. */
export type Step = { readonly rows: number } | { readonly pages: number } | 'top' | 'bottom';

/** Moves the cursor of a list, scrolls a text, or walks through a log. */
export function move(shared: ConsoleContext, step: Step): void {
  const { overlay } = shared.ui.get();
  if (overlay?.name === 'menu') {
    moveMenu(shared, step);
    return;
  }
  if (overlay?.name === 'palette') {
    movePalette(shared, step);
    return;
  }
  const surface = overlay ? shared.surface.overlay : shared.surface.screen;
  if (surface?.kind === 'list') moveList(shared, surface, step);
  else if (surface?.kind === 'text') scrollText(shared, surface, step);
  else if (surface?.kind === 'log') walkLog(shared, surface, step);
}

function moveList({ ui }: ConsoleContext, list: ListSurface, step: Step): void {
  const screen = topScreen(ui.get());
  const chosen = 'selected' in screen ? screen.selected : undefined;
  const at = list.keys.indexOf(chosen !== undefined && list.keys.includes(chosen) ? chosen : (list.selected ?? ''));
  const key = list.keys[moved(Math.max(0, at), step, list.page, list.keys.length - 1)];
  if (key !== undefined) ui.dispatch({ type: 'select', key });
}

function scrollText({ ui }: ConsoleContext, text: TextSurface, step: Step): void {
  ui.dispatch({ type: 'scroll', top: moved(text.top, step, text.page, text.last) });
}

function walkLog({ ui }: ConsoleContext, log: LogSurface, step: Step): void {
  if (step === 'bottom') {
    ui.dispatch({ type: 'log', view: { anchor: 'end' } });
    return;
  }
  const rows = step === 'top' ? Number.NEGATIVE_INFINITY : 'rows' in step ? step.rows : step.pages * log.page;
  ui.dispatch({ type: 'log', view: { anchor: log.moved(rows) } });
}

function moveMenu({ ui }: ConsoleContext, step: Step): void {
  const { overlay } = ui.get();
  if (overlay?.name !== 'menu') return;
  const selected = moved(overlay.selected, step, 10, overlay.offers.length - 1);
  ui.dispatch({ type: 'overlay', overlay: { ...overlay, selected } });
}

function movePalette({ ui, fleet }: ConsoleContext, step: Step): void {
  const { overlay } = ui.get();
  if (overlay?.name !== 'palette') return;
  const entries = paletteEntries(topScreen(ui.get()).name, fleet.get().members, overlay.text.text);
  const selected = moved(overlay.selected, step, 10, entries.length - 1);
  ui.dispatch({ type: 'overlay', overlay: { ...overlay, selected } });
}

function moved(at: number, step: Step, page: number, last: number): number {
  if (step === 'top') return 0;
  if (step === 'bottom') return Math.max(0, last);
  const rows = 'rows' in step ? step.rows : step.pages * Math.max(1, page - 1);
  return Math.max(0, Math.min(last, at + rows));
}
