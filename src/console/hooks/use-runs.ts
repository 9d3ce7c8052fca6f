import { useMemo } from 'react';
import type { ActionExecution } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { isParallel, runningExecutions } from '../../domain/pipeline-view.ts';
import { actionExecutions } from '../../live/needs.ts';
import type { FleetMember } from '../fleet/fleet-feed.ts';
import { useParts } from './use-parts.ts';

type Runs = readonly ActionExecution[];

const NONE: Runs = [];

/** The runs of all actions in some executions, kept fresh: when each began, and with what. */
export function useRuns(id: PipelineId, executionIds: readonly string[]): Runs {
  const parts = useParts(executionIds.map((executionId) => actionExecutions(id, executionId)));
  return useMemo(() => parts.flatMap((runs) => runs ?? NONE), [parts]);
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
