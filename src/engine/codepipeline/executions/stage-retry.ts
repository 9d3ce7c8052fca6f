import { CONDITION_PLACES, type RetryMode } from '../../../rules/pipeline-declaration.ts';
import { hasPassed } from '../conditions/condition-run.ts';
import type { StageRun } from './execution.ts';
import { hasFailed } from './stage-progress.ts';

/** Takes back what a retry does again: actions, and the checks that let nothing pass, since they were cut off or are due at the next failure (spec 2.4, 2.7). */
export function clearForRetry({ runs, conditions }: StageRun, mode: RetryMode): void {
  for (const [index, run] of runs.entries()) {
    if (mode === 'ALL_ACTIONS' || hasFailed(run)) runs[index] = undefined;
  }
  for (const place of CONDITION_PLACES) {
    const condition = conditions?.[place];
    if (conditions && condition && (place === 'onFailure' || !hasPassed(condition))) conditions[place] = undefined;
  }
}
