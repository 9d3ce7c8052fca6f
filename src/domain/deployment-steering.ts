import { type Deployment, type DeploymentGroup, isDeploymentOver, isSteeredByCloudFormation } from './deployment.ts';

// Which states of a deployment allow what (spec 3.8, 3.9): each answer ends a sentence, and is undefined where it can be done.

/** Why a deployment cannot be stopped. */
export function notStoppable(deployment: Deployment): string | undefined {
  return notSteerable(deployment);
}

/** Why a deployment that is stopped cannot be rolled back as well; without its group only what it says itself is known. */
export function notRollable(deployment: Deployment, group?: DeploymentGroup): string | undefined {
  const refusal = notSteerable(deployment);
  if (refusal) return refusal;
  if (deployment.creator === 'codeDeployRollback')
    return 'it is a rollback itself, and those are not rolled back again';
  if (group && !group.lastGood)
    return `no deployment to ${deployment.group} has succeeded yet: there is nothing to roll back to`;
  return undefined;
}

/** Why the traffic of a deployment cannot be rerouted now. */
export function notContinuable(deployment: Deployment): string | undefined {
  const refusal = notSteerable(deployment) ?? waitsForNobody(deployment);
  if (refusal || deployment.status === 'Ready') return refusal;
  if (!deployment.waits.ready?.stops) return 'it reroutes its traffic without waiting for anybody';
  return `it is ${deployment.status}, not Ready`;
}

/** Whether nothing moves until a person lets the traffic be rerouted, or the time for that has run out. */
export function waitsForReroute(deployment: Deployment): boolean {
  return deployment.status === 'Ready' && notContinuable(deployment) === undefined;
}

/** Why the original fleet of a deployment cannot be terminated now. */
export function notTerminable(deployment: Deployment): string | undefined {
  const refusal = notSteerable(deployment) ?? waitsForNobody(deployment);
  if (refusal || deployment.waits.terminationBegun) return refusal;
  if (deployment.waits.termination?.terminates === false) return 'its group keeps what was replaced';
  if (deployment.status === 'Ready') return 'it is Ready, its traffic not rerouted yet: continue it first';
  return `it is ${deployment.status} and not yet waiting to terminate what it replaces`;
}

function notSteerable(deployment: Deployment): string | undefined {
  if (isDeploymentOver(deployment)) return `it is over: it has ${deployment.status}`;
  if (isSteeredByCloudFormation(deployment)) return 'CloudFormation steers it: cancel the update of its stack instead';
  return undefined;
}

function waitsForNobody({ type, computePlatform }: Deployment): string | undefined {
  if (computePlatform === 'Lambda') return 'a deployment of a function never waits for anybody';
  return type === 'in-place' ? 'an in-place deployment never waits for anybody' : undefined;
}
