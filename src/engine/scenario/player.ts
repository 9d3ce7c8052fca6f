import { AwsError } from '../aws-error.ts';
import type { Caller, RegionServices, World } from '../world.ts';
import { copiesOf } from './copies.ts';
import { type DeploymentStep, isDeploymentStep, takeDeploymentStep } from './deployment-steps.ts';
import { type Push, type Scenario, ScenarioError, type Step, type TimedStep } from './model.ts';
import { relocatePipeline } from './relocate-pipeline.ts';
import { startVariables } from './start-variables.ts';

type Person = (name: string) => Caller;

/** Engine milliseconds before now at which the scenario begins. */
export function pastSpan(scenario: Scenario): number {
  const created = [...scenario.pipelines, ...scenario.applications].map((one) => one.created);
  const times = [...created, ...scenario.past.map(({ at }) => at)];
  return -Math.min(0, ...times);
}

/**
 * Plays a scenario: its past up to `now`, engine time, at which the clock then stands; its future is put on the clock.
 * All of it goes through the operations of the services, as people and sources would call them.
 * Throws {@link ScenarioError} when a step of the past is refused.
 */
export function playScenario(
  world: World,
  services: RegionServices,
  scenario: Scenario,
  now: number,
  servicesOf: (account: string, region: string) => RegionServices,
): void {
  const { clock } = world;
  const { account, region } = services;
  const person: Person = (name) => ({ account, region, arn: `arn:aws:iam::${account}:user/${name}` });
  world.behaviors.append(scenario.behaviors);
  world.alarms.replace(scenario.alarms);
  world.fleet.replace(scenario.instances);
  world.revisions.replace(scenario.revisions);
  for (const { created, application, groups, line } of scenario.applications) {
    clock.at(now + created, () =>
      strictly(scenario, line, 'the application', () =>
        createApplication(services, application, groups, person('admin')),
      ),
    );
  }
  for (const { created, declaration, line, copies } of scenario.pipelines) {
    for (const copy of copiesOf(declaration, copies, services)) {
      const there = servicesOf(copy.account, copy.region);
      clock.at(now + created, () => strictly(scenario, line, 'the pipeline', () => create(there, copy.declaration)));
    }
  }
  for (const timed of scenario.past) {
    clock.at(now + timed.at, () =>
      strictly(scenario, timed.line, timed.step.verb, () => take(world, services, timed.step, person)),
    );
  }
  clock.advanceTo(now);
  for (const timed of scenario.future) clock.at(now + timed.at, () => inFuture(world, services, timed, person));
}

function strictly(scenario: Scenario, line: number, what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ScenarioError(`${scenario.name}:${line}: ${what}: ${error.name}: ${error.message}`);
  }
}

/** A step of the future finds what people have done meanwhile; where it no longer fits it is left out. */
function inFuture(world: World, services: RegionServices, timed: TimedStep, person: Person): void {
  if (timed.every !== undefined) {
    world.clock.after(timed.every, () => inFuture(world, services, timed, person));
  }
  try {
    take(world, services, timed.step, person);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function create(services: RegionServices, declaration: Record<string, unknown>): void {
  const { account, region } = services;
  const caller = { account, region, arn: `arn:aws:iam::${account}:user/admin` };
  call(services, 'CreatePipeline', { pipeline: relocatePipeline(declaration, services.region) }, caller);
}

function createApplication(
  services: RegionServices,
  application: object,
  groups: readonly object[],
  caller: Caller,
): void {
  const { operations } = services.codedeploy;
  operations.CreateApplication!(application, caller);
  for (const group of groups) operations.CreateDeploymentGroup!(group, caller);
}

function take(world: World, services: RegionServices, step: Step, person: Person): void {
  if (step.verb === 'push') push(world, services, step);
  else if (step.verb === 'behave') world.behaviors.append(step.rules);
  else if (step.verb === 'alarm') world.alarms.set(step.alarm);
  else if (isDeploymentStep(step)) takeDeploymentStep(services.codedeploy, step, person(step.by));
  else actAs(services, step, person(step.by));
}

function actAs(
  services: RegionServices,
  step: Exclude<Extract<Step, { by: string }>, DeploymentStep>,
  caller: Caller,
): void {
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
    case 'stop':
      stop(services, step, caller);
      break;
  }
}

function push(world: World, services: RegionServices, step: Push): void {
  const pipeline = step.pipelines.length === 1 ? step.pipelines[0]! : world.random.pick(step.pipelines);
  const { commit: summary, author, id, url, branch, tag, files, pullRequest } = step;
  const action = step.action ?? firstSource(services, pipeline);
  const revision = { summary, author, id, url };
  services.codepipeline.sourceChange({ pipeline, action, revision, branch, tag, files, pullRequest });
}

function firstSource(services: RegionServices, pipeline: string): string {
  const { pipeline: declaration } = read(services, 'GetPipeline', { name: pipeline });
  return declaration.stages[0].actions[0].name;
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
