/** How many hosts a deployment leaves alone; MOST_CONCURRENCY is what CodeDeployDefault.OneAtATime has (spec 3.2). */
export interface MinimumHealthyHosts {
  readonly type: 'HOST_COUNT' | 'FLEET_PERCENT' | 'MOST_CONCURRENCY';
  readonly value: number;
}

/** How far a deployment to so many hosts is. */
export interface HostTally {
  readonly total: number;
  /** How many must be healthy at any time, as {@link minimumOf} gives it. */
  readonly minimum: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Those under way, and of them those that were unhealthy before. */
  readonly running: number;
  readonly runningUnhealthy: number;
  /** Those that have not begun, by their health before the deployment. */
  readonly waitingUnhealthy: number;
  readonly waitingHealthy: number;
}

/** How many of so many hosts must be healthy (spec 3.7); one of the most concurrency leaves all others alone. */
export function minimumOf({ type, value }: MinimumHealthyHosts, total: number): number {
  switch (type) {
    case 'HOST_COUNT':
      return value;
    case 'FLEET_PERCENT':
      return Math.ceil((total * value) / 100);
    case 'MOST_CONCURRENCY':
      return Math.max(0, total - value);
  }
}

/** Whether a minimum can never be kept, so that nothing is begun (spec 3.7, rule 1). */
export function isMinimumUnreachable(total: number, minimum: number): boolean {
  return minimum >= total;
}

/** Whether no further host may begin, since too many have failed (spec 3.7, rules 4 and 5): the last of all may fail. */
export function isLost(tally: HostTally): boolean {
  return waiting(tally) > 0 && tally.total - tally.failed <= tally.minimum;
}

/**
 * How many more hosts may begin now (spec 3.7, rules 3 to 5). First come those that are unhealthy already, which takes
 * nothing away from those that serve; when these have ended, as many of the others as leaves the minimum.
 */
export function freeSlots(tally: HostTally): number {
  if (isLost(tally)) return 0;
  const { total, minimum, failed, running, runningUnhealthy, waitingUnhealthy, waitingHealthy } = tally;
  // How many at a time while no healthy host is touched is [D].
  if (waitingUnhealthy > 0) return Math.max(0, Math.min(waitingUnhealthy, Math.max(1, total - minimum) - running));
  if (runningUnhealthy > 0) return 0;
  return Math.max(0, Math.min(waitingHealthy, total - failed - minimum - running));
}

/** Whether a deployment in which nothing runs any more has succeeded (spec 3.7, rules 5 and 6). */
export function hasSucceeded(tally: HostTally): boolean {
  return waiting(tally) === 0 && tally.succeeded >= Math.max(1, tally.minimum);
}

function waiting({ waitingUnhealthy, waitingHealthy }: HostTally): number {
  return waitingUnhealthy + waitingHealthy;
}
