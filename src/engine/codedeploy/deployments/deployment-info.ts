import { withoutContent } from '../revisions/check-revision.ts';
import type { Deployment } from './deployment.ts';

/** A deployment as GetDeployment tells it; of an AppSpec text the hash alone (spec 3.3, 3.12). */
export function deploymentInfo(deployment: Deployment): object {
  const { id, group, settings, config, options, revision, previousRevision, targets, rollback } = deployment;
  const { onlyInstances: _, ...told } = options;
  const { computePlatform } = group.application;
  return {
    applicationName: group.application.name,
    deploymentGroupName: group.name,
    deploymentConfigName: config.deploymentConfigName,
    deploymentId: id,
    previousRevision: previousRevision && withoutContent(previousRevision),
    revision: withoutContent(revision),
    status: deployment.status,
    errorInformation: deployment.error,
    createTime: deployment.createTime,
    startTime: deployment.startTime,
    completeTime: deployment.completeTime,
    deploymentOverview: targets.overview(),
    creator: deployment.creator,
    ...told,
    autoRollbackConfiguration: options.autoRollbackConfiguration ?? settings.autoRollbackConfiguration,
    rollbackInfo: Object.keys(rollback).length > 0 ? rollback : undefined,
    deploymentStyle: settings.deploymentStyle,
    instanceTerminationWaitTimeStarted: deployment.hasTerminationWaitStarted,
    blueGreenDeploymentConfiguration: settings.blueGreenDeploymentConfiguration,
    loadBalancerInfo: settings.loadBalancerInfo,
    additionalDeploymentStatusInfo: deployment.statusInfo,
    deploymentStatusMessages: [],
    computePlatform,
    relatedDeployments: relatedDeployments(deployment),
  };
}

/** The deployments that update machines which were scaled out meanwhile, and the one that they follow (spec 3.4). */
function relatedDeployments({ follows, updateIds }: Deployment): object | undefined {
  if (follows) return { autoUpdateOutdatedInstancesRootDeploymentId: follows.id };
  return updateIds.length > 0 ? { autoUpdateOutdatedInstancesDeploymentIds: updateIds } : undefined;
}
