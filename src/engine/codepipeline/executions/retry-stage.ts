import { AwsError } from '../../aws-error.ts';
import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { type Execution, isActive, type StageRun, setExecutionStatus, setStageStatus } from './execution.ts';
import { advance, gateAt } from './flow.ts';
import type { StageGate } from './stage-gate.ts';
import { hasFailed, isRunning } from './stage-progress.ts';

export interface RetryRequest {
  readonly stageName: string;
  readonly pipelineExecutionId: string;
  readonly retryMode: 'FAILED_ACTIONS' | 'ALL_ACTIONS';
}

/** RetryStageExecution: the same execution goes on in the stage; throws as spec 2.7 says. */
export function retryStage(context: EngineContext, pipeline: Pipeline, request: RetryRequest): Execution {
  const gate = findGate(pipeline, request.stageName);
  const execution = pipeline.executions.get(request.pipelineExecutionId);
  if (!execution) {
    throw new AwsError(
      'ValidationException',
      `Pipeline '${pipeline.name}' does not have an execution '${request.pipelineExecutionId}'`,
    );
  }
  const stageRun = retryable(gate, execution, request);
  execution.attempt += 1;
  if (!isActive(execution)) resume(context, stageRun);
  stageRun.manualRetries += 1;
  for (const [index, run] of stageRun.runs.entries()) {
    if (request.retryMode === 'ALL_ACTIONS' || hasFailed(run)) stageRun.runs[index] = undefined;
  }
  advance(context, stageRun);
  return execution;
}

function retryable(gate: StageGate, execution: Execution, { stageName, retryMode }: RetryRequest): StageRun {
  const refuse = (why: string) =>
    new AwsError('StageNotRetryableException', `Stage '${stageName}' cannot be retried: ${why}`);
  if (execution.version.structure !== currentVersion(execution.pipeline).structure) {
    throw refuse('the structure of the pipeline has changed since the execution started');
  }
  const stageRun = execution.stageRuns.find((run) => run?.stage.name === stageName);
  if (!stageRun) throw refuse(`execution '${execution.id}' has not run in it`);
  if (gate.latest !== stageRun) {
    throw new AwsError(
      'NotLatestPipelineExecutionException',
      `Execution '${execution.id}' is not the latest execution in stage '${stageName}'`,
    );
  }
  const failed = stageRun.runs.some(hasFailed);
  if (stageRun.status === 'Stopping' || (stageRun.status === 'InProgress' && !failed && stageRun.manualRetries > 0)) {
    throw new AwsError('ConflictException', `Stage '${stageName}' is being stopped or retried already`);
  }
  // What was stopped between two groups of actions has none that failed, and still goes on from there [D].
  if (!failed && stageRun.status !== 'Stopped') throw refuse('it has no failed actions');
  if (retryMode === 'ALL_ACTIONS' && isRunning(stageRun)) throw refuse('actions are still in progress');
  return stageRun;
}

/** The stage is locked again by its execution. */
function resume(context: EngineContext, stageRun: StageRun): void {
  const { execution, stage } = stageRun;
  setExecutionStatus(execution, 'InProgress', context.world.clock.now());
  execution.stop = undefined;
  execution.pipeline.executions.resume(execution);
  gateAt(execution, stage.index).occupant = execution;
  setStageStatus(stageRun, 'InProgress');
  context.events.execution(execution, 'RESUMED');
  context.events.stage(stageRun, 'RESUMED');
}
