import type { ConsoleContext } from './console-context.ts';
import type { ConsoleDeps } from './deps.ts';
import { FleetFeed } from './fleet/fleet-feed.ts';
import type { Activity } from './state/activity.ts';
import { Beat } from './state/beat.ts';
import { PressQueue } from './state/press-queue.ts';
import { FIRST_STATE } from './state/ui-reducer.ts';
import { UiStore } from './state/ui-store.ts';
import { Unlocks } from './state/unlocks.ts';
import { makeTheme } from './theme.ts';

/** Puts together what the screens and commands of one console share; how to quit and to repaint is the terminal's. */
export function sharedContext(
  deps: ConsoleContext['deps'] & Pick<ConsoleDeps, 'ascii' | 'color' | 'unlockMinutes'>,
  activity: Activity,
  terminal: Pick<ConsoleContext, 'quit' | 'repaint'>,
): ConsoleContext {
  const ui = new UiStore(FIRST_STATE);
  return {
    deps,
    theme: makeTheme(deps),
    ui,
    unlocks: new Unlocks(deps.operations.protection, deps.live, ui, deps.unlockMinutes),
    fleet: new FleetFeed(deps.live),
    beat: new Beat(deps.live),
    surface: { screen: undefined, overlay: undefined },
    activity,
    presses: new PressQueue(() => activity.hold()),
    ...terminal,
  };
}
