import { AwsError } from '../../aws-error.ts';
import type { Deployment } from './deployment.ts';
import { failure } from './failures.ts';
import { runOf } from './find-deployment.ts';
import { rollsBackOn } from './roll-back.ts';

/**
 * StopDeployment (spec 3.8): no further lifecycle event begins. The answer is about the stop: Pending while events go on
 * at machines, until somebody asks again. Throws DeploymentAlreadyCompletedException.
 */
export function stopDeployment(deployment: Deployment, autoRollbackEnabled: boolean | undefined) {
  const run = runOf(deployment);
  const isAskedAgain = run.stop !== undefined;
  const rollsBack = autoRollbackEnabled ?? rollsBackOn(deployment, 'DEPLOYMENT_STOP_ON_REQUEST');
  run.requestStop({ error: failure('MANUAL_STOP'), rollsBack });
  if (isAskedAgain || !deployment.run) {
    const statusMessage = 'No more commands will be scheduled for execution in the deployment instances';
    return { status: 'Succeeded', statusMessage };
  }
  return { status: 'Pending', statusMessage: 'The deployment stops when the lifecycle events in progress have ended' }; // [D]
}

/**
 * ContinueDeployment (spec 3.8): ends the wait for a person, or before what was replaced is taken away. Throws
 * DeploymentAlreadyCompletedException, UnsupportedActionForDeploymentTypeException and
 * DeploymentIsNotInReadyStateException.
 */
export function continueDeployment(
  deployment: Deployment,
  waitType: 'READY_WAIT' | 'TERMINATION_WAIT' = 'READY_WAIT',
): void {
  const { wait } = runOf(deployment);
  checkMoves(deployment);
  if (wait?.type !== waitType) {
    const message = `The deployment ${deployment.id} does not wait with ${waitType}`;
    const name =
      waitType === 'READY_WAIT' ? 'DeploymentIsNotInReadyStateException' : 'InvalidDeploymentStatusException'; // [D]
    throw new AwsError(name, message);
  }
  wait.goOn();
}

/**
 * SkipWaitTimeForInstanceTermination, which ContinueDeployment has replaced (spec 3.8). Throws
 * DeploymentAlreadyCompletedException, UnsupportedActionForDeploymentTypeException, and DeploymentNotStartedException before the wait has begun.
 */
export function skipTerminationWait(deployment: Deployment): void {
  const { wait } = runOf(deployment);
  checkMoves(deployment);
  if (wait?.type !== 'TERMINATION_WAIT') {
    const message = `The deployment ${deployment.id} does not wait for the termination of instances`;
    throw new AwsError('DeploymentNotStartedException', message);
  }
  wait.goOn();
}

/** Only where traffic moves to something else there is anything to wait for. */
function checkMoves({ kind, id }: Deployment): void {
  if (kind === 'blueGreen' || kind === 'ecs') return;
  const message = `The deployment ${id} is not a blue/green deployment that waits`;
  throw new AwsError('UnsupportedActionForDeploymentTypeException', message);
}
