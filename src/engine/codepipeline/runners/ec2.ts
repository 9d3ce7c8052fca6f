import type { BehaviorRule } from '../../behaviors.ts';
import type { Instance } from '../../fleet.ts';
import { type DeployTarget, newTarget } from '../deploy-targets/deploy-target.ts';
import { playTarget, type TargetPlan } from '../deploy-targets/play-target.ts';
import { rollOut } from '../deploy-targets/roll-out.ts';
import { artifactDetails } from '../executions/artifacts.ts';
import type { ActionRun } from '../executions/execution.ts';
import { type ActionLog, openLog } from './action-log.ts';
import { type Ec2Plan, readPlan } from './ec2-plan.ts';
import type { StartingAction } from './runner.ts';
import { runTimed } from './timed.ts';

const SECONDS = 10;

/** A slow agent takes so many times as long [D]. */
const SLOW = 10;

/**
 * An EC2 deploy action: deploys to the machines of the fleet that carry its tag (spec 2.9). Where nobody has said
 * what machines there are, it is an action like any other deploy [D].
 */
export function runEc2(starting: StartingAction): void {
  const { context, run, configuration } = starting;
  const { world } = context;
  if (world.fleet.list().length === 0) {
    runTimed(starting);
    return;
  }
  run.externalId = world.random.uuid();
  const plan = readPlan(configuration, world.fleet);
  if ('problem' in plan) {
    starting.fail({ summary: plan.problem, error: { code: 'ConfigurationError', message: plan.problem } });
    return;
  }
  deploy(starting, plan);
}

function deploy(starting: StartingAction, plan: Ec2Plan): void {
  const { context, run } = starting;
  const before = runBefore(run);
  const instances = failedFirst(plan.instances, before);
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  const targets = instances.map(({ id }) => newTarget(id, plan.instanceType, plan.eventNames));
  const log = openLog(starting);
  run.targets = targets;
  starting.awaitEnd();
  rollOut(
    { ...plan, targets },
    (target, ended) => {
      const told = () => {
        log.write(log.say(`Deployment to ${target.id}: ${target.status}`));
        ended();
      };
      if (isThereAlready(run, target, before)) context.agenda.soon(() => skip(target, context.world.clock.now(), told));
      else playTarget(context, target, planFor(starting, byId.get(target.id)!), told);
    },
    () => end(starting, log, targets, plan.errorsAllowed),
  );
}

/** What a rule says of this machine comes before what one says of the action. */
function planFor({ context, run, rule: actionRule }: StartingAction, instance: Instance): TargetPlan {
  const rule = context.world.behaviors.take(subjectOf(run, instance), 'target') ?? actionRule;
  const seconds = (rule?.durationSeconds ?? SECONDS) * (instance.agent === 'slow' ? SLOW : 1);
  const plan = { milliseconds: seconds * 1000, hasCommands: true };
  if (instance.agent === 'offline') {
    return { ...plan, outcome: 'unreachable', message: `The SSM agent of ${instance.id} is not online` };
  }
  if (rule?.outcome === 'fail') return { ...plan, outcome: 'fail', message: failureOf(rule, instance) };
  // Nobody from outside can answer for a single machine.
  const hangs = rule?.outcome === 'hang' || rule?.outcome === 'external';
  return { ...plan, outcome: hangs ? 'hang' : 'succeed' };
}

function subjectOf(run: ActionRun, instance: Instance) {
  const { execution, stage } = run.stageRun;
  return { pipeline: execution.pipeline.name, stage: stage.name, action: run.action.name, target: instance.id };
}

function failureOf({ diagnostics, error }: BehaviorRule, { id }: Instance): string {
  const what = diagnostics?.scriptName === undefined ? 'Deployment' : `Script ${diagnostics.scriptName}`;
  return diagnostics?.message ?? error?.message ?? `${what} failed on ${id}`;
}

/** Codes and texts are [D]. */
function end(starting: StartingAction, log: ActionLog, targets: readonly DeployTarget[], errorsAllowed: number): void {
  const { rule } = starting;
  const failed = targets.filter(({ status }) => status === 'Failed');
  const ids = failed.map(({ id }) => id).join(', ');
  const all = targets.length === 1 ? '1 instance' : `${targets.length} instances`;
  const summary = failed.length === 0 ? `Deployed to ${all}` : `Deployment failed on ${ids}`;
  log.write(log.say(summary));
  if (failed.length <= errorsAllowed) {
    starting.succeed({ summary: rule?.summary ?? summary, outputVariables: rule?.outputVariables });
    return;
  }
  const error = rule?.error ?? { code: 'JobFailed', message: summary };
  starting.fail({ summary: rule?.summary ?? error.message, error });
}

/** The run of the same action before this one. */
function runBefore(run: ActionRun): ActionRun | undefined {
  const { execution, stage } = run.stageRun;
  for (const other of execution.pipeline.executions.actionRunsNewestFirst()) {
    const isSame = other.action.name === run.action.name && other.stageRun.stage.name === stage.name;
    if (other !== run && other.targets && isSame) return other;
  }
  return undefined;
}

/** What failed last time comes first. */
function failedFirst(instances: readonly Instance[], before: ActionRun | undefined): readonly Instance[] {
  const failed = new Set(before?.targets?.filter(({ status }) => status === 'Failed').map(({ id }) => id));
  const hasFailed = ({ id }: Instance) => failed.has(id);
  return [...instances.filter(hasFailed), ...instances.filter((instance) => !hasFailed(instance))];
}

/** Whether the run before has put the same artifact there. */
function isThereAlready(run: ActionRun, target: DeployTarget, before: ActionRun | undefined): boolean {
  const then = before?.targets?.find(({ id }) => id === target.id)?.status;
  return (then === 'Succeeded' || then === 'Skipped') && artifactOf(before!) === artifactOf(run);
}

function artifactOf({ action, stageRun }: ActionRun): string | undefined {
  const { region, inputArtifacts } = action.declaration;
  return artifactDetails(stageRun.execution, region, inputArtifacts)[0]?.s3location.key;
}

function skip(target: DeployTarget, now: number, ended: () => void): void {
  target.status = 'Skipped';
  target.startTime = now;
  target.endTime = now;
  for (const event of target.events) event.status = 'Skipped';
  ended();
}
