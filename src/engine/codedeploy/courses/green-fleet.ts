import type { Instance } from '../../fleet.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { greenMachines, machinesOf } from '../targets/select-machines.ts';

/** How long it takes until the machines of a copied Auto Scaling group are there [D]. */
const PROVISIONING = 60_000;

/** Gets the machines of a green fleet (spec 3.9): some that are there, or as many new ones as the Auto Scaling group has. */
export function provisionGreen(run: DeploymentRun, then: (instances: readonly Instance[]) => void): void {
  const { deployment, context } = run;
  const { targetInstances } = deployment.options;
  if (!copiesAutoScalingGroup(run)) {
    then(targetInstances ? greenMachines(context, targetInstances) : []);
    return;
  }
  run.after(PROVISIONING, () => {
    const { fleet, random } = context.world;
    const [asg] = deployment.settings.autoScalingGroups ?? [];
    const copies = machinesOf(context, deployment.settings)
      .filter((instance) => instance.asg === asg)
      .map(({ tags, zone }) => ({ id: `i-${random.hex(17)}`, tags, zone, asg: copiedGroup(run) }));
    fleet.add(copies);
    then(copies);
  });
}

/** From now on the group means the fleet that was green [R]: its tags, or its Auto Scaling group. */
export function takeOver(run: DeploymentRun): void {
  const { group, options } = run.deployment;
  if (copiesAutoScalingGroup(run)) {
    group.settings = { ...group.settings, autoScalingGroups: [copiedGroup(run)] };
    return;
  }
  const { tagFilters, ec2TagSet, autoScalingGroups } = options.targetInstances ?? {};
  group.settings = { ...group.settings, ec2TagFilters: tagFilters, ec2TagSet, autoScalingGroups };
}

/** Takes away the machines that were made for a deployment [D]. */
export function dropCopies(run: DeploymentRun, of: DeploymentRun['deployment']): void {
  const { fleet } = run.context.world;
  const asg = nameOfCopy(of);
  fleet.remove(fleet.list().flatMap((instance) => (instance.asg === asg ? [instance.id] : [])));
}

function copiesAutoScalingGroup({ deployment }: DeploymentRun): boolean {
  const { greenFleetProvisioningOption: option } = deployment.settings.blueGreenDeploymentConfiguration ?? {};
  return option?.action === 'COPY_AUTO_SCALING_GROUP';
}

function copiedGroup({ deployment }: DeploymentRun): string {
  return nameOfCopy(deployment);
}

/** [R] */
function nameOfCopy({ id, group }: DeploymentRun['deployment']): string {
  return `CodeDeploy_${group.name}_${id}`;
}
