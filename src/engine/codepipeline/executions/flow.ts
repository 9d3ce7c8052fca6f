import { checkCondition } from '../conditions/check-condition.ts';
import type { StageLayout } from '../definitions/layout.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { startAction } from './action-run.ts';
import { type Execution, type StageRun, type StageStatus, setExecutionStatus, setStageStatus } from './execution.ts';
import { newExecution, type Start } from './new-execution.ts';
import { automaticTarget } from './rollback-target.ts';
import { arrivalAt, nextToEnter, type StageGate, without } from './stage-gate.ts';
import { nextStep, type StageStep } from './stage-progress.ts';
import { clearForRetry } from './stage-retry.ts';

/** Starts an execution of the current version: it arrives in front of the first stage (spec 2.4). */
export function startExecution(context: EngineContext, pipeline: Pipeline, start: Start): Execution {
  const execution = newExecution(context, pipeline, start);
  arrive(context, execution, 0);
  return execution;
}

/** Starts a rollback: it enters its stage at once, past whoever waits and through any transition [D], and runs that stage only (spec 2.7). */
export function startRollback(
  context: EngineContext,
  pipeline: Pipeline,
  stageName: string,
  start: Start & { readonly rollbackTarget: Execution },
): Execution {
  const execution = newExecution(context, pipeline, start);
  const stage = execution.version.stages.find(({ name }) => name === stageName)!;
  enter(context, execution, stage);
  return execution;
}

/** An execution comes in front of a stage: it waits there, and enters when it may; in PARALLEL mode nobody waits (spec 2.4). */
function arrive(context: EngineContext, execution: Execution, stageIndex: number): void {
  const gate = gateAt(execution, stageIndex);
  if (!gate) {
    enter(context, execution, execution.version.stages[stageIndex]!);
    return;
  }
  execution.waitingAt = stageIndex;
  const { waiting, superseded } = arrivalAt(gate.waiting, execution);
  gate.waiting = waiting;
  for (const older of superseded) {
    older.waitingAt = undefined;
    finish(context, older, 'Superseded');
  }
  admit(context, execution.pipeline, gate);
}

/** Lets the next inbound execution of a stage in, when it may enter (spec 2.4 rule 2). */
export function admit(context: EngineContext, pipeline: Pipeline, gate: StageGate | undefined): void {
  const execution = gate && nextToEnter(gate, gateBefore(pipeline, gate));
  if (!execution) return;
  const stage = execution.version.stages[execution.waitingAt!]!;
  gate.waiting = without(gate.waiting, execution);
  execution.waitingAt = undefined;
  enter(context, execution, stage);
}

function enter(context: EngineContext, execution: Execution, stage: StageLayout): void {
  const stageRun: StageRun = {
    execution,
    stage,
    status: 'InProgress',
    manualRetries: 0,
    automaticRetries: 0,
    runs: stage.actions.map(() => undefined),
  };
  execution.stageRuns[stage.index] = stageRun;
  const gate = gateAt(execution, stage.index);
  if (gate) {
    gate.latest = stageRun;
    gate.occupant = execution;
  }
  context.events.stage(stageRun, 'STARTED');
  advance(context, stageRun);
}

/** Takes a stage as far as it goes without waiting for an action or a condition (spec 2.4). */
export function advance(context: EngineContext, stageRun: StageRun): void {
  take(context, stageRun, nextStep(stageRun));
}

function take(context: EngineContext, stageRun: StageRun, step: StageStep): void {
  const ended = () => stepEnded(context, stageRun);
  switch (step.kind) {
    case 'wait':
      break;
    case 'check':
      checkCondition(context, stageRun, step.place, ended);
      break;
    case 'start': {
      const gate = gateAt(stageRun.execution, stageRun.stage.index);
      for (const action of step.actions) startAction(context, stageRun, action, gate, ended);
      break;
    }
    case 'retry':
      retryByItself(context, stageRun, step.mode);
      break;
    case 'succeed':
      pass(context, stageRun, 'Succeeded');
      break;
    case 'skip':
      pass(context, stageRun, 'Skipped');
      break;
    case 'fail':
      fail(context, stageRun, step.rollBack);
      break;
    case 'stop':
      endWith(context, stageRun, 'Stopped');
  }
}

/** Later actions and rules of a stage that is no longer under way do not matter. */
function stepEnded(context: EngineContext, stageRun: StageRun): void {
  if (stageRun.status === 'InProgress' || stageRun.status === 'Stopping') advance(context, stageRun);
}

/** An ended execution goes on in the stage where it ended; the stage is locked again (spec 2.7). */
export function resume(context: EngineContext, stageRun: StageRun): void {
  const { execution, stage } = stageRun;
  setExecutionStatus(execution, 'InProgress', context.world.clock.now());
  execution.stop = undefined;
  execution.attempt += 1;
  execution.pipeline.executions.resume(execution);
  const gate = gateAt(execution, stage.index);
  if (gate) gate.occupant = execution;
  setStageStatus(stageRun, 'InProgress');
  context.events.execution(execution, 'RESUMED');
  context.events.stage(stageRun, 'RESUMED');
}

/** The one retry that a failure result RETRY gives (spec 2.4); the stage stays locked meanwhile. */
function retryByItself(context: EngineContext, stageRun: StageRun, mode: 'FAILED_ACTIONS' | 'ALL_ACTIONS'): void {
  stageRun.execution.attempt += 1;
  stageRun.automaticRetries += 1;
  stageRun.latestRetry = 'AutomatedStageRetry';
  clearForRetry(stageRun, mode);
  context.events.stage(stageRun, 'RESUMED');
  advance(context, stageRun);
}

/** The execution goes on to the next stage, and the next execution may come in (spec 2.4 rule 2). A rollback has one stage only. */
function pass(context: EngineContext, stageRun: StageRun, status: 'Succeeded' | 'Skipped'): void {
  const { execution, stage } = stageRun;
  endStage(context, stageRun, status);
  const isLast = execution.type === 'ROLLBACK' || stage.index === execution.version.stages.length - 1;
  if (isLast) finish(context, execution, 'Succeeded');
  else arrive(context, execution, stage.index + 1);
  admit(context, execution.pipeline, gateAt(execution, stage.index));
}

/** A failed stage may be rolled back before anybody else comes in, where there is something to roll back to (spec 2.4). */
function fail(context: EngineContext, stageRun: StageRun, rollBack: boolean): void {
  const { execution, stage } = stageRun;
  const target = rollBack ? automaticTarget(execution, stage) : undefined;
  if (!target) {
    endWith(context, stageRun, 'Failed');
    return;
  }
  endStage(context, stageRun, 'Failed');
  finish(context, execution, 'Failed');
  // The detail's form is [R].
  const triggerDetail = JSON.stringify({ FailedPipelineExecutionId: execution.id });
  const trigger = { triggerType: 'AutomatedRollback', triggerDetail } as const;
  startRollback(context, execution.pipeline, stage.name, { trigger, rollbackTarget: target });
}

/** The execution ends here; failure and stop unlock the stage (spec 2.4 rule 5). */
function endWith(context: EngineContext, stageRun: StageRun, status: 'Failed' | 'Stopped'): void {
  const { execution, stage } = stageRun;
  endStage(context, stageRun, status);
  finish(context, execution, status);
  admit(context, execution.pipeline, gateAt(execution, stage.index));
}

const FINAL_EVENTS = {
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Stopped: 'STOPPED',
  Cancelled: 'CANCELED',
  Superseded: 'SUPERSEDED',
} as const;

/** Events know no skipped stage: the execution passes it, which is what SUCCEEDED tells [D] (spec 2.14). */
const STAGE_EVENTS = {
  Succeeded: 'SUCCEEDED',
  Skipped: 'SUCCEEDED',
  Failed: 'FAILED',
  Stopped: 'STOPPED',
  Cancelled: 'CANCELED',
} as const;

/** Ends a stage and unlocks it; nobody is let in yet. */
export function endStage(
  context: EngineContext,
  stageRun: StageRun,
  status: Extract<StageStatus, keyof typeof STAGE_EVENTS>,
): void {
  setStageStatus(stageRun, status);
  const gate = gateAt(stageRun.execution, stageRun.stage.index);
  if (gate) gate.occupant = undefined;
  context.events.stage(stageRun, STAGE_EVENTS[status]);
}

/** Ends an execution. */
export function finish(context: EngineContext, execution: Execution, status: keyof typeof FINAL_EVENTS): void {
  setExecutionStatus(execution, status, context.world.clock.now());
  execution.pipeline.executions.end(execution);
  context.events.execution(execution, FINAL_EVENTS[status]);
}

/** Where an execution passes into a stage; PARALLEL executions pass no gates: they neither lock nor wait (spec 2.4). */
export function gateAt({ pipeline, version }: Execution, stageIndex: number): StageGate | undefined {
  if (version.declaration.executionMode === 'PARALLEL') return undefined;
  return pipeline.gates.get(version.stages[stageIndex]!.name);
}

function gateBefore(pipeline: Pipeline, gate: StageGate): StageGate | undefined {
  const { stages } = currentVersion(pipeline);
  const index = stages.findIndex((stage) => stage.name === gate.stageName);
  return index > 0 ? pipeline.gates.get(stages[index - 1]!.name) : undefined;
}
