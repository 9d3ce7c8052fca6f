import { AwsError } from '../../aws-error.ts';
import type { Deployment } from '../deployments/deployment.ts';

const STATUSES = ['Pending', 'InProgress', 'Succeeded', 'Failed', 'Skipped', 'Unknown', 'Ready'];
const LABELS = ['Blue', 'Green'];

/** Which targets are asked for; absent: all. */
export interface TargetFilters {
  readonly statuses?: readonly string[];
  readonly labels?: readonly string[];
}

/**
 * The filters of ListDeploymentTargets (spec 3.12). Throws InvalidTargetFilterNameException, InvalidInstanceStatusException,
 * InvalidInstanceTypeException, and InvalidDeploymentInstanceTypeException where targets have no labels.
 */
export function checkedTargetFilters(
  deployment: Deployment,
  filters: Readonly<Record<string, readonly string[]>>,
): TargetFilters {
  for (const name of Object.keys(filters)) {
    if (name !== 'TargetStatus' && name !== 'ServerInstanceLabel') {
      throw new AwsError('InvalidTargetFilterNameException', `There is no target filter ${name}`);
    }
  }
  const { TargetStatus: statuses, ServerInstanceLabel: labels } = filters;
  return checkedFilters(deployment, { statuses, labels });
}

/** Throws what {@link checkedTargetFilters} throws for values. */
export function checkedFilters({ kind }: Deployment, { statuses, labels }: TargetFilters): TargetFilters {
  const wrongStatus = statuses?.find((status) => !STATUSES.includes(status));
  if (wrongStatus !== undefined) {
    throw new AwsError('InvalidInstanceStatusException', `There is no target status ${wrongStatus}`);
  }
  const wrongLabel = labels?.find((label) => !LABELS.includes(label));
  if (wrongLabel !== undefined) throw new AwsError('InvalidInstanceTypeException', `There is no label ${wrongLabel}`);
  if (labels && kind !== 'blueGreen' && kind !== 'blueGreenRollback') {
    const message = 'Only the instances of a blue/green deployment can be found by their label';
    throw new AwsError('InvalidDeploymentInstanceTypeException', message);
  }
  return { statuses, labels };
}
