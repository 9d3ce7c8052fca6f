import type { ConditionPlace, RetryMode } from '../../../rules/pipeline-declaration.ts';
import { conditionAt } from '../../../rules/pipeline-declaration.ts';
import { hasPassed } from '../conditions/condition-run.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import type { ActionRun, StageRun } from './execution.ts';

/** What a stage does next. */
export type StageStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'check'; readonly place: ConditionPlace }
  | { readonly kind: 'start'; readonly actions: readonly ActionLayout[] }
  | { readonly kind: 'retry'; readonly mode: RetryMode }
  | { readonly kind: 'succeed' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'fail'; readonly rollBack: boolean }
  | { readonly kind: 'stop' };

const WAIT: StageStep = { kind: 'wait' };

/**
 * What a stage does next, read from its conditions and actions (spec 2.4). A stage that is stopping waits for what
 * runs and starts nothing (spec 2.7). A rollback runs its actions and checks no conditions [D].
 */
export function nextStep(stageRun: StageRun): StageStep {
  if (stageRun.status === 'Stopping') return isRunning(stageRun) ? WAIT : { kind: 'stop' };
  return beforeEntry(stageRun) ?? actionStep(stageRun) ?? onSuccess(stageRun);
}

/** Nothing when the stage may be entered. */
function beforeEntry(stageRun: StageRun): StageStep | undefined {
  const check = checkAt(stageRun, 'beforeEntry');
  if (!check) return undefined;
  if (check !== 'missed') return check;
  return resultAt(stageRun, 'beforeEntry') === 'SKIP' ? { kind: 'skip' } : { kind: 'fail', rollBack: false };
}

/**
 * Groups run by ascending run order, a group after all of the lower ones succeeded; the siblings of a
 * failed action run to their end and no later group starts. Nothing when all succeeded.
 */
function actionStep(stageRun: StageRun): StageStep | undefined {
  for (const group of stageRun.stage.groups) {
    const toRun = group.filter((action) => !stageRun.runs[action.index]);
    if (toRun.length > 0) return { kind: 'start', actions: toRun };
    const runs = group.map((action) => stageRun.runs[action.index]!);
    if (runs.some((run) => run.status === 'InProgress')) return WAIT;
    if (runs.some(hasFailed)) return onFailure(stageRun);
  }
  return undefined;
}

/** After a failed action: a retry, once; a rollback, where conditions decide it when they are met [D]; or the next stage [D]. */
function onFailure(stageRun: StageRun): StageStep {
  const { result, retryConfiguration } = stageRun.stage.declaration.onFailure ?? {};
  if (stageRun.execution.type === 'ROLLBACK') return { kind: 'fail', rollBack: false };
  if (result === 'RETRY' && stageRun.automaticRetries === 0) {
    return { kind: 'retry', mode: retryConfiguration?.retryMode ?? 'FAILED_ACTIONS' };
  }
  if (result === 'SKIP') return { kind: 'skip' };
  if (!conditionAt(stageRun.stage.declaration, 'onFailure')) return { kind: 'fail', rollBack: result === 'ROLLBACK' };
  const check = checkAt(stageRun, 'onFailure');
  return check === undefined || check === 'missed' ? { kind: 'fail', rollBack: check === undefined } : check;
}

function onSuccess(stageRun: StageRun): StageStep {
  const check = checkAt(stageRun, 'onSuccess');
  if (!check) return { kind: 'succeed' };
  if (check !== 'missed') return check;
  return { kind: 'fail', rollBack: resultAt(stageRun, 'onSuccess') === 'ROLLBACK' };
}

/** What a condition asks for: its check, or patience; `missed` when it was not met, nothing when it was or there is none. */
function checkAt({ execution, stage, conditions }: StageRun, place: ConditionPlace): StageStep | 'missed' | undefined {
  if (execution.type === 'ROLLBACK' || !conditionAt(stage.declaration, place)) return undefined;
  const condition = conditions?.[place];
  if (!condition) return { kind: 'check', place };
  if (condition.status === 'InProgress') return WAIT;
  return hasPassed(condition) ? undefined : 'missed';
}

function resultAt({ stage }: StageRun, place: ConditionPlace) {
  return conditionAt(stage.declaration, place)?.result;
}

export function isRunning(stageRun: StageRun): boolean {
  return stageRun.runs.some((run) => run?.status === 'InProgress');
}

/** Whether a retry of failed actions would run this one again (spec 2.7). */
export function hasFailed(run: ActionRun | undefined): boolean {
  return run?.status === 'Failed' || run?.status === 'Abandoned';
}
