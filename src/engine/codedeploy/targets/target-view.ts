import type { Deployment } from '../deployments/deployment.ts';
import type { LifecycleEvent, Target } from './target.ts';

/** A target as GetDeploymentTarget tells it: a type, and the member of that type (spec 3.12). */
export function deploymentTarget(deployment: Deployment, target: Target): object {
  const { type, id, arn, label, status, lastUpdatedAt, lambda, taskSets } = target;
  const common = {
    deploymentId: deployment.id,
    targetId: id,
    targetArn: arn,
    status,
    lastUpdatedAt,
    lifecycleEvents: target.events.map(shownEvent),
  };
  switch (type) {
    case 'InstanceTarget':
      return { deploymentTargetType: type, instanceTarget: { ...common, instanceLabel: label } };
    case 'LambdaTarget':
      return { deploymentTargetType: type, lambdaTarget: { ...common, lambdaFunctionInfo: lambda } };
    case 'ECSTarget':
      return { deploymentTargetType: type, ecsTarget: { ...common, taskSetsInfo: taskSets } };
  }
}

/** A target as the deprecated calls tell it: a machine by its ARN (spec 3.12). */
export function instanceSummary(deployment: Deployment, { arn, label, status, lastUpdatedAt, events }: Target): object {
  return {
    deploymentId: deployment.id,
    instanceId: arn,
    status,
    lastUpdatedAt,
    lifecycleEvents: events.map(shownEvent),
    instanceType: label,
  };
}

function shownEvent({ name, status, startTime, endTime, diagnostics }: LifecycleEvent): object {
  return { lifecycleEventName: name, status, startTime, endTime, diagnostics };
}
