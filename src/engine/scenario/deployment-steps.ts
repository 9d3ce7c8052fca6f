import { AwsError } from '../aws-error.ts';
import type { Caller, Service } from '../world.ts';
import { deploymentInput } from './deployment-input.ts';
import type { Step } from './model.ts';

const VERBS = ['deploy', 'continueDeployment', 'stopDeployment', 'register', 'deregister'] as const;

/** What somebody does in CodeDeploy. */
export type DeploymentStep = Extract<Step, { verb: (typeof VERBS)[number] }>;

export function isDeploymentStep(step: Step): step is DeploymentStep {
  return (VERBS as readonly string[]).includes(step.verb);
}

export function takeDeploymentStep({ operations }: Service, step: DeploymentStep, caller: Caller): void {
  switch (step.verb) {
    case 'deploy':
      operations.CreateDeployment!(deploymentInput(step), caller);
      break;
    case 'continueDeployment':
      letGoOn(operations, step.place, caller);
      break;
    case 'stopDeployment':
      stop(operations, step, caller);
      break;
    case 'register':
      register(operations, step, caller);
      break;
    case 'deregister':
      operations.DeregisterOnPremisesInstance!({ instanceName: step.instance }, caller);
      break;
  }
}

/** Reroutes the traffic of the group's deployment that is ready for it. */
function letGoOn(operations: Service['operations'], place: string, caller: Caller): void {
  const deploymentId = newest(operations, place, ['Ready'], caller);
  if (deploymentId === undefined) {
    throw new AwsError('DeploymentIsNotInReadyStateException', `${place} has no deployment that is ready`);
  }
  operations.ContinueDeployment!({ deploymentId, deploymentWaitType: 'READY_WAIT' }, caller);
}

/** Stops what is under way in the group. */
function stop(
  operations: Service['operations'],
  step: Extract<Step, { verb: 'stopDeployment' }>,
  caller: Caller,
): void {
  const { place, autoRollback: autoRollbackEnabled } = step;
  const deploymentId = newest(operations, place, ['Created', 'Queued', 'InProgress', 'Ready', 'Baking'], caller);
  if (deploymentId === undefined) {
    throw new AwsError('DeploymentAlreadyCompletedException', `${place} has no deployment under way`);
  }
  operations.StopDeployment!({ deploymentId, autoRollbackEnabled }, caller);
}

function newest(
  operations: Service['operations'],
  place: string,
  includeOnlyStatuses: readonly string[],
  caller: Caller,
): string | undefined {
  const [applicationName, deploymentGroupName] = place.split('/');
  const asked = { applicationName, deploymentGroupName, includeOnlyStatuses };
  const { deployments } = operations.ListDeployments!(asked, caller) as { deployments: string[] };
  return deployments[0];
}

function register(operations: Service['operations'], step: Extract<Step, { verb: 'register' }>, caller: Caller): void {
  const { instance, tags } = step;
  const iamUserArn = `arn:aws:iam::${caller.account}:user/on-premises/${instance}`;
  operations.RegisterOnPremisesInstance!({ instanceName: instance, iamUserArn }, caller);
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (list.length > 0) operations.AddTagsToOnPremisesInstances!({ instanceNames: [instance], tags: list }, caller);
}
