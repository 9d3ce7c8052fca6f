import type { Deployment, DeploymentStatus } from '../domain/deployment.ts';
import type { DeploymentTarget } from '../domain/deployment-target.ts';
import type { Place } from '../domain/identity.ts';
import {
  type DeploymentRef,
  deploymentGroups,
  deploymentIds,
  deploymentsBatch,
  deploymentTargetIds,
  deploymentTargetsBatch,
  MOST_IN_BATCH,
} from './deployment-needs.ts';
import type { Live } from './live.ts';

/** Which deployments are meant: all of a place, those of an application, or those of one group. */
export interface DeploymentsWanted {
  readonly application?: string;
  readonly group?: string;
  readonly status?: DeploymentStatus;
  readonly limit: number;
}

/**
 * The newest deployments of a place, newest first. Of an application its groups are asked for first: AWS takes both names or
 * none (spec 3.12). Throws Fault `not-found` for an application or a group that is not there.
 */
export async function readDeployments(live: Live, place: Place, wanted: DeploymentsWanted): Promise<Deployment[]> {
  const { application, status, limit } = wanted;
  const groups = application === undefined ? [] : await groupsOf(live, place, application, wanted.group);
  const filters =
    application === undefined
      ? [{ status, limit }]
      : groups.map((group) => ({ to: { application, group }, status, limit }));
  const ids = await Promise.all(filters.map((filter) => live.read(deploymentIds(place, filter))));
  const found = await Promise.all(batches(ids.flat()).map((batch) => live.read(deploymentsBatch(place, batch))));
  return newestFirst(found.flat()).slice(0, limit);
}

async function groupsOf(live: Live, place: Place, application: string, group: string | undefined) {
  return group === undefined ? live.read(deploymentGroups(place, application)) : [group];
}

export function newestFirst(deployments: readonly Deployment[]): Deployment[] {
  return deployments.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

/** Every target of a deployment, in the order in which AWS lists them. A thousand are forty requests, which the budget paces. */
export async function readTargets(live: Live, ref: DeploymentRef): Promise<DeploymentTarget[]> {
  return readTargetsOf(live, ref, await live.read(deploymentTargetIds(ref)));
}

/** These targets of a deployment. */
export async function readTargetsOf(
  live: Live,
  ref: DeploymentRef,
  ids: readonly string[],
): Promise<DeploymentTarget[]> {
  const found = await Promise.all(batches(ids).map((batch) => live.read(deploymentTargetsBatch(ref, batch))));
  return found.flat();
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / MOST_IN_BATCH) }, (_, index) =>
    ids.slice(index * MOST_IN_BATCH, (index + 1) * MOST_IN_BATCH),
  );
}
