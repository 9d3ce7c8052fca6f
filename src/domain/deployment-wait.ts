import type { TrafficStep } from '../rules/deployments/traffic-shift.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentTarget } from './deployment-target.ts';

/** Something that a deployment waits for; times are epoch milliseconds by the service's clock. */
export interface DeploymentWait {
  /** `READY_WAIT` and `TERMINATION_WAIT` can be cut short; a traffic shift goes on by itself. */
  readonly kind: 'READY_WAIT' | 'TERMINATION_WAIT' | 'TRAFFIC_SHIFT';
  readonly since?: number;
  readonly until?: number;
  /** Percent that the new version gets then. */
  readonly percent?: number;
}

/**
 * What a deployment waits for now. AWS does not say when a wait began: it is when the last lifecycle event ended before it.
 * `steps` are those of its configuration, for Lambda and ECS.
 */
export function deploymentWait(
  deployment: Deployment,
  targets: readonly DeploymentTarget[],
  steps: readonly TrafficStep[] = [],
): DeploymentWait | undefined {
  const { status, waits } = deployment;
  if (status === 'Ready') return timed('READY_WAIT', lastEnd(targets), waits.ready?.ms);
  if (status !== 'InProgress') return undefined;
  if (waits.terminationBegun) return timed('TERMINATION_WAIT', lastEnd(targets), waits.termination?.ms);
  return nextStep(targets, steps);
}

function timed(kind: DeploymentWait['kind'], since: number | undefined, ms: number | undefined): DeploymentWait {
  return { kind, since, until: since === undefined || ms === undefined ? undefined : since + ms };
}

function lastEnd(targets: readonly DeploymentTarget[]): number | undefined {
  let last: number | undefined;
  for (const { events } of targets) {
    for (const { endedAt } of events)
      if (endedAt !== undefined && !(last !== undefined && last > endedAt)) last = endedAt;
  }
  return last;
}

/** Traffic moves while AllowTraffic runs (spec 3.10): the next step is the first with more than what is there now. */
function nextStep(targets: readonly DeploymentTarget[], steps: readonly TrafficStep[]): DeploymentWait | undefined {
  const [target] = targets;
  const shift = target?.events.find(({ name, status }) => name === 'AllowTraffic' && status === 'InProgress');
  if (!target || shift?.startedAt === undefined) return undefined;
  const weight = target.traffic.find(({ isReplacement }) => isReplacement)?.weight ?? 0;
  const next = steps.find(({ percent }) => percent > weight);
  if (!next) return undefined;
  return { kind: 'TRAFFIC_SHIFT', since: shift.startedAt, until: shift.startedAt + next.after, percent: next.percent };
}
