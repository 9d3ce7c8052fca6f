import * as sdk from '@aws-sdk/client-codepipeline';
import { Exact, exactValue } from '../domain/exact.ts';
import type { ActionExecution, Execution, ExecutionDetail, Executions, RuleExecution } from '../domain/execution.ts';
import type { PipelineId, Place } from '../domain/identity.ts';
import type { PipelineState, PipelineSummary } from '../domain/pipeline.ts';
import {
  actionExecutionOf,
  executionDetailOf,
  executionOf,
  pipelineStateOf,
  pipelineSummaryOf,
  ruleExecutionOf,
} from './codepipeline-values.ts';
import type { OperationId } from './operation-ids.ts';
import type { Session } from './session.ts';

/** The newest executions that one read brings; AWS gives no more in a page (spec 1.5). */
export const EXECUTIONS_DEPTH = 100;

function send<Output>(session: Session, operation: OperationId, command: object, signal?: AbortSignal) {
  return session.send<Output>(operation, (config) => new sdk.CodePipelineClient(config), command, signal);
}

export async function listPipelines(session: Session, place: Place, signal?: AbortSignal): Promise<PipelineSummary[]> {
  const found: PipelineSummary[] = [];
  let nextToken: string | undefined;
  do {
    const command = new sdk.ListPipelinesCommand({ nextToken });
    const page = await send<sdk.ListPipelinesOutput>(session, 'codepipeline:ListPipelines', command, signal);
    for (const pipeline of page.pipelines ?? []) found.push(pipelineSummaryOf(pipeline, place));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

export async function getPipelineState(session: Session, id: PipelineId, signal?: AbortSignal): Promise<PipelineState> {
  const command = new sdk.GetPipelineStateCommand({ name: id.name });
  const answer = await send<sdk.GetPipelineStateOutput>(session, 'codepipeline:GetPipelineState', command, signal);
  return pipelineStateOf(answer, id);
}

/** The newest {@link EXECUTIONS_DEPTH} executions, newest first, or those that follow a page; all of them, or those that succeeded in a stage. */
export async function listExecutions(
  session: Session,
  id: PipelineId,
  { after, succeededIn, signal }: { after?: Exact; succeededIn?: string; signal?: AbortSignal },
): Promise<Executions> {
  const command = new sdk.ListPipelineExecutionsCommand({
    pipelineName: id.name,
    maxResults: EXECUTIONS_DEPTH,
    filter: succeededIn === undefined ? undefined : { succeededInStage: { stageName: succeededIn } },
    nextToken: after && exactValue(after),
  });
  const page = await send<sdk.ListPipelineExecutionsOutput>(
    session,
    'codepipeline:ListPipelineExecutions',
    command,
    signal,
  );
  const items = (page.pipelineExecutionSummaries ?? []).map(executionOf);
  return { pipeline: id, items, next: page.nextToken ? new Exact(page.nextToken) : undefined };
}

/**
 * The newest {@link EXECUTIONS_DEPTH} executions that succeeded in a stage, newest first: those of the current version since
 * February 2024, rollbacks among them (spec 2.7).
 */
export async function listSucceededInStage(
  session: Session,
  id: PipelineId,
  stage: string,
  signal?: AbortSignal,
): Promise<readonly Execution[]> {
  const found: Execution[] = [];
  let after: Exact | undefined;
  do {
    const page = await listExecutions(session, id, { after, succeededIn: stage, signal });
    found.push(...page.items);
    after = page.next;
  } while (after && found.length < EXECUTIONS_DEPTH);
  return found;
}

/** Every run of every action in one execution, newest first. */
export async function listActionExecutions(
  session: Session,
  id: PipelineId,
  executionId: string,
  signal?: AbortSignal,
): Promise<ActionExecution[]> {
  const found: ActionExecution[] = [];
  let nextToken: string | undefined;
  do {
    const command = new sdk.ListActionExecutionsCommand({
      pipelineName: id.name,
      filter: { pipelineExecutionId: executionId },
      nextToken,
    });
    const page = await send<sdk.ListActionExecutionsOutput>(
      session,
      'codepipeline:ListActionExecutions',
      command,
      signal,
    );
    for (const detail of page.actionExecutionDetails ?? []) found.push(actionExecutionOf(detail));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

export async function getPipelineExecution(
  session: Session,
  id: PipelineId,
  executionId: string,
  signal?: AbortSignal,
): Promise<ExecutionDetail> {
  const command = new sdk.GetPipelineExecutionCommand({ pipelineName: id.name, pipelineExecutionId: executionId });
  const answer = await send<sdk.GetPipelineExecutionOutput>(
    session,
    'codepipeline:GetPipelineExecution',
    command,
    signal,
  );
  return executionDetailOf(answer.pipelineExecution);
}

/** Every check of every rule of stage conditions in one execution, newest first. */
export async function listRuleExecutions(
  session: Session,
  id: PipelineId,
  executionId: string,
  signal?: AbortSignal,
): Promise<RuleExecution[]> {
  const found: RuleExecution[] = [];
  let nextToken: string | undefined;
  do {
    const filter = { pipelineExecutionId: executionId };
    const command = new sdk.ListRuleExecutionsCommand({ pipelineName: id.name, filter, nextToken });
    const page = await send<sdk.ListRuleExecutionsOutput>(session, 'codepipeline:ListRuleExecutions', command, signal);
    for (const detail of page.ruleExecutionDetails ?? []) found.push(ruleExecutionOf(detail));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

/** What a change answers: the request's id for the record, and an execution's id where there is one. */
export interface Changed {
  requestId?: string;
  executionId?: string;
}

export async function putApprovalResult(
  session: Session,
  id: PipelineId,
  approval: { stage: string; action: string; token: Exact; verdict: 'Approved' | 'Rejected'; summary: string },
): Promise<Changed> {
  const command = new sdk.PutApprovalResultCommand({
    pipelineName: id.name,
    stageName: approval.stage,
    actionName: approval.action,
    token: exactValue(approval.token),
    result: { status: approval.verdict, summary: approval.summary },
  });
  const answer = await send(session, 'codepipeline:PutApprovalResult', command);
  return { requestId: answer.$metadata.requestId };
}

export async function disableStageTransition(
  session: Session,
  id: PipelineId,
  stage: string,
  reason: string,
): Promise<Changed> {
  const command = new sdk.DisableStageTransitionCommand({
    pipelineName: id.name,
    stageName: stage,
    transitionType: 'Inbound',
    reason,
  });
  const answer = await send(session, 'codepipeline:DisableStageTransition', command);
  return { requestId: answer.$metadata.requestId };
}

export async function enableStageTransition(session: Session, id: PipelineId, stage: string): Promise<Changed> {
  const command = new sdk.EnableStageTransitionCommand({
    pipelineName: id.name,
    stageName: stage,
    transitionType: 'Inbound',
  });
  const answer = await send(session, 'codepipeline:EnableStageTransition', command);
  return { requestId: answer.$metadata.requestId };
}

export async function startPipelineExecution(
  session: Session,
  id: PipelineId,
  start: {
    variables: readonly { name: string; value: string }[];
    revisions: readonly { action: string; type: string; value: string }[];
    /** One per intent: the same again starts nothing new (spec 2.7). */
    clientRequestToken: string;
  },
): Promise<Changed> {
  const command = new sdk.StartPipelineExecutionCommand({
    name: id.name,
    clientRequestToken: start.clientRequestToken,
    variables: start.variables.length === 0 ? undefined : start.variables.map((variable) => ({ ...variable })),
    sourceRevisions:
      start.revisions.length === 0
        ? undefined
        : start.revisions.map(({ action, type, value }) => ({
            actionName: action,
            revisionType: type as sdk.SourceRevisionType,
            revisionValue: value,
          })),
  });
  const answer = await send<sdk.StartPipelineExecutionOutput>(session, 'codepipeline:StartPipelineExecution', command);
  return { requestId: answer.$metadata.requestId, executionId: answer.pipelineExecutionId };
}

export async function stopPipelineExecution(
  session: Session,
  id: PipelineId,
  stop: { executionId: string; abandon: boolean; reason?: string },
): Promise<Changed> {
  const command = new sdk.StopPipelineExecutionCommand({
    pipelineName: id.name,
    pipelineExecutionId: stop.executionId,
    abandon: stop.abandon,
    reason: stop.reason || undefined,
  });
  const answer = await send<sdk.StopPipelineExecutionOutput>(session, 'codepipeline:StopPipelineExecution', command);
  return { requestId: answer.$metadata.requestId, executionId: answer.pipelineExecutionId };
}

export async function retryStageExecution(
  session: Session,
  id: PipelineId,
  retry: { stage: string; executionId: string; mode: 'FAILED_ACTIONS' | 'ALL_ACTIONS' },
): Promise<Changed> {
  const command = new sdk.RetryStageExecutionCommand({
    pipelineName: id.name,
    stageName: retry.stage,
    pipelineExecutionId: retry.executionId,
    retryMode: retry.mode,
  });
  const answer = await send<sdk.RetryStageExecutionOutput>(session, 'codepipeline:RetryStageExecution', command);
  return { requestId: answer.$metadata.requestId, executionId: answer.pipelineExecutionId };
}

/** Answers the id of the execution that rolls the stage back. */
export async function rollbackStage(
  session: Session,
  id: PipelineId,
  rollback: { stage: string; targetExecutionId: string },
): Promise<Changed> {
  const command = new sdk.RollbackStageCommand({
    pipelineName: id.name,
    stageName: rollback.stage,
    targetPipelineExecutionId: rollback.targetExecutionId,
  });
  const answer = await send<sdk.RollbackStageOutput>(session, 'codepipeline:RollbackStage', command);
  return { requestId: answer.$metadata.requestId, executionId: answer.pipelineExecutionId };
}

export async function overrideStageCondition(
  session: Session,
  id: PipelineId,
  override: { stage: string; executionId: string; condition: 'BEFORE_ENTRY' | 'ON_SUCCESS' },
): Promise<Changed> {
  const command = new sdk.OverrideStageConditionCommand({
    pipelineName: id.name,
    stageName: override.stage,
    pipelineExecutionId: override.executionId,
    conditionType: override.condition,
  });
  const answer = await send(session, 'codepipeline:OverrideStageCondition', command);
  return { requestId: answer.$metadata.requestId };
}

/** What making or changing a definition answers: the version that it is now. */
export interface Applied {
  readonly requestId?: string;
  readonly version: number | undefined;
}

/** Makes a pipeline out of a definition as JSON; its first execution starts at once (spec 2.7). */
export async function createPipeline(session: Session, definition: Exact): Promise<Applied> {
  const command = new sdk.CreatePipelineCommand({ pipeline: JSON.parse(exactValue(definition)) });
  const answer = await send<sdk.CreatePipelineOutput>(session, 'codepipeline:CreatePipeline', command);
  return { requestId: answer.$metadata.requestId, version: answer.pipeline?.version };
}

/** Puts a definition as JSON in the place of the one that there is (spec 2.7). */
export async function updatePipeline(session: Session, definition: Exact): Promise<Applied> {
  const command = new sdk.UpdatePipelineCommand({ pipeline: JSON.parse(exactValue(definition)) });
  const answer = await send<sdk.UpdatePipelineOutput>(session, 'codepipeline:UpdatePipeline', command);
  return { requestId: answer.$metadata.requestId, version: answer.pipeline?.version };
}
