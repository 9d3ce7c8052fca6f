import type { Journal } from '../../journal.ts';
import type { RegionServices } from '../../world.ts';
import type { LifecycleEvent, Target } from '../targets/target.ts';
import type { Deployment } from './deployment.ts';

export type DeploymentState = 'START' | 'SUCCESS' | 'FAILURE' | 'STOP' | 'READY';
export type TargetState = Exclude<DeploymentState, 'STOP'>;

/** What of a state's name is in the names of trigger events (spec 3.15). */
const TRIGGERED: Readonly<Record<DeploymentState, string>> = {
  START: 'Start',
  SUCCESS: 'Success',
  FAILURE: 'Failure',
  STOP: 'Stop',
  READY: 'Ready',
};

/** Tells the journal, and the topics of groups, what becomes of deployments (spec 3.15). */
export class DeploymentEvents {
  readonly #journal: Journal;
  readonly #services: RegionServices;

  constructor(journal: Journal, services: RegionServices) {
    this.#journal = journal;
    this.#services = services;
  }

  deployment(deployment: Deployment, state: DeploymentState): void {
    this.#append(deployment, 'Deployment State-change', { state });
    this.#trigger(deployment, `Deployment${TRIGGERED[state]}`, () => deploymentMessage(deployment));
  }

  /** A rollback has begun: EventBridge has no word for it. */
  rollback(deployment: Deployment): void {
    this.#trigger(deployment, 'DeploymentRollback', () => deploymentMessage(deployment));
  }

  /** Only machines have events of their own [D]. */
  target(deployment: Deployment, target: Target, state: TargetState): void {
    if (target.type !== 'InstanceTarget') return;
    this.#append(deployment, 'Instance State-change', { state, instanceId: target.id });
    this.#trigger(deployment, `Instance${TRIGGERED[state]}`, () => targetMessage(deployment, target));
  }

  /** AWS tells nobody of lifecycle events; whoever acts for a function learns the id of its hook here [D]. */
  lifecycleEvent(
    deployment: Deployment,
    target: Target,
    event: LifecycleEvent,
    state: 'START' | 'SUCCESS' | 'FAILURE',
  ) {
    this.#append(deployment, 'Lifecycle Event State-change', {
      state,
      targetId: target.id,
      lifecycleEvent: event.name,
      ...(event.hookId !== undefined && { lifecycleEventHookExecutionId: event.hookId }),
    });
  }

  /** The envelope's members and those of the detail are [R]. */
  #append({ id, group }: Deployment, what: string, detail: Readonly<Record<string, string>>): void {
    const { account, region } = this.#services;
    const arn = `arn:aws:codedeploy:${region}:${account}`;
    const { application } = group;
    this.#journal.append({
      source: 'aws.codedeploy',
      detailType: `CodeDeploy ${what} Notification`,
      account,
      region,
      resources: [`${arn}:deploymentgroup:${application.name}/${group.name}`, `${arn}:application:${application.name}`],
      detail: {
        instanceGroupId: group.id,
        region,
        application: application.name,
        deploymentId: id,
        deploymentGroup: group.name,
        ...detail,
      },
    });
  }

  /** The message to each topic that the group's triggers name for this event. */
  #trigger({ settings }: Deployment, event: string, message: () => object): void {
    const { account, region } = this.#services;
    for (const { triggerName, triggerTargetArn, triggerEvents = [] } of settings.triggerConfigurations ?? []) {
      if (!triggerEvents.includes(event)) continue;
      this.#journal.append({
        source: 'aws.sns',
        detailType: 'SNS Notification',
        account,
        region,
        resources: [triggerTargetArn ?? ''],
        detail: { region, accountId: account, eventTriggerName: triggerName, ...message() },
      });
    }
  }
}

/** All values are texts, times in seconds. */
function deploymentMessage(deployment: Deployment): object {
  const { id, group, createTime, completeTime, status, error, rollback, targets } = deployment;
  const overview = Object.entries(targets.overview()).map(([name, count]) => [name, String(count)]);
  return {
    applicationName: group.application.name,
    deploymentId: id,
    deploymentGroupName: group.name,
    createTime: seconds(createTime),
    ...(completeTime !== undefined && { completeTime: seconds(completeTime) }),
    deploymentOverview: Object.fromEntries(overview),
    status,
    ...(error && { errorInformation: { ErrorCode: error.code, ErrorMessage: error.message } }),
    // [R], as the form of its members.
    ...(Object.keys(rollback).length > 0 && { rollbackInformation: capitalized(rollback) }),
  };
}

function targetMessage(deployment: Deployment, { arn, lastUpdatedAt, status, events }: Target): object {
  return {
    deploymentId: deployment.id,
    instanceId: arn,
    lastUpdatedAt: seconds(lastUpdatedAt),
    instanceStatus: status,
    lifecycleEvents: events.map(({ name, status: eventStatus, startTime, endTime }) => ({
      LifecycleEvent: name,
      LifecycleEventStatus: eventStatus,
      ...(startTime !== undefined && { StartTime: seconds(startTime) }),
      ...(endTime !== undefined && { EndTime: seconds(endTime) }),
    })),
  };
}

function seconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}

function capitalized(members: object): object {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value]),
  );
}
