import { AwsError } from '../../aws-error.ts';
import type { Deployment } from './deployment.ts';

/**
 * PutLifecycleEventHookExecutionStatus (spec 3.10): what the function of a hook has to say. Throws
 * UnsupportedActionForDeploymentTypeException on machines, InvalidLifecycleEventHookExecutionStatusException for anything but an
 * end, InvalidLifecycleEventHookExecutionIdException for an unknown id, and LifecycleEventAlreadyCompletedException for a second answer.
 */
export function answerHook(deployment: Deployment, hookId: string | undefined, status: string | undefined) {
  if (deployment.group.application.computePlatform === 'Server') {
    const message = `The deployment ${deployment.id} calls no functions`;
    throw new AwsError('UnsupportedActionForDeploymentTypeException', message);
  }
  if (status !== 'Succeeded' && status !== 'Failed') {
    const message = `The status of a hook must be Succeeded or Failed, not ${status}`;
    throw new AwsError('InvalidLifecycleEventHookExecutionStatusException', message);
  }
  const events = deployment.targets.all().flatMap((target) => target.events);
  if (hookId === undefined || !events.some((event) => event.hookId === hookId)) {
    const message = `The deployment ${deployment.id} has no hook with the id ${hookId}`;
    throw new AwsError('InvalidLifecycleEventHookExecutionIdException', message);
  }
  const answer = deployment.run?.hooks.get(hookId);
  if (!answer)
    throw new AwsError('LifecycleEventAlreadyCompletedException', 'The lifecycle event has already completed');
  answer(status === 'Succeeded');
  return { lifecycleEventHookExecutionId: hookId };
}
