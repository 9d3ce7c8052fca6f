import type * as sdk from '@aws-sdk/client-codepipeline';
import { Exact } from '../domain/exact.ts';
import type {
  ActionExecution,
  Artifact,
  Execution,
  ExecutionDetail,
  Revision,
  RuleExecution,
  RunCourse,
} from '../domain/execution.ts';
import type { PipelineId, Place } from '../domain/identity.ts';
import type {
  ActionDeclaration,
  ActionState,
  ConditionPlace,
  ExecutionMode,
  PipelineDefinition,
  PipelineState,
  PipelineSummary,
  PipelineType,
  StageCondition,
  StageExecution,
  StageState,
  Transition,
} from '../domain/pipeline.ts';
import { errorText, logStreamOfArn, millis } from './names.ts';
import { lineText, multilineText, optionalText } from './sanitize.ts';

function required(raw: string | undefined): string {
  return lineText(raw ?? '');
}

function textRecord(raw: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(raw ?? {}).map(([key, value]) => [lineText(key), lineText(value)]));
}

export function pipelineSummaryOf(raw: sdk.PipelineSummary, place: Place): PipelineSummary {
  return {
    id: { ...place, name: required(raw.name) },
    version: raw.version ?? 1,
    type: (raw.pipelineType ?? 'V1') as PipelineType,
    executionMode: (raw.executionMode ?? 'SUPERSEDED') as ExecutionMode,
    createdAt: millis(raw.created),
    updatedAt: millis(raw.updated),
  };
}

export function pipelineStateOf(raw: sdk.GetPipelineStateOutput, id: PipelineId): PipelineState {
  return {
    id,
    version: raw.pipelineVersion ?? 1,
    createdAt: millis(raw.created),
    updatedAt: millis(raw.updated),
    stages: (raw.stageStates ?? []).map(stageStateOf),
  };
}

function stageStateOf(raw: sdk.StageState): StageState {
  const inbound = raw.inboundExecutions?.length ? raw.inboundExecutions : [raw.inboundExecution];
  return {
    name: required(raw.stageName),
    latest: raw.latestExecution && stageExecutionOf(raw.latestExecution),
    inbound: inbound.flatMap((execution) => (execution ? [stageExecutionOf(execution)] : [])),
    transition: transitionOf(raw.inboundTransitionState),
    actions: (raw.actionStates ?? []).map(actionStateOf),
    conditions: [
      ...conditionsOf('beforeEntry', raw.beforeEntryConditionState),
      ...conditionsOf('onSuccess', raw.onSuccessConditionState),
      ...conditionsOf('onFailure', raw.onFailureConditionState),
    ],
    retry: raw.retryStageMetadata && {
      automatic: raw.retryStageMetadata.autoStageRetryAttempt ?? 0,
      manual: raw.retryStageMetadata.manualStageRetryAttempt ?? 0,
    },
  };
}

function stageExecutionOf(raw: sdk.StageExecution): StageExecution {
  return {
    executionId: required(raw.pipelineExecutionId),
    status: raw.status ?? 'InProgress',
    type: raw.type ?? 'STANDARD',
  };
}

/** A place has one condition at most (spec 2.4). */
function conditionsOf(place: ConditionPlace, raw: sdk.StageConditionState | undefined): StageCondition[] {
  return (raw?.conditionStates ?? []).map(({ latestExecution, ruleStates = [] }) => ({
    place,
    status: latestExecution?.status,
    since: millis(latestExecution?.lastStatusChange),
    rules: ruleStates.map((rule) => ({
      name: required(rule.ruleName),
      status: rule.latestExecution?.status,
      summary: summaryText(rule.latestExecution?.errorDetails?.message ?? rule.latestExecution?.summary),
    })),
  }));
}

function transitionOf(raw: sdk.TransitionState | undefined): Transition {
  return {
    // Older answers leave the member out for the first stage: an untouched transition is open (spec 2.5).
    enabled: raw?.enabled ?? true,
    reason: optionalText(raw?.disabledReason),
    by: optionalText(raw?.lastChangedBy),
    at: millis(raw?.lastChangedAt),
  };
}

function actionStateOf(raw: sdk.ActionState): ActionState {
  const latest = raw.latestExecution;
  return {
    name: required(raw.actionName),
    status: latest?.status,
    actionExecutionId: optionalText(latest?.actionExecutionId),
    since: millis(latest?.lastStatusChange),
    summary: summaryText(latest?.summary),
    error: errorText(latest?.errorDetails),
    percent: latest?.percentComplete,
    updatedBy: optionalText(latest?.lastUpdatedBy),
    token: latest?.token && latest.status === 'InProgress' ? new Exact(latest.token) : undefined,
    externalId: optionalText(latest?.externalExecutionId),
    externalUrl: optionalText(latest?.externalExecutionUrl),
    entityUrl: optionalText(raw.entityUrl),
    revisionUrl: optionalText(raw.revisionUrl),
    revisionId: optionalText(raw.currentRevision?.revisionId),
    log: logStreamOfArn(latest?.logStreamARN),
  };
}

export function definitionOf(raw: sdk.GetPipelineOutput, id: PipelineId): PipelineDefinition {
  const pipeline = raw.pipeline;
  return {
    id,
    version: pipeline?.version ?? 1,
    type: (pipeline?.pipelineType ?? 'V1') as PipelineType,
    executionMode: (pipeline?.executionMode ?? 'SUPERSEDED') as ExecutionMode,
    stages: (pipeline?.stages ?? []).map((stage) => ({
      name: required(stage.name),
      actions: (stage.actions ?? []).map(actionDeclarationOf),
      results: {
        beforeEntry: optionalText(stage.beforeEntry?.conditions?.[0]?.result),
        onSuccess: optionalText(stage.onSuccess?.conditions?.[0]?.result),
        onFailure: optionalText(stage.onFailure?.conditions?.[0]?.result ?? stage.onFailure?.result),
      },
    })),
    variables: (pipeline?.variables ?? []).map((variable) => ({
      name: required(variable.name),
      defaultValue: optionalText(variable.defaultValue),
    })),
    updatedAt: millis(raw.metadata?.updated),
    document: new Exact(JSON.stringify({ pipeline, metadata: raw.metadata })),
  };
}

function actionDeclarationOf(raw: sdk.ActionDeclaration): ActionDeclaration {
  return {
    name: required(raw.name),
    category: required(raw.actionTypeId?.category),
    owner: required(raw.actionTypeId?.owner),
    provider: required(raw.actionTypeId?.provider),
    runOrder: raw.runOrder ?? 1,
    region: optionalText(raw.region),
    configuration: textRecord(raw.configuration),
    timeoutMinutes: raw.timeoutInMinutes,
  };
}

export function executionOf(raw: sdk.PipelineExecutionSummary): Execution {
  return {
    id: required(raw.pipelineExecutionId),
    status: raw.status ?? 'InProgress',
    statusSummary: optionalText(raw.statusSummary),
    startedAt: millis(raw.startTime),
    updatedAt: millis(raw.lastUpdateTime),
    revisions: (raw.sourceRevisions ?? []).map(revisionOf),
    trigger: raw.trigger?.triggerType
      ? { type: raw.trigger.triggerType, detail: optionalText(raw.trigger.triggerDetail) }
      : undefined,
    stopReason: optionalText(raw.stopTrigger?.reason),
    mode: raw.executionMode,
    type: raw.executionType ?? 'STANDARD',
    rollbackOf: optionalText(raw.rollbackMetadata?.rollbackTargetPipelineExecutionId),
  };
}

function revisionOf(raw: sdk.SourceRevision): Revision {
  return {
    action: required(raw.actionName),
    id: optionalText(raw.revisionId),
    summary: summaryText(raw.revisionSummary),
    url: optionalText(raw.revisionUrl),
  };
}

/** A connection's summary is a JSON text around the commit message; other sources give the message itself (spec 9). */
export function summaryText(raw: string | undefined): string | undefined {
  if (raw === undefined || raw === '') return undefined;
  return multilineText(commitMessageIn(raw) ?? raw);
}

function commitMessageIn(raw: string): string | undefined {
  if (!raw.startsWith('{')) return undefined;
  try {
    const document = JSON.parse(raw) as { ProviderType?: unknown; CommitMessage?: unknown };
    if (typeof document.ProviderType !== 'string') return undefined;
    return typeof document.CommitMessage === 'string' ? document.CommitMessage : undefined;
  } catch {
    return undefined;
  }
}

export function actionExecutionOf(raw: sdk.ActionExecutionDetail): ActionExecution {
  const result = raw.output?.executionResult;
  const isApproval = raw.input?.actionTypeId?.category === 'Approval';
  return {
    executionId: required(raw.pipelineExecutionId),
    actionExecutionId: required(raw.actionExecutionId),
    stage: required(raw.stageName),
    action: required(raw.actionName),
    category: optionalText(raw.input?.actionTypeId?.category),
    provider: optionalText(raw.input?.actionTypeId?.provider),
    ...courseOf(raw),
    token: isApproval ? approvalToken(raw) : undefined,
    externalId: isApproval ? undefined : optionalText(result?.externalExecutionId),
    externalUrl: optionalText(result?.externalExecutionUrl),
    log: logStreamOfArn(result?.logStreamARN),
    inputs: (raw.input?.inputArtifacts ?? []).map(artifactOf),
    outputs: (raw.output?.outputArtifacts ?? []).map(artifactOf),
    outputVariables: textRecord(raw.output?.outputVariables),
    configuration: textRecord(raw.input?.resolvedConfiguration ?? raw.input?.configuration),
  };
}

function artifactOf({ name, s3location }: sdk.ArtifactDetail): Artifact {
  return { name: required(name), bucket: optionalText(s3location?.bucket), key: optionalText(s3location?.key) };
}

export function executionDetailOf(raw: sdk.PipelineExecution | undefined): ExecutionDetail {
  return {
    id: required(raw?.pipelineExecutionId),
    version: raw?.pipelineVersion,
    variables: (raw?.variables ?? []).map(({ name, resolvedValue }) => ({
      name: required(name),
      value: multilineText(resolvedValue ?? ''),
    })),
  };
}

export function ruleExecutionOf(raw: sdk.RuleExecutionDetail): RuleExecution {
  return { stage: required(raw.stageName), rule: required(raw.ruleName), ...courseOf(raw) };
}

function courseOf(raw: sdk.ActionExecutionDetail | sdk.RuleExecutionDetail): RunCourse {
  const result = raw.output?.executionResult;
  return {
    status: raw.status,
    startedAt: millis(raw.startTime),
    updatedAt: millis(raw.lastUpdateTime),
    updatedBy: optionalText(raw.updatedBy),
    summary: summaryText(result?.externalExecutionSummary),
    error: errorText(result?.errorDetails),
  };
}

/** Of an approval the external id is the token of its request (spec 2.6). */
function approvalToken({ status, output }: sdk.ActionExecutionDetail): Exact | undefined {
  const token = output?.executionResult?.externalExecutionId;
  return status === 'InProgress' && token ? new Exact(token) : undefined;
}
