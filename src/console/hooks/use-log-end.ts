import type { Place } from '../../domain/identity.ts';
import type { LogLine } from '../../domain/log.ts';
import type { ActionState } from '../../domain/pipeline.ts';
import { logEnd } from '../../live/log-end.ts';
import { useLive } from './use-live.ts';
import { useRested } from './use-rested.ts';

const NOTHING: readonly LogLine[] = [];

/** The last lines of an action's log, once the cursor has rested on it. Empty for an action without a log. */
export function useLogEnd(place: Place, action: ActionState | undefined): readonly LogLine[] {
  const need = action?.log && logEnd(place, action.log, action.status === 'InProgress');
  const rested = useRested(need?.key);
  return useLive(rested ? need : undefined, 'visible').value ?? NOTHING;
}
