import { type Instance, render } from 'ink';
import { App } from './app.tsx';
import { type ConsoleContext, Shared } from './console-context.ts';
import type { ConsoleDeps } from './deps.ts';
import { FleetFeed } from './fleet/fleet-feed.ts';
import { IdleSignal } from './idle-signal.ts';
import { Activity } from './state/activity.ts';
import { Beat } from './state/beat.ts';
import { FIRST_STATE } from './state/ui-reducer.ts';
import { UiStore } from './state/ui-store.ts';
import { crashMessage, type Ending, restoreTerminal, watchForEnd } from './terminal.ts';
import { makeTheme } from './theme.ts';

export type { ConsoleDeps } from './deps.ts';

const CRASH = 70;

/** Opens the console on a terminal and resolves with the exit code when it was left, in whatever way. */
export async function runConsole(deps: ConsoleDeps): Promise<number> {
  const ended = Promise.withResolvers<Ending>();
  let signal: IdleSignal | undefined;
  const activity = new Activity(() => signal?.touch());
  const shared: ConsoleContext = {
    deps,
    theme: makeTheme(deps),
    ui: new UiStore(FIRST_STATE),
    fleet: new FleetFeed(deps.live),
    beat: new Beat(deps.live),
    surface: { screen: undefined, overlay: undefined },
    activity,
    quit: (exitCode) => ended.resolve({ exitCode }),
    repaint: () => {
      instance.clear();
      instance.rerender(tree(shared));
    },
  };
  const stopWatching = watchForEnd({ in: deps.in, out: deps.out, process }, ended.resolve);
  const instance: Instance = render(tree(shared), {
    stdout: deps.out,
    stdin: deps.in,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 60,
    onRender: () => activity.touch(),
  });
  instance.waitUntilExit().catch((thrown: unknown) => {
    ended.resolve({ exitCode: CRASH, message: crashMessage(thrown) });
  });
  if (deps.idle !== undefined) signal = idleSignal(deps, deps.idle, activity, instance);
  const stopIdle = deps.live.onIdle(() => activity.touch());
  activity.touch();

  const ending = await ended.promise;
  stopIdle();
  await leave(deps, instance);
  stopWatching();
  if (ending.message) process.stderr.write(ending.message);
  return ending.exitCode;
}

function tree(shared: ConsoleContext) {
  return (
    <Shared value={shared}>
      <App />
    </Shared>
  );
}

function idleSignal(deps: ConsoleDeps, target: string, activity: Activity, instance: Instance): IdleSignal {
  return new IdleSignal(
    target,
    () => deps.live.idle && !activity.busy,
    () => instance.waitUntilRenderFlush(),
  );
}

/** Takes the console off the screen, even where drawing it has failed. */
async function leave(deps: ConsoleDeps, instance: Instance): Promise<void> {
  let left = true;
  try {
    instance.unmount();
    await Promise.race([
      instance.waitUntilExit(),
      new Promise((resolve) => deps.live.after(500, () => resolve(undefined))),
    ]);
  } catch {
    left = false;
  }
  restoreTerminal(deps, !left);
}
