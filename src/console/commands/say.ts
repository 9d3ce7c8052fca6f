import type { ConsoleContext } from '../console-context.ts';
import type { Toast } from '../state/ui-state.ts';

const DONE_MS = 6000;

/** Why something cannot be or did not work, until the next key. */
export function say({ ui }: ConsoleContext, text: string): void {
  ui.dispatch({ type: 'toast', toast: { text, tone: 'failed' } });
}

/** What was done, in a line that goes by itself: nobody has to answer it. */
export function sayDone({ ui, deps }: ConsoleContext, text: string): void {
  const toast: Toast = { text, tone: 'ok' };
  ui.dispatch({ type: 'toast', toast });
  deps.live.after(DONE_MS, () => {
    if (ui.get().toast === toast) ui.dispatch({ type: 'toast' });
  });
}

export function sayThrown(shared: ConsoleContext, thrown: unknown): void {
  say(shared, thrown instanceof Error ? thrown.message : String(thrown));
}
