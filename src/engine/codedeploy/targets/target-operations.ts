import { AwsError } from '../../aws-error.ts';
import { page, scopeOf } from '../../paging.ts';
import type { Caller, Operation } from '../../world.ts';
import type { CodeDeployContext } from '../context.ts';
import type { Deployment } from '../deployments/deployment.ts';
import { findStarted, findTarget } from './find-target.ts';
import type { Target } from './target.ts';
import { checkedTargetFilters, type TargetFilters } from './target-filters.ts';
import { deploymentTarget } from './target-view.ts';

const MOST_IN_BATCH = 25;

/** [R] (spec 1.5) */
const MOST_LISTED = 100;

/** The operations on what deployments deploy to (spec 3.12). */
export function targetOperations(context: CodeDeployContext): Record<string, Operation> {
  return {
    ListDeploymentTargets: (input, caller) => {
      const deployment = findStarted(context, input.deploymentId);
      const filters = checkedTargetFilters(deployment, input.targetFilters ?? {});
      const { items, nextToken } = targetsPage('ListDeploymentTargets', deployment, filters, input, caller);
      return { targetIds: items.map(({ id }) => id), nextToken };
    },
    GetDeploymentTarget: ({ deploymentId, targetId }) => {
      const deployment = findStarted(context, deploymentId);
      return { deploymentTarget: deploymentTarget(deployment, findTarget(deployment, targetId)) };
    },
    BatchGetDeploymentTargets: ({ deploymentId, targetIds = [] }) => {
      const deployment = findStarted(context, deploymentId);
      const ids = checkedTargetIds(deployment, targetIds);
      return { deploymentTargets: ids.map((id) => deploymentTarget(deployment, findTarget(deployment, id))) };
    },
  };
}

/** A page of a deployment's targets, in the order in which they are deployed to. Throws InvalidNextTokenException. */
export function targetsPage(
  operation: string,
  { targets }: Deployment,
  { statuses, labels }: TargetFilters,
  request: { readonly nextToken?: string },
  caller: Caller,
) {
  const isWanted = ({ status, label }: Target) =>
    (statuses?.includes(status) ?? true) && (labels === undefined || (label !== undefined && labels.includes(label)));
  const { items, nextToken } = page<[number, Target], number>(scopeOf(caller, operation), request, {
    items: () =>
      targets
        .all()
        .entries()
        .filter(([, target]) => isWanted(target)),
    cursorOf: ([place]) => place,
    isAfter: ([place], last) => place > last,
    most: MOST_LISTED,
  });
  return { items: items.map(([, target]) => target), nextToken };
}

/** Throws DeploymentTargetIdRequiredException and DeploymentTargetListSizeExceededException: on ECS there is one target (spec 3.11). */
function checkedTargetIds({ kind }: Deployment, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) throw new AwsError('DeploymentTargetIdRequiredException', 'The target ids were not specified');
  const most = kind === 'ecs' ? 1 : MOST_IN_BATCH;
  if (ids.length > most) {
    throw new AwsError('DeploymentTargetListSizeExceededException', `At most ${most} targets can be asked for at once`);
  }
  return ids;
}
