import type { MinimumHealthyHosts } from '../../../rules/deployments/healthy-hosts.ts';
import { isMinimumUnreachable, minimumOf } from '../../../rules/deployments/healthy-hosts.ts';
import type { Machine } from '../targets/machine.ts';
import { rollOut } from '../targets/roll-out.ts';
import type { DeploymentRun } from './deployment-run.ts';

const SECOND = 1000;

type Begin = (machine: Machine, ended: (succeeded: boolean) => void) => void;

/** What of a configuration is kept while machines are deployed to; OneAtATime where it says nothing. */
export function minimumIn({ deployment }: DeploymentRun): MinimumHealthyHosts {
  const { type = 'MOST_CONCURRENCY', value = 1 } = deployment.config.minimumHealthyHosts ?? {};
  return { type, value };
}

/**
 * Deploys to machines as their configuration says: to all of them together, or to one Availability Zone after the other
 * (spec 3.2: zonalConfig). After each zone the deployment watches for a while; in the last one it is baking [D].
 */
export function rollOutByZones(
  run: DeploymentRun,
  machines: readonly Machine[],
  begin: Begin,
  done: (succeeded: boolean) => void,
): void {
  const { zonalConfig } = run.deployment.config;
  const overall = minimumIn(run);
  if (!zonalConfig) {
    rollOut(run, machines, overall, begin, done);
    return;
  }
  const { type = 'FLEET_PERCENT', value = 0 } = zonalConfig.minimumHealthyHostsPerZone ?? {};
  const zones = [...Map.groupBy(machines, ({ zone }) => zone)].sort(([a], [b]) => (a < b ? -1 : 1));
  const least = minimumOf(overall, machines.length);
  const deployTo = (index: number) => {
    const [, inZone] = zones[index]!;
    if (isMinimumUnreachable(inZone.length, minimumOf({ type, value }, inZone.length))) return done(false);
    rollOut(run, inZone, { type, value }, begin, (succeeded) => {
      const isLast = index === zones.length - 1;
      const failed = machines.filter(({ target }) => target.status === 'Failed').length;
      const isEnough = machines.length - failed > least || (isLast && machines.length - failed === least);
      if (!succeeded || !isEnough) return done(false);
      const { firstZoneMonitorDurationInSeconds, monitorDurationInSeconds = 0 } = zonalConfig;
      const watch = (index === 0 ? firstZoneMonitorDurationInSeconds : undefined) ?? monitorDurationInSeconds;
      if (isLast) run.bake(() => done(true), watch * SECOND);
      else run.after(watch * SECOND, () => deployTo(index + 1));
    });
  };
  deployTo(0);
}
