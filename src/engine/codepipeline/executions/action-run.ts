import type { ActionLayout } from '../definitions/layout.ts';
import type { EngineContext } from '../engine-context.ts';
import { needsJob, runJob } from '../runners/job.ts';
import type { ActionResult, StartingAction } from '../runners/runner.ts';
import { runnerFor } from '../runners/runner-for.ts';
import { timedOut } from '../runners/scripted.ts';
import { timeLimit } from '../runners/time-limit.ts';
import type { ActionEventState } from '../views/events.ts';
import { storeOutputArtifacts } from './artifacts.ts';
import type { ActionRun, ActionStatus, StageRun } from './execution.ts';
import { resolveConfiguration } from './resolve-configuration.ts';
import type { StageGate } from './stage-gate.ts';

/** Starts an action; `ended` is called when it has ended by itself, not when it was taken away. */
export function startAction(
  context: EngineContext,
  stageRun: StageRun,
  action: ActionLayout,
  gate: StageGate | undefined,
  ended: () => void,
): void {
  const { world, events } = context;
  const run = newActionRun(context, stageRun, action);
  if (gate) showAtGate(gate, run);
  const { execution, stage } = stageRun;
  const rule = world.behaviors.take({
    pipeline: execution.pipeline.name,
    stage: stage.name,
    action: action.name,
    project: action.type.provider === 'CodeBuild' ? action.declaration.configuration?.ProjectName : undefined,
  });
  const job = needsJob(action.type, rule) ? context.jobs.create(run) : undefined;
  events.action(run, 'STARTED', job?.id);
  const end: End = (status, result) => {
    if (run.status !== 'InProgress') return;
    record(context, gate, run, result);
    if (status === 'Succeeded') storeOutputArtifacts(execution, action, world.random);
    endAction(context, run, status, status === 'Succeeded' ? 'SUCCEEDED' : 'FAILED');
    context.agenda.soon(ended);
  };
  const succeed = (result: ActionResult) => end('Succeeded', result);
  const fail = (result: ActionResult) => end('Failed', result);
  run.control = { succeed, fail, ...(job && { job }) };
  const resolved = resolveConfiguration(execution, action);
  if ('problem' in resolved) {
    // The code is [D] (spec 2.10).
    fail({ summary: resolved.problem, error: { code: 'ConfigurationError', message: resolved.problem } });
    return;
  }
  const { configuration } = resolved;
  if (action.hasReferences) run.resolvedConfiguration = configuration;
  const begun = starting(context, run, { configuration, rule, succeed, fail });
  if (job) runJob(begun, job);
  else runnerFor(action.type)(begun);
}

/** Ends an action in this state; its time stops here, and so does what somebody outside does for it. */
export function endAction(context: EngineContext, run: ActionRun, status: ActionStatus, event: ActionEventState): void {
  drop(context, run, status);
  run.lastUpdateTime = context.world.clock.now();
  context.events.action(run, event);
}

/** Ends an action of which nothing will be told any more, since its pipeline is gone. */
export function dropAction(context: EngineContext, run: ActionRun): void {
  drop(context, run, 'Abandoned');
}

function drop({ world, jobs }: EngineContext, run: ActionRun, status: ActionStatus): void {
  world.clock.cancel(run.timer);
  if (run.control?.job) jobs.end(run.control.job);
  run.timer = undefined;
  run.control = undefined;
  run.status = status;
}

function newActionRun(context: EngineContext, stageRun: StageRun, action: ActionLayout): ActionRun {
  const { clock, random } = context.world;
  const { execution } = stageRun;
  const { pipeline } = execution;
  const run: ActionRun = {
    id: random.uuid(),
    number: pipeline.nextActionRun++,
    stageRun,
    action,
    startTime: clock.now(),
    lastUpdateTime: clock.now(),
    status: 'InProgress',
  };
  stageRun.runs[action.index] = run;
  execution.lastUpdateTime = run.startTime;
  pipeline.executions.addActionRun(run);
  return run;
}

function showAtGate(gate: StageGate, run: ActionRun): void {
  const slot = gate.actions.get(run.action.name);
  if (slot) slot.latest = run;
  else gate.actions.set(run.action.name, { latest: run });
}

function record({ world }: EngineContext, gate: StageGate | undefined, run: ActionRun, result: ActionResult): void {
  if (result.summary) run.summary = result.summary;
  if (result.externalId) run.externalId = result.externalId;
  if (result.error) run.error = result.error;
  if (result.outputVariables && Object.keys(result.outputVariables).length > 0) {
    run.outputVariables = result.outputVariables;
  }
  if (result.revision) {
    run.revision = result.revision;
    const slot = gate?.actions.get(run.action.name);
    if (slot) slot.revision = result.revision;
  }
  run.stageRun.execution.lastUpdateTime = world.clock.now();
}

type End = (status: 'Succeeded' | 'Failed', result: ActionResult) => void;
type StartFacts = Pick<StartingAction, 'configuration' | 'rule' | 'succeed' | 'fail'>;

function starting(context: EngineContext, run: ActionRun, facts: StartFacts): StartingAction {
  const minutes = run.action.declaration.timeoutInMinutes ?? run.action.type.timeoutMinutes;
  const limit = timeLimit(context, run, minutes, () => facts.fail(timedOut('action', minutes)));
  return { ...facts, ...limit, context, run, name: `Action ${run.action.name}` };
}
