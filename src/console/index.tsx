import { type Instance, render } from 'ink';
import type { Live } from '../live/live.ts';
import { App } from './app.tsx';
import { type ConsoleContext, Shared } from './console-context.ts';
import type { ConsoleDeps } from './deps.ts';
import type { FleetFeed } from './fleet/fleet-feed.ts';
import { countBytesRead, countBytesWritten, IdleSignal, type Passed } from './idle-signal.ts';
import { sharedContext } from './shared-context.ts';
import { Activity } from './state/activity.ts';
import { crashMessage, type Ending, restoreTerminal, watchForEnd } from './terminal.ts';

export type { ConsoleDeps } from './deps.ts';

const CRASH = 70;
// The bundled engine has answered within this, AWS has not; longer than a frame nobody waits to see that something is asked.
const FIRST_FRAME_WAIT_MS = 20;
const CLEAR_SCREEN = '\u001b[H\u001b[2J';

/** Opens the console on a terminal and resolves with the exit code when it was left, in whatever way. */
export async function runConsole(deps: ConsoleDeps): Promise<number> {
  const ended = Promise.withResolvers<Ending>();
  let signal: IdleSignal | undefined;
  const activity = new Activity(() => signal?.touch());
  const shared = sharedContext(deps, activity, {
    quit: (exitCode) => ended.resolve({ exitCode }),
    repaint: () => {
      deps.out.write(CLEAR_SCREEN);
      instance.clear();
      instance.rerender(tree(shared));
    },
  });
  const stopWatching = watchForEnd({ in: deps.in, out: deps.out, process }, ended.resolve);
  // Before the first frame: a key pressed early must not be echoed into it.
  if (deps.in.isTTY) deps.in.setRawMode(true);
  const traffic = deps.idle === undefined ? undefined : countTraffic(deps);
  const stopFirstAsking = await firstAnswers(shared.fleet, deps.live);
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
  if (deps.idle !== undefined && traffic) signal = idleSignal(deps, deps.idle, traffic, activity, instance);
  const stopIdle = deps.live.onIdle(() => activity.touch());
  const stopResize = repaintOnResize(shared, deps.out);
  stopFirstAsking();
  activity.touch();

  const ending = await ended.promise;
  stopIdle();
  stopResize();
  await leave(deps, instance);
  stopWatching();
  if (ending.message) process.stderr.write(ending.message);
  return ending.exitCode;
}

/** Asks for the fleet before anything is drawn, so that what is there at once is in the first frame. The answer stops asking. */
async function firstAnswers(fleet: FleetFeed, live: Live): Promise<() => void> {
  const answered = Promise.withResolvers<void>();
  const stop = fleet.subscribe(() => {
    if (fleet.get().complete) answered.resolve();
  });
  const cancel = live.after(FIRST_FRAME_WAIT_MS, answered.resolve);
  await answered.promise;
  cancel();
  return stop;
}

function tree(shared: ConsoleContext) {
  return (
    <Shared value={shared}>
      <App />
    </Shared>
  );
}

/**
 * Ink draws the old frame once more in the new width before the new one is laid out; where lines wrapped, what it
 * believes to be on the screen is not. So all of it is drawn again when the new frame is there.
 */
function repaintOnResize(shared: ConsoleContext, out: NodeJS.WriteStream): () => void {
  let queued: NodeJS.Immediate | undefined;
  const resized = () => {
    if (queued) return;
    const release = shared.activity.hold();
    queued = setImmediate(() => {
      queued = undefined;
      shared.repaint();
      release();
    });
  };
  out.on('resize', resized);
  return () => {
    out.off('resize', resized);
    if (queued) clearImmediate(queued);
  };
}

function countTraffic({ in: input, out }: ConsoleDeps): () => Passed {
  const inputBytes = countBytesRead(input);
  const outputBytes = countBytesWritten(out);
  return () => ({ inputBytes: inputBytes(), outputBytes: outputBytes(), columns: out.columns, rows: out.rows });
}

function idleSignal(
  deps: ConsoleDeps,
  target: string,
  passed: () => Passed,
  activity: Activity,
  instance: Instance,
): IdleSignal {
  return new IdleSignal(
    target,
    () => deps.live.idle && !activity.busy,
    () => instance.waitUntilRenderFlush(),
    passed,
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
