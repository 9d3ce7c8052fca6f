import type { ConsoleContext } from '../console-context.ts';
import type { CommandId } from '../keymap.ts';
import { contextOf, topScreen } from '../state/ui-state.ts';
import { back, clearFilter, keepFilter, open, openApprovals, openLog, typeFilter } from './go.ts';
import { lock } from './lock.ts';
import { toggleFollow, toggleLogView } from './log.ts';
import { chooseOffer, openMenu, planTransitionHere } from './menu.ts';
import { move } from './move.ts';
import { choosePaletteEntry, completePalette, openPalette } from './palette.ts';
import { closeOverlay, confirm, focus, focusText, press } from './plan.ts';
import { lookAgain, openReady } from './planning.ts';

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
  filter: typeFilter,
  'keep-filter': keepFilter,
  'clear-filter': clearFilter,
  palette: openPalette,
  help: ({ ui }) => ui.dispatch({ type: 'overlay', overlay: { name: 'help', top: 0 } }),
  refresh: ({ deps }) => deps.live.refresh(),
  repaint: (shared) => shared.repaint(),
  quit: (shared) => shared.quit(0),
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
  lock,
};

function choose(shared: ConsoleContext): void {
  const context = contextOf(shared.ui.get());
  if (context === 'menu') {
    chooseOffer(shared);
    return;
  }
  if (context === 'plan-ready') {
    openReady(shared);
    return;
  }
  const command = choosePaletteEntry(shared);
  if (command) COMMANDS[command](shared);
}

/** Ctrl-C: the nearest thing that can be given up. What is being sent cannot; then only leaving is left. */
function interrupt(shared: ConsoleContext): void {
  const state = shared.ui.get();
  const screen = topScreen(state);
  const sending = contextOf(state) === 'sending';
  const filtered = screen.name === 'fleet' && (screen.typing || screen.filter.text !== '');
  if (state.overlay && !sending) closeOverlay(shared);
  else if (filtered && !sending) clearFilter(shared);
  else shared.quit(0);
}
