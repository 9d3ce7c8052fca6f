import type { ActionError } from './pipeline.ts';

export type DeploymentStatus =
  | 'Created'
  | 'Queued'
  | 'InProgress'
  | 'Baking'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped'
  | 'Ready';

/** A CodeDeploy deployment as a whole. */
export interface Deployment {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly application?: string;
  readonly group?: string;
  readonly createdAt?: number;
  readonly endedAt?: number;
  readonly error?: ActionError;
  /** Of a blue/green deployment that waits while it is Ready: for how long, and whether it then stops or goes on (spec 3.5). */
  readonly readyWait?: { readonly minutes: number; readonly atEnd: 'stops' | 'goes on' };
  /** Minutes that a deployment waits, its traffic rerouted, before it terminates the original; present while it does (spec 3.5). */
  readonly terminationWaitMinutes?: number;
  /** How many targets are in which state. */
  readonly targets: {
    readonly pending: number;
    readonly inProgress: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly skipped: number;
    readonly ready: number;
  };
}

export function isDeploymentOver({ status }: Deployment): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

/** How a deployment stands, in one sentence. */
export function deploymentText(deployment: Deployment): string {
  const { targets } = deployment;
  const all = Object.values(targets).reduce((sum, count) => sum + count, 0);
  const where = [deployment.application, deployment.group].filter(Boolean).join('/');
  const counts = all === 0 ? '' : `: ${targets.succeeded} of ${all} targets done, ${targets.failed} failed`;
  const error = deployment.error?.message ? `. ${deployment.error.message}` : '';
  return `Deployment ${deployment.id}${where ? ` to ${where}` : ''} is ${deployment.status}${counts}${error}`;
}
