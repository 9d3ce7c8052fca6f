import { shortExecution } from '../domain/execution.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView, runningExecutions } from '../domain/pipeline-view.ts';
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
    ...approvalOffers(view, state, stage, selection),
    ...retryOffers(view, state, stage),
    ...stopOffers(view, state, stage, selection.executionId),
    startOffer(state),
    ...(stage ? [transitionOffer(state, stage)] : []),
  ];
}

function approvalOffers(
  view: PipelineView,
  state: PipelineState,
  selected: StageState | undefined,
  selection: Selection,
): Offer[] {
  const chosen = isParallel(view) ? selection : openApproval(selected ? [selected] : state.stages, selection.action);
  const { stage, action, executionId } = chosen ?? {};
  const isChosen = executionId !== undefined && action !== undefined;
  const nothing = isParallel(view) ? ALONE.approve : `no approval is open in ${selected?.name ?? state.id.name}`;
  return (['approve', 'reject'] as const).map((verdict) => ({
    id: verdict,
    label: verdict === 'approve' ? 'Approve' : 'Reject',
    detail: isChosen ? `${stage}/${action} ${carriedShort(view, executionId)}` : '',
    dangerous: verdict === 'reject',
    disabledReason: isChosen ? undefined : nothing,
    plan: (deps) => planApproval(deps, { pipeline: state.id, verdict, stage, action, executionId }),
  }));
}

/** Where executions run in parallel, what is meant is one of them: the stages know of none. */
const ALONE = {
  approve: 'choose it among the approvals (A)',
  retry: 'name an execution to "signalbox retry"',
};

/** The one that is open at an action of that name, or else the first. */
function openApproval(stages: readonly StageState[], actionName: string | undefined): Selection | undefined {
  const open = stages.flatMap((stage) =>
    openApprovals(stage).map(({ name: action }) => ({
      stage: stage.name,
      action,
      executionId: stage.latest?.executionId,
    })),
  );
  return open.find(({ action }) => action === actionName) ?? open[0];
}

function retryOffers(view: PipelineView, state: PipelineState, selected: StageState | undefined): Offer[] {
  const stage = selected ?? state.stages.find((candidate) => notRetryable(candidate) === undefined);
  const refusal = isParallel(view) ? ALONE.retry : stage ? notRetryable(stage) : 'no stage has failed';
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
  const running = runningExecutions(view);
  const parallel = isParallel(view);
  const wanted = executionId ?? (parallel ? undefined : stage?.latest?.executionId);
  const execution =
    wanted === undefined && (parallel || !stage) && running.length === 1
      ? running[0]
      : running.find((candidate) => candidate.id === wanted);
  const detail = execution ? `${carriedShort(view, execution.id)} (${shortExecution(execution.id)})` : '';
  const nothing = stage && !parallel ? `nothing runs in ${stage.name}` : whichOf(running.length, parallel);
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
function whichOf(running: number, parallel: boolean): string {
  if (running === 0) return 'nothing runs';
  const how = parallel ? 'name one to "signalbox stop"' : 'open the pipeline and choose one';
  return `${running} executions run: ${how}`;
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
