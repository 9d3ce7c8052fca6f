import type { TextEdit } from './text-edit.ts';
import { NO_TEXT } from './text-edit.ts';
import {
  type FleetScreen,
  type LogView,
  type Overlay,
  type Screen,
  type Toast,
  topScreen,
  type UiState,
} from './ui-state.ts';

export type UiEvent =
  | { readonly type: 'open'; readonly screen: Screen }
  | { readonly type: 'back' }
  | { readonly type: 'select'; readonly key: string }
  | { readonly type: 'filter'; readonly text: TextEdit; readonly typing: boolean }
  | { readonly type: 'scroll'; readonly top: number }
  | { readonly type: 'log'; readonly view: Partial<LogView> }
  | { readonly type: 'overlay'; readonly overlay?: Overlay }
  | { readonly type: 'toast'; readonly toast?: Toast }
  | { readonly type: 'unlocked'; readonly unlocked: UiState['unlocked'] };

export const FIRST_STATE: UiState = { screens: [{ name: 'fleet', filter: NO_TEXT, typing: false }], unlocked: {} };

/** What the console shows, after something happened. What AWS says is not in here. */
export function reduce(state: UiState, event: UiEvent): UiState {
  switch (event.type) {
    case 'open':
      return { ...state, screens: [...state.screens, event.screen], overlay: undefined };
    case 'back':
      return back(state);
    case 'select':
      return select(state, event.key);
    case 'filter':
      return onTop(state, 'fleet', (screen) => filterFleet(screen, event.text, event.typing));
    case 'scroll':
      return scroll(state, event.top);
    case 'log':
      return onTop(state, 'log', (screen) => ({ ...screen, view: { ...screen.view, ...event.view } }));
    case 'overlay':
      return { ...state, overlay: event.overlay };
    case 'toast':
      return state.toast === event.toast ? state : { ...state, toast: event.toast };
    case 'unlocked':
      return { ...state, unlocked: event.unlocked };
  }
}

function scroll(state: UiState, top: number): UiState {
  const { overlay } = state;
  if (overlay?.name === 'help') return { ...state, overlay: { ...overlay, top } };
  if (overlay?.name === 'plan') return { ...state, overlay: { ...overlay, dialog: { ...overlay.dialog, top } } };
  const screen = topScreen(state);
  return screen.name === 'details' || screen.name === 'log' ? withTop(state, { ...screen, top }) : state;
}

function back(state: UiState): UiState {
  const [first, ...rest] = state.screens;
  return rest.length === 0 ? state : { ...state, screens: [first, ...rest.slice(0, -1)] };
}

function select(state: UiState, key: string): UiState {
  const screen = topScreen(state);
  if (screen.name === 'details' || screen.name === 'log' || screen.selected === key) return state;
  return withTop(state, { ...screen, selected: key });
}

function filterFleet(screen: FleetScreen, filter: TextEdit, typing: boolean): FleetScreen {
  return { ...screen, filter, typing };
}

function onTop<N extends Screen['name']>(
  state: UiState,
  name: N,
  change: (screen: Extract<Screen, { name: N }>) => Screen,
): UiState {
  const screen = topScreen(state);
  return screen.name === name ? withTop(state, change(screen as Extract<Screen, { name: N }>)) : state;
}

function withTop(state: UiState, screen: Screen): UiState {
  const [first, ...rest] = state.screens;
  return { ...state, screens: rest.length === 0 ? [screen] : [first, ...rest.slice(0, -1), screen] };
}
