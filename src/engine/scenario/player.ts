import { AwsError } from '../aws-error.ts';
import type { Caller, RegionServices, World } from '../world.ts';
import { copiesOf } from './copies.ts';
import { isDeploymentStep, takeDeploymentStep } from './deployment-steps.ts';
import { type Scenario, ScenarioError, type Step, type TimedStep } from './model.ts';
import { takePipelineStep } from './pipeline-steps.ts';
import { push } from './push.ts';
import { relocatePipeline } from './relocate-pipeline.ts';

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
    const { operations } = services.codedeploy;
    const admin = person('admin');
    clock.at(now + created, () => {
      strictly(scenario, line, 'the application', () => operations.CreateApplication!(application, admin));
      for (const group of groups) {
        strictly(scenario, group.line, 'the deployment group', () =>
          operations.CreateDeploymentGroup!(group.input, admin),
        );
      }
    });
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
  services.codepipeline.operations.CreatePipeline!({ pipeline: relocatePipeline(declaration, region) }, caller);
}

function take(world: World, services: RegionServices, step: Step, person: Person): void {
  if (step.verb === 'push') push(world, services, step);
  else if (step.verb === 'behave') world.behaviors.append(step.rules);
  else if (step.verb === 'alarm') world.alarms.set(step.alarm);
  else if (isDeploymentStep(step)) takeDeploymentStep(services.codedeploy, step, person(step.by));
  else takePipelineStep(services, step, person(step.by));
}
