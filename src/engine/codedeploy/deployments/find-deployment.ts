import { AwsError } from '../../aws-error.ts';
import type { CodeDeployContext } from '../context.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRun } from './deployment-run.ts';

const ID = /^d-[A-Z0-9]{9}$/;

/** The id, if it has the form of one. Throws DeploymentIdRequiredException and InvalidDeploymentIdException. */
export function checkedDeploymentId(id: string | undefined): string {
  if (!id) throw new AwsError('DeploymentIdRequiredException', 'The deployment id was not specified');
  if (!ID.test(id)) throw new AwsError('InvalidDeploymentIdException', `The deployment id ${id} is not valid`);
  return id;
}

/** Throws what {@link checkedDeploymentId} throws, and DeploymentDoesNotExistException. */
export function findDeployment({ deployments }: CodeDeployContext, id: string | undefined): Deployment {
  const deployment = deployments.get(checkedDeploymentId(id));
  if (!deployment) {
    throw new AwsError('DeploymentDoesNotExistException', `The deployment ${id} could not be found`); // [R]
  }
  return deployment;
}

/** Throws DeploymentAlreadyCompletedException for one that has ended. */
export function runOf({ run, id }: Deployment): DeploymentRun {
  if (!run) throw new AwsError('DeploymentAlreadyCompletedException', `The deployment ${id} is already completed`);
  return run;
}
