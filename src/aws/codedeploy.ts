import * as sdk from '@aws-sdk/client-codedeploy';
import type { Deployment, DeploymentGroup, DeploymentStatus } from '../domain/deployment.ts';
import type { DeploymentTarget, TargetStatus } from '../domain/deployment-target.ts';
import { Fault, notFound } from '../domain/fault.ts';
import type { Place } from '../domain/identity.ts';
import type { TrafficRoutingConfig } from '../rules/deployments/traffic-shift.ts';
import { deploymentOf, groupOf, targetOf } from './codedeploy-values.ts';
import type { OperationId } from './operation-ids.ts';
import { lineText } from './sanitize.ts';
import type { Session } from './session.ts';

function send<Output>(session: Session, operation: OperationId, command: object, signal?: AbortSignal) {
  return session.send<Output>(operation, (config) => new sdk.CodeDeployClient(config), command, signal);
}

/** One deployment as a whole, without its targets. Throws Fault `not-found`. */
export async function getDeployment(
  session: Session,
  place: Place,
  deploymentId: string,
  signal?: AbortSignal,
): Promise<Deployment> {
  const command = new sdk.GetDeploymentCommand({ deploymentId });
  const answer = await send<sdk.GetDeploymentOutput>(session, 'codedeploy:GetDeployment', command, signal);
  if (answer.deploymentInfo) return deploymentOf(answer.deploymentInfo, place);
  throw notFound('DeploymentDoesNotExistException', `deployment ${deploymentId} is not known to CodeDeploy`);
}

/** At most 25 deployments by their ids, in no certain order. */
export async function batchGetDeployments(
  session: Session,
  place: Place,
  deploymentIds: readonly string[],
  signal?: AbortSignal,
): Promise<Deployment[]> {
  const command = new sdk.BatchGetDeploymentsCommand({ deploymentIds: [...deploymentIds] });
  const answer = await send<sdk.BatchGetDeploymentsOutput>(session, 'codedeploy:BatchGetDeployments', command, signal);
  return (answer.deploymentsInfo ?? []).map((raw) => deploymentOf(raw, place));
}

export interface DeploymentFilter {
  /** Both or neither: AWS takes nothing else. */
  readonly to?: { readonly application: string; readonly group: string };
  readonly status?: DeploymentStatus;
  readonly limit: number;
}

/** The ids of the newest deployments, newest first. Throws Fault `not-found` for an application or a group. */
export async function listDeployments(
  session: Session,
  { to, status, limit }: DeploymentFilter,
  signal?: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new sdk.ListDeploymentsCommand({
      applicationName: to?.application,
      deploymentGroupName: to?.group,
      includeOnlyStatuses: status && [status],
      nextToken,
    });
    const page = await send<sdk.ListDeploymentsOutput>(session, 'codedeploy:ListDeployments', command, signal);
    found.push(...(page.deployments ?? []).map(lineText));
    nextToken = page.nextToken;
  } while (nextToken && found.length < limit);
  return found.slice(0, limit);
}

/** The names of an application's deployment groups. Throws Fault `not-found` for the application. */
export async function listDeploymentGroups(
  session: Session,
  applicationName: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new sdk.ListDeploymentGroupsCommand({ applicationName, nextToken });
    const page = await send<sdk.ListDeploymentGroupsOutput>(
      session,
      'codedeploy:ListDeploymentGroups',
      command,
      signal,
    );
    found.push(...(page.deploymentGroups ?? []).map(lineText));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

export async function listApplications(session: Session, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new sdk.ListApplicationsCommand({ nextToken });
    const page = await send<sdk.ListApplicationsOutput>(session, 'codedeploy:ListApplications', command, signal);
    found.push(...(page.applications ?? []).map(lineText));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

/** Throws Fault `not-found` when the group has been deleted. */
export async function getDeploymentGroup(
  session: Session,
  { application, group }: { readonly application: string; readonly group: string },
  signal?: AbortSignal,
): Promise<DeploymentGroup> {
  const command = new sdk.GetDeploymentGroupCommand({ applicationName: application, deploymentGroupName: group });
  const answer = await send<sdk.GetDeploymentGroupOutput>(session, 'codedeploy:GetDeploymentGroup', command, signal);
  return groupOf(answer.deploymentGroupInfo ?? {});
}

/** How a configuration moves traffic; undefined for one of machines. */
export async function getTrafficRouting(
  session: Session,
  config: string,
  signal?: AbortSignal,
): Promise<TrafficRoutingConfig | undefined> {
  const command = new sdk.GetDeploymentConfigCommand({ deploymentConfigName: config });
  const answer = await send<sdk.GetDeploymentConfigOutput>(session, 'codedeploy:GetDeploymentConfig', command, signal);
  return answer.deploymentConfigInfo?.trafficRoutingConfig as TrafficRoutingConfig | undefined;
}

/** The ids of a deployment's targets, all or those in certain states; none before it has started. */
export async function listDeploymentTargets(
  session: Session,
  deploymentId: string,
  statuses: readonly TargetStatus[] | undefined,
  signal?: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const targetFilters = statuses && { TargetStatus: [...statuses] };
    const command = new sdk.ListDeploymentTargetsCommand({ deploymentId, targetFilters, nextToken });
    const page = await startedOnly(
      send<sdk.ListDeploymentTargetsOutput>(session, 'codedeploy:ListDeploymentTargets', command, signal),
    );
    found.push(...(page?.targetIds ?? []).map(lineText));
    nextToken = page?.nextToken;
  } while (nextToken);
  return found;
}

/** At most 25 targets of a deployment; of an ECS deployment there is one. */
export async function batchGetDeploymentTargets(
  session: Session,
  deploymentId: string,
  targetIds: readonly string[],
  signal?: AbortSignal,
): Promise<DeploymentTarget[]> {
  const command = new sdk.BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [...targetIds] });
  const answer = await send<sdk.BatchGetDeploymentTargetsOutput>(
    session,
    'codedeploy:BatchGetDeploymentTargets',
    command,
    signal,
  );
  return (answer.deploymentTargets ?? []).flatMap((raw) => targetOf(raw) ?? []);
}

/** What a deployment that has not begun answers is no trouble: it has no targets yet (spec 3.5). */
async function startedOnly<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'DeploymentNotStartedException') return undefined;
    throw thrown;
  }
}

/** What a change of a deployment answers: the request's id for the record. */
export interface Steered {
  readonly requestId?: string;
}

/** Stops a deployment; `rollback` absent leaves it to the configuration whether it is rolled back (spec 3.8). */
export async function stopDeployment(
  session: Session,
  deploymentId: string,
  rollback: true | undefined,
): Promise<Steered> {
  const command = new sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: rollback });
  const answer = await send(session, 'codedeploy:StopDeployment', command);
  return { requestId: answer.$metadata.requestId };
}

/** Ends a wait of a blue/green deployment. */
export async function continueDeployment(
  session: Session,
  deploymentId: string,
  wait: 'READY_WAIT' | 'TERMINATION_WAIT',
): Promise<Steered> {
  const command = new sdk.ContinueDeploymentCommand({ deploymentId, deploymentWaitType: wait });
  const answer = await send(session, 'codedeploy:ContinueDeployment', command);
  return { requestId: answer.$metadata.requestId };
}
