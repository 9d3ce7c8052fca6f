import type { Execution, Revision } from '../domain/execution.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { type Carrying, isUntold, placesOf, type RevisionPlace } from '../domain/revision-places.ts';
import type { RevisionSearch } from '../domain/revision-search.ts';
import { readHistory } from './execution-history.ts';
import type { Live } from './live.ts';
import { actionExecutions, pipelineState, succeededInStage } from './needs.ts';

/** The newest executions with the revision whose way is followed; those before them went the same way earlier. */
const FOLLOWED = 5;

export interface FoundRevision {
  readonly places: readonly RevisionPlace[];
  /** There are older executions than were looked at. */
  readonly more: boolean;
}

/** Looks for a revision among the newest `depth` executions of a pipeline: one request where there is none. Throws Fault. */
export async function findRevision(
  live: Live,
  id: PipelineId,
  { search, depth }: { search: RevisionSearch; depth: number },
): Promise<FoundRevision> {
  const { items, more } = await readHistory(live, id, { limit: depth });
  const found = items
    .flatMap((execution) => {
      const revision = execution.revisions.find(search);
      return revision ? [{ execution, revision }] : [];
    })
    .slice(0, FOLLOWED);
  if (found.length === 0) return { places: [], more };
  const [state, carrying] = await Promise.all([
    live.read(pipelineState(id)),
    Promise.all(found.map((one) => withRuns(live, id, one))),
  ]);
  const liveIn = await readLiveIn(live, state, carrying, items);
  return { places: placesOf(state, carrying, liveIn), more };
}

async function withRuns(
  live: Live,
  id: PipelineId,
  one: { execution: Execution; revision: Revision },
): Promise<Carrying> {
  return { ...one, runs: await live.read(actionExecutions(id, one.execution.id)) };
}

/** What is live in each stage; asked for only where the state does not tell and one of these executions may be it. */
async function readLiveIn(
  live: Live,
  state: PipelineState,
  carrying: readonly Carrying[],
  items: readonly Execution[],
): Promise<(stage: StageState) => string | undefined> {
  // Where executions run side by side the state tells of none of them: the newest that went through counts everywhere.
  if (items[0]?.mode === 'PARALLEL') {
    const newest = items.find(({ status }) => status === 'Succeeded')?.id;
    return () => newest;
  }
  const wasThere = (stage: StageState) => carrying.some(({ runs }) => runs.some((run) => run.stage === stage.name));
  const untold = state.stages.filter((stage) => isUntold(stage) && wasThere(stage));
  const last = new Map(
    await Promise.all(
      untold.map(async ({ name }) => {
        const [newest] = await live.read(succeededInStage(state.id, name));
        // That list knows of the current version alone.
        return [name, newest?.id ?? items.find(({ status }) => status === 'Succeeded')?.id] as const;
      }),
    ),
  );
  return (stage) => (isUntold(stage) ? last.get(stage.name) : stage.latest?.executionId);
}
