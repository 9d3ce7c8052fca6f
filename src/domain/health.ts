import type { Execution } from './execution.ts';
import type { PipelineState } from './pipeline.ts';
import { isParallel, newestExecution, type PipelineView, runningExecutions } from './pipeline-view.ts';
import { openApprovals } from './waits.ts';

/** The one word for a pipeline (cli: health). The order is the order of attention. */
export const HEALTHS = [
  'Unknown',
  'Failed',
  'Waiting',
  'InProgress',
  'Frozen',
  'Stopped',
  'Succeeded',
  'Idle',
] as const;
export type Health = (typeof HEALTHS)[number];

/** The first that holds, of: no answer; a stage's latest execution failed; an open approval; something runs; a closed transition; stopped or cancelled; all well; never ran. */
export function health(view: PipelineView): Health {
  const { state } = view;
  if (!state || (isParallel(view) && !view.executions)) return 'Unknown';
  return isParallel(view) ? healthOfExecutions(view) : healthOfStages(state, newestExecution(view));
}

/** Each runs on its own, so the newest tells how they fare. Whether one of them waits for a person the list does not tell. */
function healthOfExecutions(view: PipelineView): Health {
  const newest = newestExecution(view);
  if (newest?.status === 'Failed') return 'Failed';
  if (runningExecutions(view).length > 0) return 'InProgress';
  if (isStopped([], newest)) return 'Stopped';
  return newest ? 'Succeeded' : 'Idle';
}

function healthOfStages(state: PipelineState, newest: Execution | undefined): Health {
  const statuses = state.stages.map((stage) => stage.latest?.status);
  if (statuses.includes('Failed')) return 'Failed';
  if (state.stages.some((stage) => openApprovals(stage).length > 0)) return 'Waiting';
  if (statuses.includes('InProgress') || statuses.includes('Stopping')) return 'InProgress';
  if (state.stages.some((stage) => !stage.transition.enabled)) return 'Frozen';
  if (isStopped(statuses, newest)) return 'Stopped';
  return statuses.every((status) => status === undefined) ? 'Idle' : 'Succeeded';
}

function isStopped(statuses: (string | undefined)[], newest: Execution | undefined): boolean {
  if (newest?.status === 'Stopped' || newest?.status === 'Cancelled') return true;
  return statuses.includes('Stopped') || statuses.includes('Cancelled');
}
