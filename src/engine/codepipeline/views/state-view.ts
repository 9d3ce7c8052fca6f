import type { ActionLayout, StageLayout } from '../definitions/layout.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import type { ActionRun, SourceRevision, StageRun } from '../executions/execution.ts';
import type { ActionSlot, StageGate, TransitionFlag, Waiter } from '../executions/stage-gate.ts';
import { conditionStates } from './condition-states.ts';
import { entityUrl, executionUrl, revisionUrl } from './links.ts';

/** The answer of GetPipelineState (spec 2.8): read from the stages alone, whatever the history's length. */
export function pipelineState(pipeline: Pipeline) {
  const version = currentVersion(pipeline);
  return {
    pipelineName: pipeline.name,
    pipelineVersion: version.number,
    stageStates: version.stages.map((stage) => stageState(pipeline, stage, pipeline.gates.get(stage.name)!)),
    created: pipeline.created,
    updated: pipeline.updated,
  };
}

function stageState(pipeline: Pipeline, stage: StageLayout, gate: StageGate) {
  const { waiting } = gate;
  // Who waited too long is passed by (spec 2.4 rule 4).
  const next = waiting.find(({ resumable }) => resumable) ?? waiting[0];
  const { latest } = gate;
  return {
    stageName: stage.name,
    ...(next && { inboundExecution: inboundExecution(next) }),
    inboundExecutions: waiting.map(inboundExecution),
    inboundTransitionState: transitionState(gate.inbound),
    actionStates: stage.actions.map((action) => actionState(pipeline, action, gate.actions.get(action.name))),
    ...(latest && { latestExecution: stageExecution(latest) }),
    ...conditionStates(stage, latest),
    ...(latest?.latestRetry && { retryStageMetadata: retryMetadata(latest) }),
  };
}

function inboundExecution({ execution }: Waiter) {
  return { pipelineExecutionId: execution.id, status: execution.status, type: execution.type };
}

function stageExecution({ execution, status }: StageRun) {
  return { pipelineExecutionId: execution.id, status, type: execution.type };
}

function retryMetadata({ automaticRetries, manualRetries, latestRetry }: StageRun) {
  return {
    ...(automaticRetries > 0 && { autoStageRetryAttempt: automaticRetries }),
    ...(manualRetries > 0 && { manualStageRetryAttempt: manualRetries }),
    latestRetryTrigger: latestRetry,
  };
}

/** A transition that nobody ever touched says only that it is enabled (spec 2.5). */
function transitionState({ enabled, lastChange, reason }: TransitionFlag) {
  return {
    enabled,
    ...(lastChange && { lastChangedBy: lastChange.by, lastChangedAt: lastChange.at }),
    ...(reason !== undefined && { disabledReason: reason }),
  };
}

const endedStates = new WeakMap<ActionRun, { readonly action: ActionLayout; readonly state: object }>();

/** Once the latest run has ended nothing changes before the next one: what it shows is made once, and frozen. */
function actionState(pipeline: Pipeline, action: ActionLayout, slot: ActionSlot | undefined): object {
  if (!slot || slot.latest.status === 'InProgress') return shownState(pipeline, action, slot);
  let known = endedStates.get(slot.latest);
  // A changed definition may have the action of that name work on something else.
  if (known?.action !== action) {
    known = { action, state: Object.freeze(shownState(pipeline, action, slot)) };
    endedStates.set(slot.latest, known);
  }
  return known.state;
}

function shownState(pipeline: Pipeline, action: ActionLayout, slot: ActionSlot | undefined) {
  const entity = entityUrl(action, pipeline);
  const revision = slot?.revision;
  const url = revision && revisionUrl(action, revision, pipeline);
  return {
    actionName: action.name,
    ...(revision && { currentRevision: actionRevision(revision) }),
    ...(slot && { latestExecution: actionExecution(slot.latest) }),
    ...(entity && { entityUrl: entity }),
    ...(url && { revisionUrl: url }),
  };
}

function actionRevision(revision: SourceRevision) {
  return { revisionId: revision.id, revisionChangeId: changeIdOf(revision), created: revision.created };
}

/** CodePipeline tells the changes of a source apart by an id; where the source gave none it is the time of finding [D]. */
export function changeIdOf({ changeId, created }: SourceRevision): string {
  return changeId ?? String(created);
}

function actionExecution(run: ActionRun) {
  // An approval's id outside CodePipeline is its token, and that shows only while the request is open (spec 2.6).
  const open = run.status === 'InProgress';
  const url = executionUrl(run);
  return {
    actionExecutionId: run.id,
    status: run.status,
    ...(run.summary !== undefined && { summary: run.summary }),
    lastStatusChange: run.lastUpdateTime,
    ...(open && run.token !== undefined && { token: run.token }),
    ...(run.updatedBy !== undefined && { lastUpdatedBy: run.updatedBy }),
    ...(run.externalId !== undefined && { externalExecutionId: run.externalId }),
    ...(url !== undefined && { externalExecutionUrl: url }),
    ...(run.percentComplete !== undefined && { percentComplete: run.percentComplete }),
    ...(run.error && { errorDetails: run.error }),
    ...(run.logStreamArn !== undefined && { logStreamARN: run.logStreamArn }),
  };
}
