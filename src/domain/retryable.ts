import type { ActionState, StageState } from './pipeline.ts';

/** Why a stage cannot be retried, in a line; undefined when it can (spec 2.7). */
export function notRetryable(stage: StageState): string | undefined {
  if (!stage.latest) return `${stage.name} has never run`;
  const failed = stage.actions.some(hasFailed);
  if (failed || stage.latest.status === 'Failed' || stage.latest.status === 'Stopped') return undefined;
  return `nothing has failed in ${stage.name}`;
}

export function hasFailed({ status }: ActionState): boolean {
  return status === 'Failed' || status === 'Abandoned';
}
