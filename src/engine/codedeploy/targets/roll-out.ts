import {
  freeSlots,
  type HostTally,
  hasSucceeded,
  type MinimumHealthyHosts,
  minimumOf,
} from '../../../rules/deployments/healthy-hosts.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import type { Target } from './target.ts';

/** A machine that is deployed to, and whether the last deployment to it had gone well. */
export interface Host {
  readonly target: Target;
  readonly wasHealthy: boolean;
}

/**
 * Deploys to hosts, those that were unhealthy first, as many at a time as leaves enough of them healthy (spec 3.7).
 * `begin` deploys to one and says later whether it went well, never before it returns. `done` is called once, when nothing
 * runs any more, and says whether the whole has succeeded. `failedBefore` are those of the same fleet that are out already.
 */
export function rollOut<H extends Host>(
  run: DeploymentRun,
  hosts: readonly H[],
  minimumHealthyHosts: MinimumHealthyHosts,
  begin: (host: H, ended: (succeeded: boolean) => void) => void,
  done: (succeeded: boolean) => void,
  failedBefore = 0,
): void {
  const unhealthy = hosts.filter(({ wasHealthy }) => !wasHealthy);
  const waiting = [...unhealthy, ...hosts.filter(({ wasHealthy }) => wasHealthy)];
  const total = hosts.length + failedBefore;
  const minimum = minimumOf(minimumHealthyHosts, total);
  run.rounds = Math.ceil(hosts.length / Math.max(1, total - minimum));
  let next = 0;
  let succeeded = 0;
  let failed = failedBefore;
  let running = 0;
  let runningUnhealthy = 0;
  const tally = (): HostTally => ({
    total,
    minimum,
    succeeded,
    failed,
    running,
    runningUnhealthy,
    waitingUnhealthy: Math.max(0, unhealthy.length - next),
    waitingHealthy: waiting.length - Math.max(unhealthy.length, next),
  });
  const goOn = () => {
    for (let slots = run.stop ? 0 : freeSlots(tally()); slots > 0; slots--) {
      const host = waiting[next++]!;
      running += 1;
      if (!host.wasHealthy) runningUnhealthy += 1;
      begin(host, (hasEndedWell) => {
        running -= 1;
        if (!host.wasHealthy) runningUnhealthy -= 1;
        if (hasEndedWell) succeeded += 1;
        else failed += 1;
        goOn();
      });
    }
    if (running === 0) done(hasSucceeded(tally()));
  };
  goOn();
}
