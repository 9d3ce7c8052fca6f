import type { Fault } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import type { Invocation } from './command.ts';
import { eachPipeline } from './each-pipeline.ts';
import type { Session } from './session.ts';

export interface FleetRow {
  readonly id: PipelineId;
  /** Without a state when the pipeline did not answer. */
  readonly view: PipelineView;
}

export interface Fleet {
  readonly rows: readonly FleetRow[];
  readonly problems: readonly Fault[];
}

/** How every pipeline stands whose name matches; see {@link eachPipeline}. */
export async function readFleet(
  session: Session,
  globs: readonly string[],
  progress: Invocation['progress'],
): Promise<Fleet> {
  const { found, problems } = await eachPipeline<FleetRow>(
    session,
    globs,
    progress,
    async (summary) => ({
      id: summary.id,
      view: { ...(await readPipelineView(session.live, summary.id)), summary },
    }),
    (summary) => [{ id: summary.id, view: { summary } }],
  );
  return { rows: found, problems };
}
