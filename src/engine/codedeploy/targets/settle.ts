import type { DeploymentRun } from '../deployments/deployment-run.ts';
import type { Target } from './target.ts';

/** Ends a target: what has not begun of it is skipped, and what was under way is cut off (spec 3.6). */
export function settle(run: DeploymentRun, target: Target, status: 'Succeeded' | 'Failed' | 'Skipped'): void {
  const hadBegun = target.status !== 'Pending';
  for (const event of target.events) {
    if (event.status === 'Pending') event.status = 'Skipped';
    else if (event.status === 'InProgress') {
      event.status = 'Failed';
      event.endTime = run.now();
    }
  }
  target.status = status;
  target.lastUpdatedAt = run.now();
  const { deployment, context } = run;
  if (status === 'Succeeded') context.events.target(deployment, target, 'SUCCESS');
  else if (hadBegun) context.events.target(deployment, target, 'FAILURE');
}

/** Ends whatever of a deployment has not ended: stopped in its course it counts as failed (spec 3.7), not begun it is skipped [D]. */
export function settleRest(run: DeploymentRun): void {
  for (const target of run.deployment.targets.all()) {
    if (target.status === 'Pending') settle(run, target, 'Skipped');
    else if (target.status === 'InProgress' || target.status === 'Ready') settle(run, target, 'Failed');
  }
}
