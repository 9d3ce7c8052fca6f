import type { RetryMode } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import { endCheck } from '../conditions/check-condition.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkConcurrency } from './concurrency.ts';
import { type Execution, isActive, type StageRun } from './execution.ts';
import { advance, resume } from './flow.ts';
import { hasFailed, isRunning } from './stage-progress.ts';
import { clearForRetry } from './stage-retry.ts';
import { checkLatest, findStageRun, isOutdated, type PlaceOfExecution } from './stage-run.ts';

export interface RetryRequest extends PlaceOfExecution {
  readonly retryMode: RetryMode;
}

/** RetryStageExecution: the same execution goes on in the stage; throws as spec 2.7 says. */
export function retryStage(context: EngineContext, pipeline: Pipeline, request: RetryRequest): Execution {
  const stageRun = findRetryable(pipeline, request);
  const { execution } = stageRun;
  if (isActive(execution)) {
    execution.attempt += 1;
  } else {
    checkConcurrency(pipeline);
    resume(context, stageRun);
  }
  stageRun.manualRetries += 1;
  stageRun.latestRetry = 'ManualStageRetry';
  // What a failure leads to is decided when the stage fails again [D].
  endCheck(context, stageRun, 'Cancelled');
  clearForRetry(stageRun, request.retryMode);
  advance(context, stageRun);
  return execution;
}

function findRetryable(pipeline: Pipeline, request: RetryRequest): StageRun {
  const { stageName, retryMode, pipelineExecutionId } = request;
  const refuse = (why: string) =>
    new AwsError('StageNotRetryableException', `Stage '${stageName}' cannot be retried: ${why}`);
  const stageRun = findStageRun(pipeline, request);
  const execution = pipeline.executions.get(pipelineExecutionId)!;
  if (isOutdated(execution)) throw refuse('the structure of the pipeline has changed since the execution started');
  if (!stageRun) throw refuse(`execution '${pipelineExecutionId}' has not run in it`);
  checkLatest(stageRun);
  const failed = stageRun.status !== 'Skipped' && stageRun.runs.some(hasFailed);
  const isRetried = stageRun.status === 'InProgress' && !failed && stageRun.latestRetry !== undefined;
  if (stageRun.status === 'Stopping' || isRetried) {
    throw new AwsError('ConflictException', `Stage '${stageName}' is being stopped or retried already`);
  }
  // What was stopped between two groups of actions has none that failed, and still goes on from there [D].
  if (!failed && stageRun.status !== 'Stopped') throw refuse('it has no failed actions');
  if (retryMode === 'ALL_ACTIONS' && isRunning(stageRun)) throw refuse('actions are still in progress');
  return stageRun;
}
