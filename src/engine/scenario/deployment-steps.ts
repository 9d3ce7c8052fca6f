import { AwsError } from '../aws-error.ts';
import type { Caller, Service } from '../world.ts';
import { deploymentInput } from './deployment-input.ts';
import type { Step } from './model.ts';

const VERBS = ['deploy', 'continueDeployment', 'register', 'deregister'] as const;

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
  const [applicationName, deploymentGroupName] = place.split('/');
  const ready = { applicationName, deploymentGroupName, includeOnlyStatuses: ['Ready'] };
  const { deployments } = operations.ListDeployments!(ready, caller) as { deployments: string[] };
  const [deploymentId] = deployments;
  if (deploymentId === undefined) {
    throw new AwsError('DeploymentIsNotInReadyStateException', `${place} has no deployment that is ready`);
  }
  operations.ContinueDeployment!({ deploymentId, deploymentWaitType: 'READY_WAIT' }, caller);
}

function register(operations: Service['operations'], step: Extract<Step, { verb: 'register' }>, caller: Caller): void {
  const { instance, tags } = step;
  const iamUserArn = `arn:aws:iam::${caller.account}:user/on-premises/${instance}`;
  operations.RegisterOnPremisesInstance!({ instanceName: instance, iamUserArn }, caller);
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (list.length > 0) operations.AddTagsToOnPremisesInstances!({ instanceNames: [instance], tags: list }, caller);
}
