import { AwsError } from '../aws-error.ts';
import type { Caller, RegionServices } from '../world.ts';
import type { DeploymentStep } from './deployment-steps.ts';
import type { Step } from './model.ts';
import { startVariables } from './start-variables.ts';

/** What somebody does in CodePipeline. */
export type PipelineStep = Exclude<Extract<Step, { by: string }>, DeploymentStep>;

/** Throws AwsError where AWS refuses, or there is nothing to do it to. */
export function takePipelineStep(services: RegionServices, step: PipelineStep, caller: Caller): void {
  switch (step.verb) {
    case 'start':
      call(services, 'StartPipelineExecution', { name: step.pipeline, variables: startVariables(step) }, caller);
      break;
    case 'approve':
    case 'reject':
      answerApproval(services, step, caller);
      break;
    case 'disable':
    case 'enable':
      changeTransition(services, step, caller);
      break;
    case 'retry':
      retry(services, step, caller);
      break;
    case 'rollBack':
      rollBack(services, step.place, caller);
      break;
    case 'override':
      override(services, step.place, caller);
      break;
    case 'stop':
      stop(services, step, caller);
      break;
  }
}

function answerApproval(
  services: RegionServices,
  step: Extract<Step, { verb: 'approve' | 'reject' }>,
  caller: Caller,
): void {
  const [pipelineName, stageName, actionName] = step.place.split('/');
  const state = stageState(services, pipelineName!, stageName!);
  const action = state.actionStates.find((entry: { actionName: string }) => entry.actionName === actionName);
  const token = action?.latestExecution?.token ?? longestWaiting(services, pipelineName!, stageName!, actionName!);
  if (!token) throw new AwsError('InvalidApprovalTokenException', `${step.place} does not wait for an approval`);
  const result = { status: step.verb === 'approve' ? 'Approved' : 'Rejected', summary: step.summary ?? '' };
  call(services, 'PutApprovalResult', { pipelineName, stageName, actionName, token, result }, caller);
}

/** The token of the approval that has waited longest: in PARALLEL mode only the action executions tell of it. */
function longestWaiting(services: RegionServices, pipelineName: string, stage: string, action: string) {
  const { actionExecutionDetails } = read(services, 'ListActionExecutions', { pipelineName });
  const run = actionExecutionDetails.findLast(
    (one: { stageName: string; actionName: string; status: string }) =>
      one.stageName === stage && one.actionName === action && one.status === 'InProgress',
  );
  return run?.output?.executionResult?.externalExecutionId;
}

function changeTransition(
  services: RegionServices,
  step: Extract<Step, { verb: 'disable' | 'enable' }>,
  caller: Caller,
): void {
  const [pipelineName, stageName] = step.place.split('/');
  const input = { pipelineName, stageName, transitionType: 'Inbound' };
  if (step.verb === 'enable') call(services, 'EnableStageTransition', input, caller);
  else call(services, 'DisableStageTransition', { ...input, reason: step.reason }, caller);
}

function retry(services: RegionServices, step: Extract<Step, { verb: 'retry' }>, caller: Caller): void {
  const [pipelineName, stageName] = step.place.split('/');
  const pipelineExecutionId = stageState(services, pipelineName!, stageName!).latestExecution?.pipelineExecutionId;
  const retryMode = step.allActions ? 'ALL_ACTIONS' : 'FAILED_ACTIONS';
  call(services, 'RetryStageExecution', { pipelineName, stageName, pipelineExecutionId, retryMode }, caller);
}

/** To what succeeded in the stage before that which is there. */
function rollBack(services: RegionServices, place: string, caller: Caller): void {
  const [pipelineName, stageName] = place.split('/');
  const there = stageState(services, pipelineName!, stageName!).latestExecution?.pipelineExecutionId;
  const filter = { succeededInStage: { stageName } };
  const { pipelineExecutionSummaries } = read(services, 'ListPipelineExecutions', { pipelineName, filter });
  const target = pipelineExecutionSummaries.find(
    ({ pipelineExecutionId }: { pipelineExecutionId: string }) => pipelineExecutionId !== there,
  );
  if (!target) throw new AwsError('UnableToRollbackStageException', `Nothing succeeded in ${place} before`);
  const targetPipelineExecutionId = target.pipelineExecutionId;
  call(services, 'RollbackStage', { pipelineName, stageName, targetPipelineExecutionId }, caller);
}

/** The entry condition of a stage if that holds it up, and its success condition otherwise. */
function override(services: RegionServices, place: string, caller: Caller): void {
  const [pipelineName, stageName] = place.split('/');
  const { latestExecution, beforeEntryConditionState } = stageState(services, pipelineName!, stageName!);
  const isHeldUp = ['InProgress', 'Failed', 'Errored'].includes(beforeEntryConditionState?.latestExecution?.status);
  const conditionType = isHeldUp ? 'BEFORE_ENTRY' : 'ON_SUCCESS';
  const pipelineExecutionId = latestExecution?.pipelineExecutionId;
  call(services, 'OverrideStageCondition', { pipelineName, stageName, pipelineExecutionId, conditionType }, caller);
}

/** Stops the newest execution that runs. */
function stop(services: RegionServices, step: Extract<Step, { verb: 'stop' }>, caller: Caller): void {
  const { pipelineExecutionSummaries } = read(services, 'ListPipelineExecutions', { pipelineName: step.pipeline });
  const running = pipelineExecutionSummaries.find(({ status }: { status: string }) => status === 'InProgress');
  if (!running)
    throw new AwsError('PipelineExecutionNotStoppableException', `${step.pipeline} has no running execution`);
  const { pipelineExecutionId } = running;
  const { reason, abandon } = step;
  call(
    services,
    'StopPipelineExecution',
    { pipelineName: step.pipeline, pipelineExecutionId, reason, abandon },
    caller,
  );
}

// biome-ignore lint/suspicious/noExplicitAny: outputs are described by the service model, not by TypeScript.
function stageState(services: RegionServices, pipeline: string, stage: string): any {
  const { stageStates } = read(services, 'GetPipelineState', { name: pipeline });
  const state = stageStates.find(({ stageName }: { stageName: string }) => stageName === stage);
  if (!state) throw new AwsError('StageNotFoundException', `${pipeline} has no stage ${stage}`);
  return state;
}

// biome-ignore lint/suspicious/noExplicitAny: outputs are described by the service model, not by TypeScript.
function read(services: RegionServices, operation: string, input: object): any {
  const { account, region } = services;
  return call(services, operation, input, { account, region, arn: `arn:aws:iam::${account}:user/scenario` });
}

/** Calls CodePipeline as the wire would; the model's constraints were held against the scenario when it was read. */
function call(services: RegionServices, operation: string, input: object, caller: Caller): object | undefined {
  return services.codepipeline.operations[operation]!(input, caller);
}
