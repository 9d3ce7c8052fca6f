import type { ConsoleContext } from '../console-context.ts';

/** Why something cannot be, or what became of it, in a line. */
export function say({ ui }: ConsoleContext, text: string): void {
  ui.dispatch({ type: 'toast', toast: { text, tone: 'failed' } });
}

export function sayThrown(shared: ConsoleContext, thrown: unknown): void {
  say(shared, thrown instanceof Error ? thrown.message : String(thrown));
}
