import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import type { Deployment } from '../deployments/deployment.ts';
import { findDeployment } from '../deployments/find-deployment.ts';
import { findStarted, isTargetId } from './find-target.ts';
import type { Target } from './target.ts';
import { checkedFilters } from './target-filters.ts';
import { targetsPage } from './target-operations.ts';
import { instanceSummary } from './target-view.ts';

const MOST_IN_BATCH = 100;

/** The deprecated operations, which know machines alone (spec 3.12). */
export function instanceOperations(context: CodeDeployContext): Record<string, Operation> {
  return {
    ListDeploymentInstances: (input, caller) => {
      const deployment = onMachines(findStarted(context, input.deploymentId));
      const { instanceStatusFilter: statuses, instanceTypeFilter: labels } = input;
      const filters = checkedFilters(deployment, { statuses, labels });
      const { items, nextToken } = targetsPage('ListDeploymentInstances', deployment, filters, input, caller);
      return { instancesList: items.map(({ id }) => id), nextToken };
    },
    GetDeploymentInstance: ({ deploymentId, instanceId }) => {
      const deployment = onMachines(findDeployment(context, deploymentId));
      if (!instanceId) throw new AwsError('InstanceIdRequiredException', 'The instance id was not specified');
      const target = machineIn(deployment, instanceId);
      if (!target) {
        checkId(instanceId);
        throw new AwsError(
          'InstanceDoesNotExistException',
          `The deployment ${deployment.id} has no instance ${instanceId}`,
        );
      }
      return { instanceSummary: instanceSummary(deployment, target) };
    },
    BatchGetDeploymentInstances: ({ deploymentId, instanceIds }) => {
      const deployment = onMachines(findDeployment(context, deploymentId));
      const ids = checkedBatch<string>(instanceIds, MOST_IN_BATCH, 'InstanceIdRequiredException');
      const unknown = ids.filter((id) => !machineIn(deployment, id));
      for (const id of unknown) checkId(id);
      return {
        instancesSummary: ids
          .flatMap((id) => machineIn(deployment, id) ?? [])
          .map((target) => instanceSummary(deployment, target)),
        // The operation has no error for it [D].
        errorMessage: unknown.length > 0 ? `The deployment has no instances ${unknown.join(', ')}` : undefined,
      };
    },
  };
}

/** Throws InvalidComputePlatformException for a deployment to anything else. */
function onMachines(deployment: Deployment): Deployment {
  const { computePlatform } = deployment.group.application;
  if (computePlatform !== 'Server') {
    const message = `The operation does not support the ${computePlatform} compute platform`;
    throw new AwsError('InvalidComputePlatformException', message);
  }
  return deployment;
}

/** Throws InvalidInstanceNameException for what is unknown since it is no id. */
function checkId(id: string): void {
  if (isTargetId(id)) return;
  throw new AwsError('InvalidInstanceNameException', `${id} is not the id of an instance`);
}

function machineIn({ targets }: Deployment, id: string): Target | undefined {
  return targets.all().find((target) => target.id === id || target.arn === id);
}
