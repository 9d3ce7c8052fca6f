import * as sdk from '@aws-sdk/client-codedeploy';
import type { Deployment, DeploymentStatus } from '../domain/deployment.ts';
import { notFound } from '../domain/fault.ts';
import { errorText, millis } from './names.ts';
import { lineText, optionalText } from './sanitize.ts';
import type { Session } from './session.ts';

/** One deployment as a whole, without its targets. */
export async function getDeployment(session: Session, deploymentId: string, signal?: AbortSignal): Promise<Deployment> {
  const answer = await session.send<sdk.GetDeploymentOutput>(
    'codedeploy:GetDeployment',
    (config) => new sdk.CodeDeployClient(config),
    new sdk.GetDeploymentCommand({ deploymentId }),
    signal,
  );
  const raw = answer.deploymentInfo;
  if (!raw) throw notFound('DeploymentDoesNotExistException', `deployment ${deploymentId} is not known to CodeDeploy`);
  return {
    id: lineText(raw.deploymentId ?? deploymentId),
    status: (raw.status ?? 'Created') as DeploymentStatus,
    application: optionalText(raw.applicationName),
    group: optionalText(raw.deploymentGroupName),
    createdAt: millis(raw.createTime),
    endedAt: millis(raw.completeTime),
    error: errorText(raw.errorInformation),
    readyWait: readyWaitOf(raw.blueGreenDeploymentConfiguration),
    terminationWaitMinutes: raw.instanceTerminationWaitTimeStarted
      ? (raw.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess
          ?.terminationWaitTimeInMinutes ?? 0)
      : undefined,
    targets: {
      pending: raw.deploymentOverview?.Pending ?? 0,
      inProgress: raw.deploymentOverview?.InProgress ?? 0,
      succeeded: raw.deploymentOverview?.Succeeded ?? 0,
      failed: raw.deploymentOverview?.Failed ?? 0,
      skipped: raw.deploymentOverview?.Skipped ?? 0,
      ready: raw.deploymentOverview?.Ready ?? 0,
    },
  };
}

function readyWaitOf(raw: sdk.BlueGreenDeploymentConfiguration | undefined): Deployment['readyWait'] {
  const option = raw?.deploymentReadyOption;
  if (!option) return undefined;
  const atEnd = option.actionOnTimeout === 'STOP_DEPLOYMENT' ? 'stops' : 'goes on';
  return { minutes: option.waitTimeInMinutes ?? 0, atEnd };
}
