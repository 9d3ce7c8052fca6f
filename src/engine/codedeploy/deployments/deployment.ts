import type { TagFilter } from '../../../rules/deployments/tag-filter.ts';
import type { DeploymentConfig } from '../deployment-configs/deployment-config.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import type {
  AlarmConfiguration,
  AutoRollbackConfiguration,
  GroupSettings,
} from '../deployment-groups/group-settings.ts';
import type { RevisionLocation } from '../revisions/revision-location.ts';
import type { TargetList } from '../targets/target-list.ts';
import type { DeploymentRun } from './deployment-run.ts';

export type DeploymentStatus =
  | 'Created'
  | 'Queued'
  | 'InProgress'
  | 'Baking'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped'
  | 'Ready';

export type EndStatus = Extract<DeploymentStatus, 'Succeeded' | 'Failed' | 'Stopped'>;

/** Who made a deployment (spec 3.4). */
export type Creator = 'user' | 'autoscaling' | 'codeDeployRollback' | 'CodeDeployAutoUpdate';

/** In which steps a deployment goes. */
export type DeploymentKind = 'inPlace' | 'blueGreen' | 'blueGreenRollback' | 'lambda' | 'ecs';

/** Why a deployment failed or was stopped; of the codes of the API those that happen here (spec 3.5). */
export interface ErrorInformation {
  readonly code:
    | 'ALARM_ACTIVE'
    | 'APPLICATION_MISSING'
    | 'DEPLOYMENT_GROUP_MISSING'
    | 'HEALTH_CONSTRAINTS'
    | 'HEALTH_CONSTRAINTS_INVALID'
    | 'HOOK_EXECUTION_FAILURE'
    | 'INVALID_ECS_SERVICE'
    | 'INVALID_REVISION'
    | 'MANUAL_STOP'
    | 'NO_INSTANCES'
    | 'OVER_MAX_INSTANCES'
    | 'REVISION_MISSING'
    | 'TIMEOUT';
  readonly message: string;
}

/** The machines of a green fleet that are there already (spec 3.9). */
export interface TargetInstances {
  readonly tagFilters?: readonly TagFilter[];
  readonly autoScalingGroups?: readonly string[];
  readonly ec2TagSet?: { readonly ec2TagSetList?: readonly (readonly TagFilter[])[] };
}

/** What a deployment is told; what is absent is as its group has it (spec 3.4). */
export interface DeploymentOptions {
  readonly description?: string;
  readonly ignoreApplicationStopFailures: boolean;
  readonly updateOutdatedInstancesOnly: boolean;
  readonly fileExistsBehavior: 'DISALLOW' | 'OVERWRITE' | 'RETAIN';
  readonly targetInstances?: TargetInstances;
  readonly autoRollbackConfiguration?: AutoRollbackConfiguration;
  readonly overrideAlarmConfiguration?: AlarmConfiguration;
  /** The only machines that it goes to, whatever else the group has: those that were scaled out. */
  readonly onlyInstances?: readonly string[];
}

export interface RollbackInfo {
  rollbackDeploymentId?: string;
  rollbackTriggeringDeploymentId?: string;
  rollbackMessage?: string;
}

/** A deployment of a revision to a group (spec 3.4, 3.5); times in epoch milliseconds. */
export interface Deployment {
  readonly id: string;
  /** Counts the deployments of this account and region. */
  readonly number: number;
  readonly kind: DeploymentKind;
  readonly group: DeploymentGroup;
  /** Those of its group when it was created: what is changed later does not reach it [D]. */
  readonly settings: GroupSettings;
  readonly config: DeploymentConfig;
  readonly revision: RevisionLocation;
  /** What the last successful deployment before it brought. */
  readonly previousRevision?: RevisionLocation;
  readonly creator: Creator;
  readonly options: DeploymentOptions;
  readonly createTime: number;
  /** The deployment that this one takes back. */
  readonly takesBack?: Deployment;
  /** The deployment whose scaled out machines this one updates. */
  readonly follows?: Deployment;
  readonly targets: TargetList;
  status: DeploymentStatus;
  startTime?: number;
  completeTime?: number;
  error?: ErrorInformation;
  rollback: RollbackInfo;
  /** Of the deployments that update what was scaled out while it went on. */
  updateIds: readonly string[];
  /** Machines that were scaled out while it went on, and have not been updated. */
  readonly scaledOut: string[];
  hasTerminationWaitStarted: boolean;
  /** What is to be said beside its status [D]. */
  statusInfo?: string;
  /** While it is under way. */
  run?: DeploymentRun;
}

const STEPS: Readonly<Record<DeploymentStatus, readonly DeploymentStatus[]>> = {
  Created: ['Queued', 'InProgress', 'Succeeded', 'Failed', 'Stopped'],
  Queued: ['InProgress', 'Succeeded', 'Failed', 'Stopped'],
  InProgress: ['Ready', 'Baking', 'Succeeded', 'Failed', 'Stopped'],
  Ready: ['InProgress', 'Failed', 'Stopped'],
  Baking: ['Succeeded', 'Failed', 'Stopped'],
  Succeeded: [],
  Failed: [],
  Stopped: [],
};

/** Moves a deployment to another status; only the steps of spec 3.5 exist. */
export function setDeploymentStatus(deployment: Deployment, status: DeploymentStatus): void {
  if (!STEPS[deployment.status].includes(status)) {
    throw new Error(`deployment ${deployment.id} cannot go from ${deployment.status} to ${status}`);
  }
  deployment.status = status;
}

/** Whether the first lifecycle event has begun, so that there are targets to ask for (spec 3.5). */
export function hasStarted({ status }: Deployment): boolean {
  return status !== 'Created' && status !== 'Queued';
}
