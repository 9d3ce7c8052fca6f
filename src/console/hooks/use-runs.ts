import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { ActionExecution } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { isParallel, runningExecutions } from '../../domain/pipeline-view.ts';
import type { Need } from '../../live/need.ts';
import { actionExecutions } from '../../live/needs.ts';
import { useConsole } from '../console-context.ts';
import type { FleetMember } from '../fleet/fleet-feed.ts';

type Runs = readonly ActionExecution[];

const NONE: Runs = [];

/** The runs of all actions in some executions, kept fresh: when each began, and with what. */
export function useRuns(id: PipelineId, executionIds: readonly string[]): Runs {
  const parts = useParts(executionIds.map((executionId) => actionExecutions(id, executionId)));
  return useMemo(() => parts.flat(), [parts]);
}

/** The runs of everything that runs in PARALLEL mode, by the member whose they are: the states of those pipelines tell of none. */
export function useParallelRuns(members: readonly FleetMember[]): ReadonlyMap<string, Runs> {
  const running = members.flatMap(({ key, id, view }) =>
    isParallel(view)
      ? runningExecutions(view).map((execution) => ({ key, need: actionExecutions(id, execution.id) }))
      : [],
  );
  const parts = useParts(running.map(({ need }) => need));
  const keys = running.map(({ key }) => key).join('\n');
  return useMemo(() => {
    const found = new Map<string, ActionExecution[]>();
    for (const [index, key] of keys.split('\n').entries()) {
      found.set(key, [...(found.get(key) ?? []), ...(parts[index] ?? NONE)]);
    }
    return found;
  }, [keys, parts]);
}

/** What is known of each; the same array until one of them changed. */
function useParts(wanted: readonly Need<Runs>[]): readonly Runs[] {
  const { live } = useConsole().deps;
  const key = wanted.map((need) => need.key).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: needs with the same keys are the same needs
  const needs = useMemo(() => wanted, [key]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = needs.map((need) => live.watch(need, listener, 'visible'));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [live, needs],
  );
  const before = useRef<readonly Runs[]>([]);
  return useSyncExternalStore(subscribe, () => {
    const parts = needs.map((need) => live.snapshot(need).value ?? NONE);
    const known = before.current;
    const same = parts.length === known.length && parts.every((part, index) => part === known[index]);
    if (!same) before.current = parts;
    return before.current;
  });
}
