import { newestExecution, type PipelineView } from '../domain/pipeline-view.ts';

/** When the newest execution, or an action of any stage, changed last, in epoch milliseconds; undefined when nothing ever ran. */
export function lastActivity(view: PipelineView): number | undefined {
  const newest = newestExecution(view);
  const actions = (view.state?.stages ?? []).flatMap((stage) => stage.actions.map(({ since }) => since));
  const times = [newest?.updatedAt ?? newest?.startedAt, ...actions].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
