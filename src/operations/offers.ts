import { type Execution, shortExecution } from '../domain/execution.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView, runningExecutions } from '../domain/pipeline-view.ts';
import { notRetryable } from '../domain/retryable.ts';
import { openApprovals } from '../domain/waits.ts';
import { planApproval } from './approval.ts';
import { deploymentOffers } from './deployment-offers.ts';
import type { OperationDeps } from './deps.ts';
import { planFreeze } from './freeze.ts';
import { count } from './many.ts';
import { conditionText, notOverridable, OVERRIDABLE, type OverridableCondition, planOverride } from './override.ts';
import type { Plan } from './plan.ts';
import { planRetry } from './retry.ts';
import { planRollback, targetMessage, targetShort } from './rollback.ts';
import { noTarget, notRollbackable, readNoTargets, readRollbackChoice } from './rollback-targets.ts';
import { stageNamed } from './stage.ts';
import { planStart } from './start.ts';
import { planStop } from './stop.ts';
import { planTransition } from './transition.ts';
import { planUnfreeze } from './unfreeze.ts';
import { agoText, carriedShort } from './wording.ts';

export type OfferId =
  | 'approve'
  | 'reject'
  | 'retry-failed'
  | 'retry-all'
  | 'override'
  | 'rollback'
  | 'stop'
  | 'abandon'
  | 'deployment'
  | 'start'
  | 'transition'
  | 'freeze'
  | 'unfreeze';

interface Offered {
  readonly id: OfferId;
  readonly label: string;
  /** What it is about: a stage, a commit. */
  readonly detail: string;
  readonly dangerous: boolean;
  readonly disabledReason?: string;
}

export interface PlannedOffer extends Offered {
  plan(deps: OperationDeps): Promise<Plan>;
}

/** Something that can be done in several ways, of which one is to be chosen before there can be a plan. */
export interface BranchingOffer extends Offered {
  /** What is chosen, as the title of a list. */
  readonly title: string;
  /** Throws Fault, also when there is nothing to choose. */
  choices(deps: OperationDeps): Promise<readonly PlannedOffer[]>;
}

/** Something that can be done with what is selected, or why it cannot be done now. */
export type Offer = PlannedOffer | BranchingOffer;

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
    overrideOffer(view, state, stage),
    ...stopOffers(view, state, stage, selection.executionId),
    ...(stage ? deploymentOffers(view, stage, selection.action) : []),
    startOffer(state),
    rollbackOffer(view, state, stage),
    ...(stage ? [transitionOffer(state, stage)] : []),
    freezeOffer(state),
    unfreezeOffer(state),
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
  override: 'name an execution to "signalbox override"',
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

function overrideOffer(view: PipelineView, state: PipelineState, selected: StageState | undefined): Offer {
  const stages = isParallel(view) ? [] : selected ? [selected] : state.stages;
  const conditions = Object.keys(OVERRIDABLE) as OverridableCondition[];
  const [found] = stages.flatMap((stage) =>
    conditions
      .filter((condition) => notOverridable(stage, condition) === undefined)
      .map((condition) => ({ stage: stage.name, condition })),
  );
  const nothing = isParallel(view) ? ALONE.override : `no condition holds ${selected?.name ?? state.id.name} up`;
  return {
    id: 'override',
    label: 'Override',
    detail: found ? conditionText(found.condition, { name: found.stage }) : '',
    dangerous: true,
    disabledReason: found ? undefined : nothing,
    plan: (deps) => planOverride(deps, { pipeline: state.id, stage: '', condition: 'before-entry', ...found }),
  };
}

function rollbackOffer(view: PipelineView, state: PipelineState, stage: StageState | undefined): Offer {
  const name = stage?.name ?? '';
  return {
    id: 'rollback',
    label: 'Roll back',
    detail: name,
    dangerous: true,
    disabledReason: stage ? notRollbackable(view, stage) : 'open the pipeline and choose a stage',
    title: `Roll back ${name} to`,
    choices: (deps) => targetOffers(deps, state, name),
  };
}

/** What a stage may be rolled back to, the newest first, and after that why it cannot be the others. */
async function targetOffers(deps: OperationDeps, { id }: PipelineState, stage: string): Promise<PlannedOffer[]> {
  const choice = await readRollbackChoice(deps.live, id, stage);
  if (choice.targets.length === 0) throw await noTarget(deps.live, choice);
  const offer = (target: Execution, disabledReason?: string): PlannedOffer => ({
    id: 'rollback',
    label: targetShort(choice.view, target),
    detail: [`${agoText(deps.live, id, target.startedAt)} ago`, targetMessage(choice.view, target)].join('  '),
    dangerous: false,
    disabledReason,
    plan: (anyDeps) => planRollback(anyDeps, { pipeline: id, stage, to: target.id }),
  });
  const others = await readNoTargets(deps.live, choice);
  return [
    ...choice.targets.map((target) => offer(target)),
    ...others.map(({ execution, why }) => offer(execution, why)),
  ];
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

/** Every stage but the first, whatever is selected in it. */
function freezeOffer({ id, stages }: PipelineState): Offer {
  const open = stages.slice(1).filter(({ transition }) => transition.enabled);
  return {
    id: 'freeze',
    label: 'Freeze',
    detail: `${id.name}: ${count(open.length, 'transition')}`,
    dangerous: false,
    disabledReason: open.length === 0 ? `every transition of ${id.name} is closed` : undefined,
    plan: (deps) => planFreeze(deps, { pipelines: [id], globs: [id.name] }),
  };
}

function unfreezeOffer({ id, stages }: PipelineState): Offer {
  return {
    id: 'unfreeze',
    label: 'Unfreeze',
    detail: id.name,
    dangerous: false,
    disabledReason: stages.every(({ transition }) => transition.enabled)
      ? `no transition of ${id.name} is closed`
      : undefined,
    plan: (deps) => planUnfreeze(deps, { globs: [id.name], only: id }),
  };
}
