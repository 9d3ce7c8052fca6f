import { isMinimumUnreachable, minimumOf } from '../../../rules/deployments/healthy-hosts.ts';
import { EVENTS_BEFORE_TRAFFIC, LIFECYCLE_EVENTS } from '../../../rules/deployments/lifecycle-events.ts';
import type { Instance } from '../../fleet.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { failure } from '../deployments/failures.ts';
import { awaitReady, awaitTermination, keepsBlue } from '../deployments/waits.ts';
import { minimumIn } from '../deployments/zones.ts';
import type { Machine } from '../targets/machine.ts';
import { machineAgent } from '../targets/machine-agent.ts';
import { playEvents } from '../targets/play-events.ts';
import { rollOut } from '../targets/roll-out.ts';
import { asMachines, machinesOf } from '../targets/select-machines.ts';
import { provisionGreen, takeOver } from './green-fleet.ts';

const { green: GREEN_EVENTS, blue: BLUE_EVENTS } = LIFECYCLE_EVENTS;

/** Hours for which the wait for a person may last on EC2 (spec 3.5). */
const LONGEST_READY_HOURS = 48;

/** The machines of a deployment, by what is to become of them. */
interface Fleets {
  readonly green: readonly Machine[];
  readonly blue: readonly Machine[];
}

/** Deploys to other machines than those that serve, and then lets the traffic move (spec 3.9). */
export function runBlueGreen(run: DeploymentRun): void {
  provisionGreen(run, (instances) => {
    if (instances.length === 0) run.end({ status: 'Failed', error: failure('NO_INSTANCES') });
    else installOnGreen(run, fleetsOf(run, instances));
  });
}

function fleetsOf(run: DeploymentRun, greenInstances: readonly Instance[]): Fleets {
  const { deployment, context } = run;
  const isGreen = new Set(greenInstances.map(({ id }) => id));
  // Those on premises cannot be part of it.
  const blueInstances = machinesOf(context, deployment.settings).filter(
    ({ id, onPremises }) => !isGreen.has(id) && !onPremises,
  );
  const green = asMachines(context, deployment.group, greenInstances, GREEN_EVENTS, 'Green');
  const blue = asMachines(context, deployment.group, blueInstances, BLUE_EVENTS, 'Blue');
  deployment.targets.replace([...green, ...blue].map(({ target }) => target));
  return { green, blue };
}

function installOnGreen(run: DeploymentRun, fleets: Fleets): void {
  const { green } = fleets;
  if (isMinimumUnreachable(green.length, minimumOf(minimumIn(run), green.length))) {
    run.end({ status: 'Failed', error: failure('HEALTH_CONSTRAINTS_INVALID') });
    return;
  }
  rollOut(
    run,
    green,
    minimumIn(run),
    (machine, ended) => playEvents(run, machine.target, [0, EVENTS_BEFORE_TRAFFIC], machineAgent(run, machine), ended),
    (succeeded) => {
      if (!succeeded) fail(run);
      else awaitReady(run, LONGEST_READY_HOURS, () => moveTraffic(run, fleets));
    },
  );
}

/** Lets traffic to the green machines that are well, and then takes it from the blue ones. */
function moveTraffic(run: DeploymentRun, fleets: Fleets): void {
  const { green } = fleets;
  const prepared = green.filter(({ target }) => target.status !== 'Failed');
  rollOut(
    run,
    prepared.map((machine) => ({ ...machine, wasHealthy: true })),
    minimumIn(run),
    (machine, ended) => {
      const range = [EVENTS_BEFORE_TRAFFIC, GREEN_EVENTS.length] as const;
      playEvents(run, machine.target, range, machineAgent(run, machine), ended);
    },
    (succeeded) => {
      if (succeeded) blockBlue(run, fleets);
      else fail(run);
    },
    green.length - prepared.length,
  );
}

/** A single blue machine that does not leave the load balancer fails the deployment (spec 3.7, rule 8). */
function blockBlue(run: DeploymentRun, { blue }: Fleets): void {
  let left = blue.length;
  const ended = () => {
    left -= 1;
    if (left > 0) return;
    if (blue.some(({ target }) => target.status === 'Failed')) fail(run);
    else terminateBlue(run, blue);
  };
  for (const machine of blue) {
    playEvents(run, machine.target, [0, BLUE_EVENTS.length], machineAgent(run, machine), ended);
  }
  if (blue.length === 0) terminateBlue(run, blue);
}

function terminateBlue(run: DeploymentRun, blue: readonly Machine[]): void {
  const ids = blue.map(({ id }) => id);
  const succeed = () => {
    takeOver(run);
    run.end({ status: 'Succeeded' });
  };
  if (blue.length === 0) {
    run.bake(succeed);
    return;
  }
  awaitTermination(run, () => {
    if (keepsBlue(run)) run.deployment.statusInfo = `The original instances were not terminated: ${ids.join(', ')}`;
    else run.context.world.fleet.remove(ids);
    succeed();
  });
}

function fail(run: DeploymentRun): void {
  run.end({ status: 'Failed', error: failure('HEALTH_CONSTRAINTS') });
}
