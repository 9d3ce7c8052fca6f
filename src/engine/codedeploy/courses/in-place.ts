import { isMinimumUnreachable, minimumOf } from '../../../rules/deployments/healthy-hosts.ts';
import { LIFECYCLE_EVENTS } from '../../../rules/deployments/lifecycle-events.ts';
import type { Instance } from '../../fleet.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { failure } from '../deployments/failures.ts';
import { minimumIn, rollOutByZones } from '../deployments/zones.ts';
import { machineAgent } from '../targets/machine-agent.ts';
import { playEvents } from '../targets/play-events.ts';
import { asMachines, machinesOf } from '../targets/select-machines.ts';

/** Machines in one deployment (spec 3.5) [R]. */
export const MOST_MACHINES = 1000;

/** Deploys to the machines of a group where they are; those behind a load balancer leave it meanwhile (spec 3.6, 3.7). */
export function runInPlace(run: DeploymentRun): void {
  const { deployment, context } = run;
  const found = machinesOf(context, deployment.settings).filter((instance) => isMeant(run, instance));
  if (found.length === 0) {
    run.end({ status: 'Failed', error: failure('NO_INSTANCES') });
    return;
  }
  const instances = found.filter((instance) => isDue(run, instance));
  if (instances.length === 0) {
    // All machines have the revision already.
    run.end({ status: 'Succeeded' });
    return;
  }
  if (instances.length > MOST_MACHINES) {
    run.end({ status: 'Failed', error: failure('OVER_MAX_INSTANCES') });
    return;
  }
  deployTo(run, instances);
}

function deployTo(run: DeploymentRun, instances: readonly Instance[]): void {
  const { deployment, context } = run;
  const isBehindLoadBalancer = deployment.settings.deploymentStyle.deploymentOption === 'WITH_TRAFFIC_CONTROL';
  const events = LIFECYCLE_EVENTS[isBehindLoadBalancer ? 'inPlaceBehindLoadBalancer' : 'inPlace'];
  const machines = asMachines(context, deployment.group, instances, events);
  deployment.targets.replace(machines.map(({ target }) => target));
  if (isMinimumUnreachable(machines.length, minimumOf(minimumIn(run), machines.length))) {
    run.end({ status: 'Failed', error: failure('HEALTH_CONSTRAINTS_INVALID') });
    return;
  }
  rollOutByZones(
    run,
    machines,
    (machine, ended) => playEvents(run, machine.target, [0, events.length], machineAgent(run, machine), ended),
    (succeeded) => {
      if (succeeded) run.bake(() => run.end({ status: 'Succeeded' }));
      else run.end({ status: 'Failed', error: failure('HEALTH_CONSTRAINTS') });
    },
  );
}

function isMeant({ deployment }: DeploymentRun, { id }: Instance): boolean {
  return deployment.options.onlyInstances?.includes(id) ?? true;
}

/** Machines that have the revision already may be left alone (spec 3.4: updateOutdatedInstancesOnly). */
function isDue({ deployment, context }: DeploymentRun, { id }: Instance): boolean {
  const { group, revision, options } = deployment;
  return !options.updateOutdatedInstancesOnly || !context.hosts.isAt(group, id, revision);
}
