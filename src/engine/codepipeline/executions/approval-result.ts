import { AwsError } from '../../aws-error.ts';
import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { ActionRun } from './execution.ts';

export interface ApprovalRequest {
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
  readonly result: { readonly status: 'Approved' | 'Rejected'; readonly summary: string };
}

/**
 * PutApprovalResult: the action succeeds or fails with the reviewer's words, by the caller (spec 2.6).
 * Stage, action and token are looked at in this order; throws StageNotFoundException, ActionNotFoundException,
 * InvalidApprovalTokenException for a token that is not the open one, and ApprovalAlreadyCompletedException
 * when it is the action's latest one and somebody has answered it.
 */
export function answerApproval(pipeline: Pipeline, request: ApprovalRequest, callerArn: string): void {
  const run = findOpenApproval(pipeline, request);
  run.answered = true;
  run.updatedBy = callerArn;
  const { status, summary } = request.result;
  if (status === 'Approved') run.control?.succeed({ summary });
  else run.control?.fail({ summary });
}

function findOpenApproval(pipeline: Pipeline, request: ApprovalRequest): ActionRun {
  const gate = findGate(pipeline, request.stageName);
  const declared = currentVersion(pipeline).stages.find((stage) => stage.name === request.stageName);
  if (!declared?.actions.some((action) => action.name === request.actionName)) {
    throw new AwsError(
      'ActionNotFoundException',
      `Stage '${request.stageName}' of pipeline '${pipeline.name}' does not have an action '${request.actionName}'`,
    );
  }
  const run = isParallel(pipeline) ? findByToken(pipeline, request) : gate.actions.get(request.actionName)?.latest;
  if (!run || run.token !== request.token) throw invalidToken();
  if (run.answered) {
    throw new AwsError(
      'ApprovalAlreadyCompletedException',
      'The approval action has already been approved or rejected.',
    );
  }
  if (run.status !== 'InProgress') throw invalidToken();
  return run;
}

/** Executions in PARALLEL mode each have a request of their own; only the latest one of each counts (spec 2.6). */
function findByToken(pipeline: Pipeline, { token, stageName, actionName }: ApprovalRequest): ActionRun | undefined {
  for (const { actionRuns } of pipeline.executions.thatMayHave(token)) {
    const run = actionRuns.find((other) => other.token === token);
    if (!run || run.action.name !== actionName || run.stageRun.stage.name !== stageName) continue;
    return run.stageRun.runs[run.action.index] === run ? run : undefined;
  }
  return undefined;
}

function isParallel(pipeline: Pipeline): boolean {
  return currentVersion(pipeline).declaration.executionMode === 'PARALLEL';
}

function invalidToken(): AwsError {
  return new AwsError(
    'InvalidApprovalTokenException',
    'The approval request already received a response or has expired.',
  );
}
