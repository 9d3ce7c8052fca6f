import type { ActionState, StageState } from './pipeline.ts';

/** Why a stage cannot be retried, in a line; undefined when it can (spec 2.7). */
export function notRetryable(stage: StageState): string | undefined {
  if (!stage.latest) return `${stage.name} has never run`;
  const { status } = stage.latest;
  // Actions that an execution has not come to still show how an older one left them.
  if (status === 'Skipped') return `${stage.name} was skipped by its condition`;
  if (status === 'Stopping') return `${stage.name} is being stopped`;
  if (status === 'Stopped' || stage.actions.some(hasFailed)) return undefined;
  if (status === 'Failed') return `no action of ${stage.name} has failed, only its condition: that can be overridden`;
  return `nothing has failed in ${stage.name}`;
}

export function hasFailed({ status }: ActionState): boolean {
  return status === 'Failed' || status === 'Abandoned';
}
