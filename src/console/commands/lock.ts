import type { ConsoleContext } from '../console-context.ts';
import { say, sayDone } from './say.ts';

/** Locks whatever protected environment is unlocked. */
export function lock(shared: ConsoleContext): void {
  const locked = shared.unlocks.lock();
  if (locked.length === 0) say(shared, 'no protected environment is unlocked');
  else sayDone(shared, `locked again: ${locked.join(', ')}`);
}
