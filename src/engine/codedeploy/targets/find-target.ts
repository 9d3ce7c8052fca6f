import { AwsError } from '../../aws-error.ts';
import type { CodeDeployContext } from '../context.ts';
import { type Deployment, hasStarted } from '../deployments/deployment.ts';
import { findDeployment } from '../deployments/find-deployment.ts';
import type { Target } from './target.ts';

/**
 * A deployment that has targets to ask for: they are not known before it has begun (spec 3.5). Throws errors of the id, and
 * DeploymentNotStartedException.
 */
export function findStarted(context: CodeDeployContext, id: string | undefined): Deployment {
  const deployment = findDeployment(context, id);
  if (!hasStarted(deployment)) {
    throw new AwsError('DeploymentNotStartedException', `The deployment ${deployment.id} has not started`);
  }
  return deployment;
}

/** What ids and ARNs of targets consist of [D]. */
const ANY_ID = /^[A-Za-z0-9._+=,@:/-]+$/;

/** Whether somebody may have meant a target by this. */
export function isTargetId(id: string): boolean {
  return ANY_ID.test(id);
}

/**
 * Throws DeploymentTargetIdRequiredException, InvalidDeploymentTargetIdException and
 * DeploymentTargetDoesNotExistException; a machine is also known by its ARN.
 */
export function findTarget({ id: deploymentId, targets }: Deployment, id: string | undefined): Target {
  if (!id) throw new AwsError('DeploymentTargetIdRequiredException', 'The target id was not specified');
  const target = targets.all().find((one) => one.id === id || one.arn === id);
  if (!target && !isTargetId(id)) {
    throw new AwsError('InvalidDeploymentTargetIdException', `${id} is not the id of a target`);
  }
  if (!target) {
    const message = `The deployment ${deploymentId} has no target ${id}`;
    throw new AwsError('DeploymentTargetDoesNotExistException', message);
  }
  return target;
}
