import type { Instance } from '../../fleet.ts';
import type { CodeDeployContext } from '../context.ts';
import { DEFAULT_CONFIG } from '../deployment-configs/predefined-configs.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import type { Creator, Deployment } from './deployment.ts';

/**
 * Machines have come, by a control call: each that belongs to an Auto Scaling group of a deployment group gets a deployment of
 * what went well last there, beside whatever goes on in the group (spec 3.4).
 */
export function deployToScaledOut(context: CodeDeployContext, added: readonly Instance[]): void {
  for (const { groups } of context.applications.list()) {
    for (const group of groups.values()) {
      const asgs = group.settings.autoScalingGroups ?? [];
      for (const { id, asg } of added) {
        if (asg === undefined || !asgs.includes(asg) || !group.targetRevision) continue;
        launchFor(context, group, [id], 'autoscaling');
        context.deployments.activeIn(group)?.scaledOut.push(id);
      }
    }
  }
}

/**
 * Machines that were scaled out while a deployment went on have what there was before it: when nothing goes on in the
 * group any more, another deployment updates them, unless the group wants them as they are (spec 3.4).
 */
export function updateOutdated(context: CodeDeployContext, { group }: Deployment): void {
  const { deployments, hosts } = context;
  if (deployments.isBusy(group)) return;
  const root = deployments.lastSuccessfulIn(group);
  const ids = root?.scaledOut.splice(0).filter((id) => !hosts.isAt(group, id, root.revision)) ?? [];
  if (!root || ids.length === 0 || group.settings.outdatedInstancesStrategy === 'IGNORE') return;
  const update = launchFor(context, group, ids, 'CodeDeployAutoUpdate', root);
  root.updateIds = [...root.updateIds, update.id];
}

/** One machine after the other [R]. */
function launchFor(
  context: CodeDeployContext,
  group: DeploymentGroup,
  onlyInstances: readonly string[],
  creator: Creator,
  follows?: Deployment,
): Deployment {
  return context.deployments.launch({
    group,
    kind: 'inPlace',
    config: context.configs.find(DEFAULT_CONFIG.Server),
    revision: group.targetRevision!,
    creator,
    options: {
      ignoreApplicationStopFailures: false,
      updateOutdatedInstancesOnly: creator === 'CodeDeployAutoUpdate',
      fileExistsBehavior: context.deployments.lastSuccessfulIn(group)?.options.fileExistsBehavior ?? 'DISALLOW',
      onlyInstances,
    },
    follows,
  });
}
