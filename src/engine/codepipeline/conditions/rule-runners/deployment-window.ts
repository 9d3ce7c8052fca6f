import { type CronMoment, parseCron } from '../../../../rules/cron-expression.ts';
import { misconfigured, type StartingRule, unmet } from './rule-runner.ts';

/** Succeeds when the moment lies in the window of a cron expression, and fails when it does not [D] (spec 2.4: DeploymentWindow). */
export function runDeploymentWindow({ context, configuration, succeed, fail }: StartingRule): void {
  const { Cron: cron = '', TimeZone: zone = 'UTC' } = configuration;
  const isInWindow = parseCron(cron);
  const moment = momentIn(zone, context.world.clock.now());
  if (!isInWindow) fail(misconfigured(`'${cron}' is not a cron expression of six fields and an optional year`));
  else if (!moment) fail(misconfigured(`There is no time zone '${zone}'`));
  else if (isInWindow(moment)) succeed({});
  else fail(unmet(`The time is outside the deployment window '${cron}' (${zone})`));
}

function momentIn(timeZone: string, at: number): CronMoment | undefined {
  try {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
    const parts = format.formatToParts(at).map(({ type, value }) => [type, Number(value)]);
    return Object.fromEntries(parts);
  } catch {
    return undefined;
  }
}
