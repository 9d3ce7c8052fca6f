import { AwsError } from '../../aws-error.ts';
import { endCheck } from '../conditions/check-condition.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { dropAction, endAction } from './action-run.ts';
import { type Execution, lastStageRun, type StageRun, setExecutionStatus, setStageStatus } from './execution.ts';
import { advance, endStage, finish, gateAt } from './flow.ts';
import { without } from './stage-gate.ts';

export interface StopRequest {
  readonly pipelineExecutionId: string;
  readonly abandon?: boolean;
  readonly reason?: string;
}

/**
 * StopPipelineExecution (spec 2.7). Throws PipelineExecutionNotStoppableException for an execution that
 * has ended or is unknown [D], DuplicatedStopRequestException for one that is stopping already, unless
 * the wait is turned into abandoning.
 */
export function stopExecution(context: EngineContext, pipeline: Pipeline, request: StopRequest): Execution {
  const { pipelineExecutionId: id, abandon = false, reason } = request;
  const execution = pipeline.executions.get(id);
  if (!execution || !pipeline.executions.active.has(execution)) {
    throw new AwsError('PipelineExecutionNotStoppableException', `Pipeline execution '${id}' is not in progress`);
  }
  if (execution.status === 'Stopping' && !abandon) {
    throw new AwsError('DuplicatedStopRequestException', `Pipeline execution '${id}' is already stopping`);
  }
  execution.stop = { reason: reason ?? execution.stop?.reason };
  if (execution.waitingAt !== undefined) {
    leaveQueue(execution, execution.waitingAt);
    finish(context, execution, 'Stopped');
    return execution;
  }
  const stageRun = lastStageRun(execution);
  if (execution.status === 'InProgress') beginStopping(context, stageRun);
  // A check decides nothing any more: it ends at once [D].
  endCheck(context, stageRun, abandon ? 'Abandoned' : 'Cancelled');
  if (abandon) abandonActions(context, stageRun);
  advance(context, stageRun);
  return execution;
}

/** An inbound execution leaves its place in front of a stage. */
function leaveQueue(execution: Execution, stageIndex: number): void {
  const gate = gateAt(execution, stageIndex);
  if (gate) gate.waiting = without(gate.waiting, execution);
  execution.waitingAt = undefined;
}

function beginStopping(context: EngineContext, stageRun: StageRun): void {
  setExecutionStatus(stageRun.execution, 'Stopping', context.world.clock.now());
  context.events.execution(stageRun.execution, 'STOPPING');
  setStageStatus(stageRun, 'Stopping');
  context.events.stage(stageRun, 'STOPPING');
}

/** Takes the actions away; their providers are not told (spec 2.7). */
function abandonActions(context: EngineContext, stageRun: StageRun): void {
  for (const run of stageRun.runs) {
    if (run?.status === 'InProgress') endAction(context, run, 'Abandoned', 'ABANDONED');
  }
}

/** Ends everything under way because the stages were changed (spec 2.4, 2.7 UpdatePipeline). */
export function cancelExecutions(context: EngineContext, pipeline: Pipeline): void {
  for (const execution of [...pipeline.executions.active]) {
    if (execution.waitingAt !== undefined) {
      leaveQueue(execution, execution.waitingAt);
    } else {
      cancelStage(context, lastStageRun(execution));
    }
    finish(context, execution, 'Cancelled');
  }
}

function cancelStage(context: EngineContext, stageRun: StageRun): void {
  for (const run of stageRun.runs) {
    // An action has no status for this but Abandoned; its event has (spec 2.4, 2.14).
    if (run?.status === 'InProgress') endAction(context, run, 'Abandoned', 'CANCELED');
  }
  endCheck(context, stageRun, 'Cancelled');
  endStage(context, stageRun, 'Cancelled');
}

/** Lets everything under way vanish with its pipeline: nobody hears of it any more (spec 2.2: DeletePipeline). */
export function forgetExecutions(context: EngineContext, pipeline: Pipeline): void {
  for (const execution of pipeline.executions.active) {
    if (execution.waitingAt !== undefined) continue;
    const { runs, conditions = {} } = lastStageRun(execution);
    for (const run of runs) if (run?.status === 'InProgress') dropAction(context, run);
    for (const rule of Object.values(conditions).flatMap((condition) => condition?.rules ?? [])) {
      if (rule.status !== 'InProgress') continue;
      context.world.clock.cancel(rule.timer);
      rule.status = 'Abandoned';
    }
  }
}
