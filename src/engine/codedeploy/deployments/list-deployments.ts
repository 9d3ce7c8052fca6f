import { AwsError } from '../../aws-error.ts';
import { page, scopeOf } from '../../paging.ts';
import type { Caller } from '../../world.ts';
import type { CodeDeployContext } from '../context.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import { findGroup } from '../deployment-groups/find-group.ts';
import type { Deployment } from './deployment.ts';

/** [R] (spec 1.5) */
const MOST_LISTED = 100;

export interface ListRequest {
  readonly applicationName?: string;
  readonly deploymentGroupName?: string;
  readonly externalId?: string;
  readonly includeOnlyStatuses?: readonly string[];
  /** Epoch milliseconds. */
  readonly createTimeRange?: { readonly start?: number; readonly end?: number };
  readonly nextToken?: string;
}

/**
 * ListDeployments, newest first (spec 3.12). Throws errors of names, InvalidTimeRangeException, InvalidExternalIdException and
 * InvalidNextTokenException.
 */
export function listDeployments(context: CodeDeployContext, request: ListRequest, caller: Caller) {
  const group = groupIn(context, request);
  const { start = Number.NEGATIVE_INFINITY, end = Number.POSITIVE_INFINITY } = request.createTimeRange ?? {};
  if (start > end) throw new AwsError('InvalidTimeRangeException', 'The start of the time range is after its end');
  const { includeOnlyStatuses: statuses = [], externalId } = request;
  // Of what form one is nobody says [D].
  if (externalId !== undefined && !/^\S+$/.test(externalId)) {
    throw new AwsError('InvalidExternalIdException', `'${externalId}' is not an external id`);
  }
  const isWanted = ({ group: own, status, createTime }: Deployment) =>
    // Nothing here has an external id [D].
    externalId === undefined &&
    (group === undefined || own === group) &&
    (statuses.length === 0 || statuses.includes(status)) &&
    createTime >= start &&
    createTime <= end;
  const { items, nextToken } = page<Deployment, number>(scopeOf(caller, 'ListDeployments'), request, {
    items: (last) => context.deployments.newestFirst(last).filter(isWanted),
    cursorOf: ({ number }) => number,
    isAfter: ({ number }, last) => number < last,
    most: MOST_LISTED,
  });
  return { deployments: items.map(({ id }) => id), nextToken };
}

/** Application and group are named together, or neither. */
function groupIn(context: CodeDeployContext, request: ListRequest): DeploymentGroup | undefined {
  const { applicationName, deploymentGroupName } = request;
  if (applicationName === undefined && deploymentGroupName === undefined) return undefined;
  const application = context.applications.find(applicationName);
  if (deploymentGroupName === undefined) {
    const message = 'If applicationName is specified, then deploymentGroupName must be specified.'; // [R]
    throw new AwsError('DeploymentGroupNameRequiredException', message);
  }
  return findGroup(application, deploymentGroupName);
}
