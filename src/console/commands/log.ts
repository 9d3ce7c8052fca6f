import type { ConsoleContext } from '../console-context.ts';
import { type LogView, topScreen } from '../state/ui-state.ts';

/** Holds the log where it stands, or goes to its end and follows it. */
export function toggleFollow({ ui, surface }: ConsoleContext): void {
  if (surface.screen?.kind !== 'log') return;
  ui.dispatch({ type: 'log', view: { anchor: surface.screen.following ? surface.screen.here() : 'end' } });
}

export function toggleLogView({ ui, surface }: ConsoleContext, name: 'wrap' | 'times'): void {
  const screen = topScreen(ui.get());
  if (screen.name !== 'log' || surface.screen?.kind !== 'log') return;
  const view: Partial<LogView> = name === 'wrap' ? { wrap: !screen.view.wrap } : { times: !screen.view.times };
  ui.dispatch({ type: 'log', view });
}
