import type { PipelineVersion } from '../definitions/layout.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { noteUse } from '../sources/polling.ts';
import { startAction } from './action-run.ts';
import {
  type Execution,
  type GivenRevision,
  type StageRun,
  type StageStatus,
  setExecutionStatus,
  setStageStatus,
  type Trigger,
} from './execution.ts';
import { nextToEnter, type StageGate, takeSlot, without } from './stage-gate.ts';
import { nextStep } from './stage-progress.ts';

export interface Start {
  readonly trigger: Trigger;
  readonly variables?: Readonly<Record<string, string>>;
  readonly given?: ReadonlyMap<string, GivenRevision>;
}

/** Starts an execution of the current version: it arrives in front of the first stage (spec 2.4). */
export function startExecution(context: EngineContext, pipeline: Pipeline, start: Start): Execution {
  const { clock, random } = context.world;
  const version = currentVersion(pipeline);
  const execution: Execution = {
    id: random.uuid(),
    number: pipeline.nextExecution++,
    pipeline,
    version,
    type: 'STANDARD',
    trigger: start.trigger,
    startTime: clock.now(),
    lastUpdateTime: clock.now(),
    variables: valuesOf(version, start.variables ?? NO_VALUES),
    given: start.given ?? NO_REVISIONS,
    status: 'InProgress',
    attempt: 1,
    stageRuns: version.stages.map(() => undefined),
    actionRuns: [],
    artifactKeys: Array.from(version.artifacts, () => undefined),
  };
  pipeline.executions.add(execution);
  noteUse(pipeline, clock.now());
  context.events.execution(execution, 'STARTED');
  arrive(context, execution, 0);
  return execution;
}

/** Shared by all executions that were given nothing. */
const NO_VALUES = {};
const NO_REVISIONS = new Map<string, GivenRevision>();

/** Every variable of the pipeline with the given or the default value (spec 2.9). */
function valuesOf({ declaration }: PipelineVersion, given: Readonly<Record<string, string>>) {
  if (!declaration.variables?.length) return NO_VALUES;
  const values = declaration.variables.map(({ name, defaultValue }) => [
    name,
    Object.hasOwn(given, name) ? given[name] : defaultValue,
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** An execution comes in front of a stage: it takes the inbound slot, and enters when it may (spec 2.4 rules 2, 3). */
function arrive(context: EngineContext, execution: Execution, stageIndex: number): void {
  const gate = gateAt(execution, stageIndex);
  execution.waitingAt = stageIndex;
  const { waiting, superseded } = takeSlot(gate.waiting, execution);
  gate.waiting = waiting;
  for (const older of superseded) {
    older.waitingAt = undefined;
    finish(context, older, 'Superseded');
  }
  admit(context, execution.pipeline, gate);
}

/** Lets the next inbound execution of a stage in, when it may enter (spec 2.4 rule 2). */
export function admit(context: EngineContext, pipeline: Pipeline, gate: StageGate): void {
  const execution = nextToEnter(gate, gateBefore(pipeline, gate));
  if (!execution) return;
  const stage = execution.version.stages[execution.waitingAt!]!;
  gate.waiting = without(gate.waiting, execution);
  execution.waitingAt = undefined;
  const stageRun: StageRun = {
    execution,
    stage,
    status: 'InProgress',
    manualRetries: 0,
    runs: stage.actions.map(() => undefined),
  };
  execution.stageRuns[stage.index] = stageRun;
  gate.latest = stageRun;
  gate.occupant = execution;
  context.events.stage(stageRun, 'STARTED');
  advance(context, stageRun);
}

/** Takes a stage as far as it goes without waiting for an action (spec 2.4). */
export function advance(context: EngineContext, stageRun: StageRun): void {
  const step = nextStep(stageRun);
  if (step.kind === 'start') {
    const gate = gateAt(stageRun.execution, stageRun.stage.index);
    for (const action of step.actions) {
      startAction(context, stageRun, action, gate, () => actionEnded(context, stageRun));
    }
  } else if (step.kind !== 'wait') {
    STAGE_ENDS[step.kind](context, stageRun);
  }
}

/** Later actions of a stage that is no longer under way do not matter. */
function actionEnded(context: EngineContext, stageRun: StageRun): void {
  if (stageRun.status === 'InProgress' || stageRun.status === 'Stopping') advance(context, stageRun);
}

const STAGE_ENDS: Record<'succeed' | 'fail' | 'stop', (context: EngineContext, stageRun: StageRun) => void> = {
  succeed: succeedStage,
  fail: (context, stageRun) => endWith(context, stageRun, 'Failed'),
  stop: (context, stageRun) => endWith(context, stageRun, 'Stopped'),
};

/** The execution goes on to the next stage, and the next execution may come in (spec 2.4 rule 2). */
function succeedStage(context: EngineContext, stageRun: StageRun): void {
  const { execution, stage } = stageRun;
  endStage(context, stageRun, 'Succeeded');
  const isLast = stage.index === execution.version.stages.length - 1;
  if (isLast) finish(context, execution, 'Succeeded');
  else arrive(context, execution, stage.index + 1);
  admit(context, execution.pipeline, gateAt(execution, stage.index));
}

/** The execution ends here; failure and stop unlock the stage (spec 2.4 rule 5). */
function endWith(context: EngineContext, stageRun: StageRun, status: 'Failed' | 'Stopped'): void {
  const { execution, stage } = stageRun;
  endStage(context, stageRun, status);
  finish(context, execution, status);
  admit(context, execution.pipeline, gateAt(execution, stage.index));
}

const STAGE_EVENTS = { Succeeded: 'SUCCEEDED', Failed: 'FAILED', Stopped: 'STOPPED', Cancelled: 'CANCELED' } as const;

/** Ends a stage and unlocks it; nobody is let in yet. */
export function endStage(
  context: EngineContext,
  stageRun: StageRun,
  status: Extract<StageStatus, keyof typeof STAGE_EVENTS>,
): void {
  setStageStatus(stageRun, status);
  gateAt(stageRun.execution, stageRun.stage.index).occupant = undefined;
  context.events.stage(stageRun, STAGE_EVENTS[status]);
}

const FINAL_EVENTS = { ...STAGE_EVENTS, Superseded: 'SUPERSEDED' } as const;

/** Ends an execution. */
export function finish(context: EngineContext, execution: Execution, status: keyof typeof FINAL_EVENTS): void {
  setExecutionStatus(execution, status, context.world.clock.now());
  execution.pipeline.executions.end(execution);
  context.events.execution(execution, FINAL_EVENTS[status]);
}

export function gateAt(execution: Execution, stageIndex: number): StageGate {
  return execution.pipeline.gates.get(execution.version.stages[stageIndex]!.name)!;
}

function gateBefore(pipeline: Pipeline, gate: StageGate): StageGate | undefined {
  const { stages } = currentVersion(pipeline);
  const index = stages.findIndex((stage) => stage.name === gate.stageName);
  return index > 0 ? pipeline.gates.get(stages[index - 1]!.name) : undefined;
}
