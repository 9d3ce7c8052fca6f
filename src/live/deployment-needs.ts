import type { DeploymentFilter } from '../aws/codedeploy.ts';
import type { Session } from '../aws/session.ts';
import { type Deployment, type DeploymentGroup, isDeploymentOver } from '../domain/deployment.ts';
import { type DeploymentTarget, isTargetOver, type TargetStatus } from '../domain/deployment-target.ts';
import { type Place, placeKey } from '../domain/identity.ts';
import type { NameList } from '../domain/name-list.ts';
import { type TrafficStep, trafficSteps } from '../rules/deployments/traffic-shift.ts';
import type { Need } from './need.ts';
import { interval, whileRunning } from './needs.ts';

/** Deployments or targets that one request tells of (spec 3.12). */
export const MOST_IN_BATCH = 25;

/** A deployment by where it is and its id. */
export interface DeploymentRef {
  readonly place: Place;
  readonly id: string;
}

type CodeDeploy = typeof import('../aws/codedeploy.ts');

/** A need of one call to CodeDeploy, whose client is loaded with the first of them. */
function need<T>(
  place: Place,
  key: string,
  call: (codedeploy: CodeDeploy, session: Session, signal: AbortSignal) => Promise<T>,
  interval: Need<T>['interval'] = () => undefined,
): Need<T> {
  return {
    key: `${placeKey(place)} ${key}`,
    place,
    fetch: async (session, signal) => call(await import('../aws/codedeploy.ts'), session, signal),
    interval,
  };
}

/** GetDeployment: one deployment without its targets, asked for again while it runs. */
export function deployment({ place, id }: DeploymentRef): Need<Deployment> {
  return need(
    place,
    `deployment ${id}`,
    (codedeploy, session, signal) => codedeploy.getDeployment(session, place, id, signal),
    (value, pace) => (isDeploymentOver(value) ? undefined : interval(true, pace)),
  );
}

/** BatchGetDeployments: at most {@link MOST_IN_BATCH} of them. */
export function deploymentsBatch(place: Place, ids: readonly string[]): Need<readonly Deployment[]> {
  const batch = need(place, `deployments ${ids.join(' ')}`, (codedeploy, session, signal) =>
    codedeploy.batchGetDeployments(session, place, ids, signal),
  );
  return { ...batch, names: (found) => found.flatMap(namesIn) };
}

/** Where it went, which is not everywhere that there is. */
function namesIn({ application, group }: Deployment): NameList[] {
  if (application === undefined) return [];
  const names: NameList = { kind: 'application', within: '', names: [application], isPart: true };
  return [names, ...(group ? [{ kind: 'group', within: application, names: [group], isPart: true } as const] : [])];
}

/** ListDeployments: the ids of the newest, of a group or of everything. */
export function deploymentIds(place: Place, filter: DeploymentFilter): Need<readonly string[]> {
  const { to, status, limit } = filter;
  const key = ['ids of', limit, status ?? 'all', ...(to ? [to.application, to.group] : [])].join(' ');
  return need(place, `deployment ${key}`, (codedeploy, session, signal) =>
    codedeploy.listDeployments(session, filter, signal),
  );
}

/** ListDeploymentGroups: the names of an application's groups. */
export function deploymentGroups(place: Place, application: string): Need<readonly string[]> {
  const groups = need(place, `groups of ${application}`, (codedeploy, session, signal) =>
    codedeploy.listDeploymentGroups(session, application, signal),
  );
  return { ...groups, names: (names) => [{ kind: 'group', within: application, names }] };
}

/** ListApplications: their names. */
export function applications(place: Place): Need<readonly string[]> {
  const found = need(place, 'applications', (codedeploy, session, signal) =>
    codedeploy.listApplications(session, signal),
  );
  return { ...found, names: (names) => [{ kind: 'application', within: '', names }] };
}

/** GetDeploymentGroup: what a rollback would deploy, and the alarms. */
export function deploymentGroup(
  place: Place,
  to: { readonly application: string; readonly group: string },
): Need<DeploymentGroup> {
  return need(place, `group ${to.application} ${to.group}`, (codedeploy, session, signal) =>
    codedeploy.getDeploymentGroup(session, to, signal),
  );
}

/** GetDeploymentConfig: the steps in which it moves traffic; none for machines. Configurations never change. */
export function trafficShift(place: Place, config: string): Need<readonly TrafficStep[]> {
  return need(place, `traffic of ${config}`, async (codedeploy, session, signal) => {
    const routing = await codedeploy.getTrafficRouting(session, config, signal);
    return routing ? trafficSteps(routing) : [];
  });
}

/** ListDeploymentTargets: the ids of a deployment's targets, all or those in certain states. */
export function deploymentTargetIds(
  { place, id }: DeploymentRef,
  statuses?: readonly TargetStatus[],
): Need<readonly string[]> {
  return need(place, `targets of ${id} ${statuses?.join(' ') ?? ''}`, (codedeploy, session, signal) =>
    codedeploy.listDeploymentTargets(session, id, statuses, signal),
  );
}

/** BatchGetDeploymentTargets: at most {@link MOST_IN_BATCH} targets with their lifecycle events. */
export function deploymentTargetsBatch(
  { place, id }: DeploymentRef,
  targetIds: readonly string[],
): Need<readonly DeploymentTarget[]> {
  return need(
    place,
    `targets of ${id}: ${targetIds.join(' ')}`,
    (codedeploy, session, signal) => codedeploy.batchGetDeploymentTargets(session, id, targetIds, signal),
    (targets, pace) => (targets.every(isTargetOver) ? undefined : whileRunning(pace)),
  );
}
