import { settleRest } from '../targets/settle.ts';
import { type EndStatus, setDeploymentStatus } from './deployment.ts';
import type { DeploymentState } from './deployment-events.ts';
import type { DeploymentRun, Ending } from './deployment-run.ts';
import { rememberLast } from './remember-last.ts';
import { rollBack } from './roll-back.ts';
import { updateOutdated } from './scale-out.ts';

const STATES: Readonly<Record<EndStatus, DeploymentState>> = {
  Succeeded: 'SUCCESS',
  Failed: 'FAILURE',
  Stopped: 'STOP',
};

/** Ends a deployment: its targets, what its group and machines remember of it, and what follows from it (spec 3.5, 3.7, 3.8). */
export function conclude(run: DeploymentRun, { status, error }: Ending): void {
  const { deployment, context } = run;
  settleRest(run);
  setDeploymentStatus(deployment, status);
  deployment.completeTime = run.now();
  deployment.error = error;
  deployment.run = undefined;
  rememberHealth(run);
  if (status === 'Succeeded') rememberRevision(run);
  context.deployments.end(deployment);
  rememberLast(deployment);
  context.events.deployment(deployment, STATES[status]);
  if (status !== 'Succeeded') rollBack(run);
  updateOutdated(context, deployment);
  context.deployments.tellEnd(deployment);
}

/** Whoever was deployed to is as healthy as that went; others stay as they are (spec 3.7). */
function rememberHealth({ deployment, context }: DeploymentRun): void {
  for (const { type, id, status } of deployment.targets.all()) {
    if (type !== 'InstanceTarget' || status === 'Skipped') continue;
    context.hosts.record(deployment.group, id).isHealthy = status === 'Succeeded';
  }
}

/** Only when the whole has succeeded, machines and group have the revision (spec 3.7). */
function rememberRevision({ deployment, context }: DeploymentRun): void {
  const { group, revision, targets } = deployment;
  for (const { type, id, status, label } of targets.all()) {
    if (type === 'InstanceTarget' && status === 'Succeeded' && label !== 'Blue') {
      context.hosts.record(group, id).revision = revision;
    }
  }
  // What machines were scaled out with may be older than what others have meanwhile.
  if (deployment.creator !== 'autoscaling') group.targetRevision = revision;
}
