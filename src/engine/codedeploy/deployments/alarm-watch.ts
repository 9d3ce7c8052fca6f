import type { DeploymentRun } from './deployment-run.ts';
import { rollsBackOn } from './roll-back.ts';

/** How often alarms are looked at [D]. */
const LOOK = 10_000;

/**
 * Stops a deployment when an alarm of its own, or else of its group, goes off while it goes on (spec 3.4, 3.5). It does
 * not stop a rollback, which begins while the alarm still rings [D].
 */
export function watchAlarms(run: DeploymentRun): void {
  const { creator, options, settings } = run.deployment;
  if (creator === 'codeDeployRollback') return;
  const {
    enabled = false,
    ignorePollAlarmFailure = false,
    alarms = [],
  } = options.overrideAlarmConfiguration ?? settings.alarmConfiguration ?? {};
  if (!enabled || alarms.length === 0) return;
  run.alarmInterval = LOOK;
  const { world } = run.context;
  const stop = (message: string) =>
    run.requestStop({
      error: { code: 'ALARM_ACTIVE', message },
      rollsBack: rollsBackOn(run.deployment, 'DEPLOYMENT_STOP_ON_ALARM'),
    });
  const look = () => {
    const states = alarms.map(({ name = '' }) => ({ name, state: world.alarms.stateOf(name) }));
    const active = namesOf(states.filter(({ state }) => state === 'ALARM'));
    const unknown = namesOf(states.filter(({ state }) => state === undefined));
    if (active)
      stop(
        `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${active}>`,
      );
    else if (unknown && !ignorePollAlarmFailure)
      stop(`The state of alarms could not be retrieved: <${unknown}>`); // [D]
    else run.after(LOOK, look);
  };
  look();
}

function namesOf(alarms: readonly { readonly name: string }[]): string {
  return alarms.map(({ name }) => name).join(', ');
}
