import type { Execution } from './execution.ts';
import type { PipelineState } from './pipeline.ts';
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
export function health(state: PipelineState | undefined, newest?: Execution): Health {
  if (!state) return 'Unknown';
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
