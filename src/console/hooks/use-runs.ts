import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { ActionExecution } from '../../domain/execution.ts';
import { type PipelineId, pipelineKey } from '../../domain/identity.ts';
import { actionExecutions } from '../../live/needs.ts';
import { useConsole } from '../console-context.ts';

const NONE: readonly ActionExecution[] = [];

/** The runs of all actions in some executions, kept fresh: when each began, and with what. */
export function useRuns(id: PipelineId, executionIds: readonly string[]): readonly ActionExecution[] {
  const { live } = useConsole().deps;
  const key = `${pipelineKey(id)} ${executionIds.join(' ')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says it all
  const needs = useMemo(() => executionIds.map((executionId) => actionExecutions(id, executionId)), [key]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = needs.map((need) => live.watch(need, listener, 'visible'));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [live, needs],
  );
  const before = useRef<{ parts: readonly unknown[]; all: readonly ActionExecution[] }>({ parts: [], all: NONE });
  return useSyncExternalStore(subscribe, () => {
    const parts = needs.map((need) => live.snapshot(need).value ?? NONE);
    const known = before.current;
    const same = parts.length === known.parts.length && parts.every((part, index) => part === known.parts[index]);
    if (!same) before.current = { parts, all: parts.flat() };
    return before.current.all;
  });
}
