import { isOver, shortExecution } from '../domain/execution.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';
import { openApprovals } from '../domain/waits.ts';
import { planApproval } from './approval.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan } from './plan.ts';
import { notRetryable, planRetry } from './retry.ts';
import { stageNamed } from './stage.ts';
import { planStart } from './start.ts';
import { planStop } from './stop.ts';
import { planTransition } from './transition.ts';
import { carriedShort } from './wording.ts';

export type OfferId = 'approve' | 'reject' | 'retry-failed' | 'retry-all' | 'stop' | 'abandon' | 'start' | 'transition';

/** Something that can be done with what is selected, or why it cannot be done now. */
export interface Offer {
  readonly id: OfferId;
  readonly label: string;
  /** What it is about: a stage, a commit. */
  readonly detail: string;
  readonly dangerous: boolean;
  readonly disabledReason?: string;
  plan(deps: OperationDeps): Promise<Plan>;
}

export interface Selection {
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
}

/** What can be done here, the likeliest first; the same list for every selection, so that hands learn it. */
export function offers(view: PipelineView, selection: Selection): Offer[] {
  const { state } = view;
  if (!state) return [];
  const stage = selection.stage === undefined ? undefined : stageNamed(state, selection.stage);
  return [
    ...approvalOffers(view, state, stage, selection.action),
    ...retryOffers(state, stage),
    ...stopOffers(view, state, stage, selection.executionId),
    startOffer(state),
    ...(stage ? [transitionOffer(state, stage)] : []),
  ];
}

function approvalOffers(
  view: PipelineView,
  state: PipelineState,
  selected: StageState | undefined,
  actionName: string | undefined,
): Offer[] {
  const inStages = selected ? [selected] : state.stages;
  const open = inStages.flatMap((stage) => openApprovals(stage).map((action) => ({ stage, action })));
  const chosen = open.find(({ action }) => action.name === actionName) ?? open[0];
  const where = chosen && `${chosen.stage.name}/${chosen.action.name}`;
  const carried = chosen?.stage.latest && carriedShort(view, chosen.stage.latest.executionId);
  return (['approve', 'reject'] as const).map((verdict) => ({
    id: verdict,
    label: verdict === 'approve' ? 'Approve' : 'Reject',
    detail: where ? [where, carried].filter(Boolean).join(' ') : '',
    dangerous: verdict === 'reject',
    disabledReason: where ? undefined : `no approval is open in ${selected?.name ?? state.id.name}`,
    plan: (deps) =>
      planApproval(deps, {
        pipeline: state.id,
        verdict,
        stage: chosen?.stage.name,
        action: chosen?.action.name,
        executionId: chosen?.stage.latest?.executionId,
      }),
  }));
}

function retryOffers(state: PipelineState, selected: StageState | undefined): Offer[] {
  const stage = selected ?? state.stages.find((candidate) => notRetryable(candidate) === undefined);
  const refusal = stage ? notRetryable(stage) : 'no stage has failed';
  return [false, true].map((allActions) => ({
    id: allActions ? 'retry-all' : 'retry-failed',
    label: allActions ? 'Retry all actions' : 'Retry failed actions',
    detail: stage?.name ?? '',
    dangerous: false,
    disabledReason: refusal,
    plan: (deps) =>
      planRetry(deps, {
        pipeline: state.id,
        stage: stage?.name ?? '',
        allActions,
        executionId: stage?.latest?.executionId,
      }),
  }));
}

function stopOffers(
  view: PipelineView,
  state: PipelineState,
  stage: StageState | undefined,
  executionId: string | undefined,
): Offer[] {
  const running = (view.executions?.items ?? []).filter((execution) => !isOver(execution.status));
  const wanted = executionId ?? stage?.latest?.executionId;
  const execution =
    wanted === undefined && !stage && running.length === 1
      ? running[0]
      : running.find((candidate) => candidate.id === wanted);
  const detail = execution ? `${carriedShort(view, execution.id)} (${shortExecution(execution.id)})` : '';
  const nothing = stage ? `nothing runs in ${stage.name}` : whichOf(running.length);
  const stopping = execution?.status === 'Stopping' ? 'it is stopping already' : undefined;
  return [false, true].map((abandon) => ({
    id: abandon ? 'abandon' : 'stop',
    label: abandon ? 'Stop and abandon' : 'Stop',
    detail,
    dangerous: abandon,
    disabledReason: execution ? (abandon ? undefined : stopping) : nothing,
    plan: (deps) => planStop(deps, { pipeline: state.id, executionId: execution?.id ?? '', abandon }),
  }));
}

/** Of several, none is stopped by guessing. */
function whichOf(running: number): string {
  return running === 0 ? 'nothing runs' : `${running} executions run: open the pipeline and choose one`;
}

function startOffer(state: PipelineState): Offer {
  return {
    id: 'start',
    label: 'Start',
    detail: state.id.name,
    dangerous: false,
    plan: (deps) => planStart(deps, { pipeline: state.id }),
  };
}

function transitionOffer(state: PipelineState, stage: StageState): Offer {
  const enable = !stage.transition.enabled;
  return {
    id: 'transition',
    label: enable ? 'Open the transition' : 'Close the transition',
    detail: `into ${stage.name}`,
    dangerous: false,
    plan: (deps) => planTransition(deps, { pipeline: state.id, stage: stage.name, enable }),
  };
}
