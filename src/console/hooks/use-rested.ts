import { useEffect, useState } from 'react';
import { useConsole } from '../console-context.ts';

// A cursor that only passes by costs no request.
const REST_MS = 300;

/** Whether the key stayed the same for a while. */
export function useRested(key: string | undefined): boolean {
  const { activity, deps } = useConsole();
  const [rested, setRested] = useState<string>();
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
  return key !== undefined && key === rested;
}
