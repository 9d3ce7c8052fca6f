import type { Place } from './identity.ts';
import type { ActionError } from './pipeline.ts';

/** Every status that a deployment can have (spec 3.5). */
export const DEPLOYMENT_STATUSES = [
  'Created',
  'Queued',
  'InProgress',
  'Baking',
  'Ready',
  'Succeeded',
  'Failed',
  'Stopped',
] as const;

export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number];
export type ComputePlatform = 'Server' | 'Lambda' | 'ECS';

/** A CodeDeploy deployment as a whole. */
export interface Deployment {
  readonly place: Place;
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly application?: string;
  readonly group?: string;
  readonly computePlatform?: ComputePlatform;
  readonly type?: 'in-place' | 'blue-green';
  readonly config?: string;
  readonly description?: string;
  /** Who made it: `user`, `codeDeployRollback`, `autoscaling` … */
  readonly creator?: string;
  /** Id of the CloudFormation stack update that steers it. */
  readonly externalId?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly error?: ActionError;
  /** What the service says beside the status. */
  readonly messages: readonly string[];
  readonly revision?: DeploymentRevision;
  readonly previousRevision?: DeploymentRevision;
  readonly rollback: RollbackLinks;
  /** Whether it is rolled back by itself, and on which events. */
  readonly autoRollback?: { readonly enabled: boolean; readonly events: readonly string[] };
  readonly waits: ConfiguredWaits;
  /** Alarms that replace those of its group. */
  readonly alarms?: Alarms;
  /** Its machines that were added meanwhile are brought up to date by these; or it does that itself for the first. */
  readonly updates: readonly string[];
  readonly follows?: string;
  readonly targets: TargetCounts;
}

/** How many targets are in which state. */
export interface TargetCounts {
  readonly pending: number;
  readonly inProgress: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly ready: number;
}

/** The deployment that took this one back, or the one that this one takes back (spec 3.8). */
export interface RollbackLinks {
  readonly by?: string;
  readonly of?: string;
  readonly message?: string;
}

/** How long a blue/green deployment may wait, in milliseconds, and what happens then (spec 3.9). */
export interface ConfiguredWaits {
  readonly ready?: { readonly stops: boolean; readonly ms?: number };
  readonly termination?: { readonly terminates: boolean; readonly ms?: number };
  readonly terminationBegun: boolean;
}

export interface Alarms {
  readonly enabled: boolean;
  readonly names: readonly string[];
}

/** What is deployed (spec 3.3). */
export interface DeploymentRevision {
  readonly type: string;
  /** Where it is, in one line: `s3://bucket/key`, `owner/repo@1a2b3c4`, `AppSpec 0f3a9c1`. */
  readonly text: string;
  /** A version, commit or hash. */
  readonly id?: string;
}

/** What matters here of a deployment group: what a rollback would deploy, and which alarms end a deployment. */
export interface DeploymentGroup {
  /** That of the last deployment which succeeded. */
  readonly lastGood?: DeploymentRevision;
  readonly lastSuccessful?: string;
  readonly alarms?: Alarms;
}

// As the service takes it: anything else it refuses.
const ID = /^d-[A-Z0-9]{9}$/;

export function isDeploymentId(text: string): boolean {
  return ID.test(text);
}

const OVER: ReadonlySet<DeploymentStatus> = new Set(['Succeeded', 'Failed', 'Stopped']);

export function isDeploymentOver({ status }: Pick<Deployment, 'status'>): boolean {
  return OVER.has(status);
}

export function targetsInAll(counts: TargetCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** `storefront/production` */
export function deployedTo({ application, group }: Pick<Deployment, 'application' | 'group'>): string {
  return [application, group].filter(Boolean).join('/');
}

/** `3 of 12 done, 1 failed`: what is true of none is left out. */
export function countsText(counts: TargetCounts): string {
  const { ready, inProgress, failed, skipped } = counts;
  const parts = [
    `${counts.succeeded} of ${targetsInAll(counts)} done`,
    ready > 0 ? `${ready} ready` : '',
    inProgress > 0 ? `${inProgress} in progress` : '',
    failed > 0 ? `${failed} failed` : '',
    skipped > 0 ? `${skipped} skipped` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** Whether a stop is followed by a rollback without being asked for it (spec 3.8). */
export function rollsBackOnStop({ autoRollback }: Deployment): boolean {
  return autoRollback?.enabled === true && autoRollback.events.includes('DEPLOYMENT_STOP_ON_REQUEST');
}

/** CloudFormation steers its own blue/green deployments: CodeDeploy refuses to. */
export function isSteeredByCloudFormation({ creator }: Deployment): boolean {
  return creator === 'CloudFormation' || creator === 'CloudFormationRollback';
}

/** How a deployment stands, in one sentence. */
export function deploymentText(deployment: Deployment): string {
  const { targets } = deployment;
  const all = targetsInAll(targets);
  const where = deployedTo(deployment);
  const counts = all === 0 ? '' : `: ${targets.succeeded} of ${all} targets done, ${targets.failed} failed`;
  const error = deployment.error?.message ? `. ${deployment.error.message}` : '';
  return `Deployment ${deployment.id}${where ? ` to ${where}` : ''} is ${deployment.status}${counts}${error}`;
}
