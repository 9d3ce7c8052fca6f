import type { ConsoleContext } from '../console-context.ts';
import type { CommandId } from '../keymap.ts';
import { contextOf, topScreen } from '../state/ui-state.ts';
import { back, clearFilter, open, openApprovals, openLog, typeFilter } from './go.ts';
import { toggleFollow, toggleLogView } from './log.ts';
import { move } from './move.ts';
import { choosePaletteEntry, completePalette, openPalette } from './palette.ts';
import {
  chooseOffer,
  closeOverlay,
  confirm,
  dialogOf,
  focus,
  focusText,
  lookAgain,
  openMenu,
  planTransitionHere,
  press,
} from './plan.ts';

/** What each command of the keymap does. */
export const COMMANDS: Readonly<Record<CommandId, (shared: ConsoleContext) => void>> = {
  'move-down': (shared) => move(shared, { rows: 1 }),
  'move-up': (shared) => move(shared, { rows: -1 }),
  'page-down': (shared) => move(shared, { pages: 1 }),
  'page-up': (shared) => move(shared, { pages: -1 }),
  top: (shared) => move(shared, 'top'),
  bottom: (shared) => move(shared, 'bottom'),
  open,
  back,
  log: openLog,
  actions: openMenu,
  transition: planTransitionHere,
  approvals: openApprovals,
  filter: (shared) => typeFilter(shared, true),
  'keep-filter': (shared) => typeFilter(shared, false),
  'clear-filter': clearFilter,
  palette: openPalette,
  help: ({ ui }) => ui.dispatch({ type: 'overlay', overlay: { name: 'help', top: 0 } }),
  refresh: ({ deps }) => deps.live.refresh(),
  repaint: (shared) => shared.repaint(),
  quit,
  interrupt,
  follow: toggleFollow,
  wrap: (shared) => toggleLogView(shared, 'wrap'),
  times: (shared) => toggleLogView(shared, 'times'),
  close: closeOverlay,
  choose,
  complete: completePalette,
  'focus-next': (shared) => focus(shared, 1),
  'focus-previous': (shared) => focus(shared, -1),
  'focus-text': focusText,
  press,
  confirm,
  'look-again': lookAgain,
};

function choose(shared: ConsoleContext): void {
  if (contextOf(shared.ui.get()) === 'menu') {
    chooseOffer(shared);
    return;
  }
  const command = choosePaletteEntry(shared);
  if (command) COMMANDS[command](shared);
}

/** Not while something is being sent: its answer would be lost. */
function quit(shared: ConsoleContext): void {
  if (dialogOf(shared)?.phase !== 'sending') shared.quit(0);
}

/** Ctrl-C: the nearest thing that can be given up. */
function interrupt(shared: ConsoleContext): void {
  const state = shared.ui.get();
  const screen = topScreen(state);
  if (state.overlay && dialogOf(shared)?.phase !== 'sending') {
    closeOverlay(shared);
    return;
  }
  const filtered = screen.name === 'fleet' && (screen.typing || screen.filter.text !== '');
  if (!state.overlay && filtered) clearFilter(shared);
  else shared.quit(0);
}
