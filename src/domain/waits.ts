import { conditionInProgress } from './condition.ts';
import type { PipelineState, StageState } from './pipeline.ts';

export type WaitKind = 'approval' | 'condition' | 'transition' | 'queue';

/** Something that stands still and why: for a person, at a closed transition, or behind another execution. */
export interface Wait {
  readonly kind: WaitKind;
  readonly stage: string;
  readonly action?: string;
  readonly executionId?: string;
  readonly since?: number;
}

/** Everything in a pipeline that waits, in the order of its stages. */
export function waits(state: PipelineState): Wait[] {
  return state.stages.flatMap((stage) => [...inboundWaits(stage), ...approvalWaits(stage), ...conditionWaits(stage)]);
}

function inboundWaits(stage: StageState): Wait[] {
  return stage.inbound.map((execution) => ({
    kind: stage.transition.enabled ? 'queue' : 'transition',
    stage: stage.name,
    executionId: execution.executionId,
  }));
}

function approvalWaits(stage: StageState): Wait[] {
  return openApprovals(stage).map((action) => ({
    kind: 'approval',
    stage: stage.name,
    action: action.name,
    executionId: stage.latest?.executionId,
    since: action.since,
  }));
}

/** An execution stays where it is while a condition is checked (spec 2.4). */
function conditionWaits(stage: StageState): Wait[] {
  const condition = conditionInProgress(stage);
  if (!condition) return [];
  return [{ kind: 'condition', stage: stage.name, executionId: stage.latest?.executionId, since: condition.since }];
}

/** An approval is open while its action runs and has a token (spec 2.6). */
export function openApprovals(stage: StageState) {
  return stage.actions.filter((action) => action.status === 'InProgress' && action.token !== undefined);
}
