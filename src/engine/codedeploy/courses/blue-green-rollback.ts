import { LIFECYCLE_EVENTS, type LifecycleEventName } from '../../../rules/deployments/lifecycle-events.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { failure } from '../deployments/failures.ts';
import type { Machine } from '../targets/machine.ts';
import { machineAgent } from '../targets/machine-agent.ts';
import { playEvents } from '../targets/play-events.ts';
import { asMachines } from '../targets/select-machines.ts';
import { dropCopies } from './green-fleet.ts';

/**
 * Takes a blue/green deployment back (spec 3.6): traffic comes to the blue machines again, and then leaves the green ones,
 * all at once [D]. Nothing is installed.
 */
export function runBlueGreenRollback(run: DeploymentRun): void {
  const { takesBack } = run.deployment;
  const blue = machinesLabelled(run, 'Blue', LIFECYCLE_EVENTS.blueRestored);
  const green = machinesLabelled(run, 'Green', LIFECYCLE_EVENTS.greenAbandoned);
  run.deployment.targets.replace([...blue, ...green].map(({ target }) => target));
  if (blue.length + green.length === 0) {
    run.end({ status: 'Failed', error: failure('NO_INSTANCES') });
    return;
  }
  playAll(run, blue, () =>
    playAll(run, green, () => {
      if (takesBack) dropCopies(run, takesBack);
      run.end({ status: 'Succeeded' });
    }),
  );
}

function machinesLabelled(
  run: DeploymentRun,
  label: 'Blue' | 'Green',
  events: readonly LifecycleEventName[],
): Machine[] {
  const { deployment, context } = run;
  const targets = deployment.takesBack?.targets.all() ?? [];
  const instances = targets
    .filter((target) => target.label === label)
    .flatMap(({ id }) => context.world.fleet.find(id) ?? []);
  return asMachines(context, deployment.group, instances, events, label);
}

function playAll(run: DeploymentRun, machines: readonly Machine[], then: () => void): void {
  let left = machines.length;
  if (left === 0) then();
  for (const machine of machines) {
    playEvents(run, machine.target, [0, machine.target.events.length], machineAgent(run, machine), () => {
      left -= 1;
      if (left > 0) return;
      if (machines.every(({ target }) => target.status === 'Succeeded')) then();
      else run.end({ status: 'Failed', error: failure('HEALTH_CONSTRAINTS') });
    });
  }
}
