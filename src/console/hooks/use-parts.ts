import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Need, Priority } from '../../live/need.ts';
import { useConsole } from '../console-context.ts';

/** What is known of each; the same array until one of them changed. */
export function useParts<T>(wanted: readonly Need<T>[], priority: Priority = 'visible'): readonly (T | undefined)[] {
  const { live } = useConsole().deps;
  const key = wanted.map((need) => need.key).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: needs with the same keys are the same needs
  const needs = useMemo(() => wanted, [key]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = needs.map((need) => live.watch(need, listener, priority));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [live, needs, priority],
  );
  const before = useRef<readonly (T | undefined)[]>([]);
  return useSyncExternalStore(subscribe, () => {
    const parts = needs.map((need) => live.snapshot(need).value);
    const known = before.current;
    const same = parts.length === known.length && parts.every((part, index) => part === known[index]);
    if (!same) before.current = parts;
    return before.current;
  });
}
