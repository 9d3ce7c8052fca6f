import { withoutContent } from '../revisions/check-revision.ts';
import type { DeploymentGroup } from './deployment-group.ts';

/** A group as GetDeploymentGroup tells it: its settings, and what came of deployments to it (spec 3.1). */
export function groupInfo(group: DeploymentGroup): object {
  const { id, name, application, settings, targetRevision } = group;
  const { lastSuccessfulDeployment, lastAttemptedDeployment } = group;
  const { autoScalingGroups = [] } = settings;
  return {
    applicationName: application.name,
    deploymentGroupId: id,
    deploymentGroupName: name,
    ...settings,
    // These are always there.
    ec2TagFilters: settings.ec2TagFilters ?? [],
    onPremisesInstanceTagFilters: settings.onPremisesInstanceTagFilters ?? [],
    autoScalingGroups: autoScalingGroups.map((asg) => ({ name: asg, ...hooksOf(group, asg) })),
    triggerConfigurations: settings.triggerConfigurations ?? [],
    terminationHookEnabled: settings.terminationHookEnabled ?? false,
    computePlatform: application.computePlatform,
    targetRevision: targetRevision && withoutContent(targetRevision),
    lastSuccessfulDeployment,
    lastAttemptedDeployment,
  };
}

/** The names of the lifecycle hooks that CodeDeploy puts into an Auto Scaling group [R]. */
function hooksOf({ id, settings }: DeploymentGroup, asg: string): object {
  const hook = `CodeDeploy-managed-automatic-launch-deployment-hook-${asg}-${id}`;
  const terminationHook = `CodeDeploy-managed-automatic-termination-deployment-hook-${asg}-${id}`;
  return settings.terminationHookEnabled ? { hook, terminationHook } : { hook };
}
