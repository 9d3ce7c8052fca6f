import { misconfigured, type StartingRule, unmet } from './rule-runner.ts';

/** How often an alarm is looked at [D]. */
const LOOK_SECONDS = 10;

/**
 * Watches an alarm for WaitTime minutes (spec 2.4: CloudWatchAlarm). It fails as soon as the alarm is in one of
 * the monitored states, ALARM where none is named, and succeeds when the time is over [D].
 */
export function runCloudWatchAlarm(starting: StartingRule): void {
  const { context, run, configuration, fail } = starting;
  const { AlarmName: alarm = '', AlarmStates: states = 'ALARM', WaitTime: minutes = '0' } = configuration;
  const monitored = states.split(',').map((state) => state.trim());
  const end = run.startTime + Number(minutes) * 60_000;
  if (!Number.isFinite(end)) {
    fail(misconfigured(`WaitTime '${minutes}' is not a number of minutes`));
    return;
  }
  const look = () => {
    const state = context.world.alarms.stateOf(alarm);
    const left = (end - context.world.clock.now()) / 1000;
    if (state === undefined) fail(misconfigured(`There is no alarm '${alarm}'`));
    else if (monitored.includes(state)) fail(unmet(`Alarm '${alarm}' is in state ${state}`));
    else if (left <= 0) starting.succeed({ summary: `Alarm '${alarm}' is in state ${state}` });
    else starting.endAfter(Math.min(LOOK_SECONDS, left), look);
  };
  look();
}
