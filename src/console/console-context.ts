import { createContext, useContext } from 'react';
import type { ConsoleDeps } from './deps.ts';
import type { FleetFeed } from './fleet/fleet-feed.ts';
import type { Activity } from './state/activity.ts';
import type { Beat } from './state/beat.ts';
import type { PressQueue } from './state/press-queue.ts';
import type { Surface } from './state/surface.ts';
import type { UiStore } from './state/ui-store.ts';
import type { Unlocks } from './state/unlocks.ts';
import type { Theme } from './theme.ts';

/** What every screen and every command of one console share. */
export interface ConsoleContext {
  readonly deps: Pick<ConsoleDeps, 'live' | 'operations' | 'readOnly' | 'takeWarnings'>;
  readonly theme: Theme;
  readonly ui: UiStore;
  readonly fleet: FleetFeed;
  readonly beat: Beat;
  readonly surface: Surface;
  readonly activity: Activity;
  readonly presses: PressQueue;
  readonly unlocks: Unlocks;
  quit(code: number): void;
  /** Draws everything again, whatever the terminal shows. */
  repaint(): void;
}

export const Shared = createContext<ConsoleContext | undefined>(undefined);

export function useConsole(): ConsoleContext {
  const shared = useContext(Shared);
  if (!shared) throw new Error('a screen was drawn outside of a console');
  return shared;
}
