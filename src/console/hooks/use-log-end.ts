import { useEffect, useState } from 'react';
import type { Place } from '../../domain/identity.ts';
import type { LogLine } from '../../domain/log.ts';
import type { ActionState } from '../../domain/pipeline.ts';
import { logEnd } from '../../live/log-end.ts';
import type { Need } from '../../live/need.ts';
import { useConsole } from '../console-context.ts';
import { useLive } from './use-live.ts';

// A cursor that only passes by costs no request.
const REST_MS = 300;

const NOTHING: readonly LogLine[] = [];

/** The last lines of an action's log, once the cursor has rested on it. Empty for an action without a log. */
export function useLogEnd(place: Place, action: ActionState | undefined): readonly LogLine[] {
  const need = action?.log && logEnd(place, action.log, action.status === 'InProgress');
  return useLive(useRested(need), 'visible').value ?? NOTHING;
}

/** The need that stayed the same for a while; undefined while it changes. */
function useRested(need: Need<readonly LogLine[]> | undefined): Need<readonly LogLine[]> | undefined {
  const { activity, deps } = useConsole();
  const [rested, setRested] = useState<string>();
  const key = need?.key;
  useEffect(() => {
    if (key === undefined) return;
    const release = activity.hold();
    const cancel = deps.live.after(REST_MS, () => {
      setRested(key);
      release();
    });
    return () => {
      cancel();
      release();
    };
  }, [activity, deps.live, key]);
  return key === rested ? need : undefined;
}
