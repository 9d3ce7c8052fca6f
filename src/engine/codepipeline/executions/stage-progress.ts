import type { ActionLayout } from '../definitions/layout.ts';
import type { ActionRun, StageRun } from './execution.ts';

/** What a stage does next. */
export type StageStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'start'; readonly actions: readonly ActionLayout[] }
  | { readonly kind: 'succeed' }
  | { readonly kind: 'fail' }
  | { readonly kind: 'stop' };

/**
 * What a stage does next, read from its actions (spec 2.4): groups run by ascending run order, a group
 * after all of the lower ones succeeded; the siblings of a failed action run to their end and no
 * later group starts. A stage that is stopping waits for what runs and starts nothing (spec 2.7).
 */
export function nextStep(stageRun: StageRun): StageStep {
  if (stageRun.status === 'Stopping') return isRunning(stageRun) ? { kind: 'wait' } : { kind: 'stop' };
  for (const group of stageRun.stage.groups) {
    const toRun = group.filter((action) => !stageRun.runs[action.index]);
    if (toRun.length > 0) return { kind: 'start', actions: toRun };
    const runs = group.map((action) => stageRun.runs[action.index]!);
    if (runs.some((run) => run.status === 'InProgress')) return { kind: 'wait' };
    if (runs.some(hasFailed)) return { kind: 'fail' };
  }
  return { kind: 'succeed' };
}

export function isRunning(stageRun: StageRun): boolean {
  return stageRun.runs.some((run) => run?.status === 'InProgress');
}

/** Whether a retry of failed actions would run this one again (spec 2.7). */
export function hasFailed(run: ActionRun | undefined): boolean {
  return run?.status === 'Failed' || run?.status === 'Abandoned';
}
