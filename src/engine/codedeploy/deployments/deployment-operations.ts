import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { answerHook } from './answer-hook.ts';
import { createDeployment } from './create-deployment.ts';
import { deploymentInfo } from './deployment-info.ts';
import { checkedDeploymentId, findDeployment } from './find-deployment.ts';
import { listDeployments } from './list-deployments.ts';
import { continueDeployment, skipTerminationWait, stopDeployment } from './steer-deployment.ts';

const MOST_IN_BATCH = 25;

/** The operations on deployments as a whole (spec 3.4, 3.8, 3.10, 3.12). */
export function deploymentOperations(context: CodeDeployContext): Record<string, Operation> {
  return {
    CreateDeployment: (input) => ({ deploymentId: createDeployment(context, input).id }),
    GetDeployment: ({ deploymentId }) => ({ deploymentInfo: deploymentInfo(findDeployment(context, deploymentId)) }),
    BatchGetDeployments: ({ deploymentIds }) => {
      const ids = checkedBatch<string>(deploymentIds, MOST_IN_BATCH, 'DeploymentIdRequiredException').map(
        checkedDeploymentId,
      );
      // Unknown ones are left out [D].
      return { deploymentsInfo: ids.flatMap((id) => context.deployments.get(id) ?? []).map(deploymentInfo) };
    },
    ListDeployments: (input, caller) => listDeployments(context, input, caller),
    StopDeployment: ({ deploymentId, autoRollbackEnabled }) =>
      stopDeployment(findDeployment(context, deploymentId), autoRollbackEnabled),
    ContinueDeployment: ({ deploymentId, deploymentWaitType }) => {
      continueDeployment(findDeployment(context, deploymentId), deploymentWaitType);
      return undefined;
    },
    SkipWaitTimeForInstanceTermination: ({ deploymentId }) => {
      skipTerminationWait(findDeployment(context, deploymentId));
      return undefined;
    },
    PutLifecycleEventHookExecutionStatus: ({ deploymentId, lifecycleEventHookExecutionId, status }) =>
      answerHook(findDeployment(context, deploymentId), lifecycleEventHookExecutionId, status),
  };
}
