import type { RetryMode } from '../../../rules/pipeline-declaration.ts';
import type { StageRun } from './execution.ts';
import { hasFailed } from './stage-progress.ts';

/** Takes back what a retry does again; who failed is checked anew when it fails again (spec 2.4, 2.7). */
export function clearForRetry(stageRun: StageRun, mode: RetryMode): void {
  for (const [index, run] of stageRun.runs.entries()) {
    if (mode === 'ALL_ACTIONS' || hasFailed(run)) stageRun.runs[index] = undefined;
  }
  if (stageRun.conditions) stageRun.conditions.onFailure = undefined;
}
