import { AwsError } from '../../aws-error.ts';
import type { AlarmConfiguration, AutoRollbackConfiguration, TriggerConfig } from './group-settings.ts';

const MOST_ALARMS = 10;
const LONGEST_ALARM_NAME = 255;
const MOST_TRIGGERS = 10;

/** The alarms that stop a deployment (spec 3.1). Throws InvalidAlarmConfigException and AlarmsLimitExceededException. */
export function checkAlarms({ enabled = false, alarms = [] }: AlarmConfiguration = {}): void {
  const invalid = (message: string) => new AwsError('InvalidAlarmConfigException', message);
  if (enabled && alarms.length === 0) {
    throw invalid('Deployment Groups need to have at least one alarms attached if they are monitored.');
  }
  if (alarms.length > MOST_ALARMS) {
    throw new AwsError('AlarmsLimitExceededException', `At most ${MOST_ALARMS} alarms can be attached`);
  }
  const names = alarms.map(({ name = '' }) => name);
  if (names.some((name) => name === '' || name.length > LONGEST_ALARM_NAME)) {
    throw invalid(`The name of an alarm has 1 to ${LONGEST_ALARM_NAME} characters`);
  }
  if (hasTwice(names)) throw invalid('An alarm can be attached only once');
}

/** When a deployment is rolled back (spec 3.1). Throws InvalidAutoRollbackConfigException. */
export function checkAutoRollback({ enabled = false, events = [] }: AutoRollbackConfiguration = {}): void {
  if (enabled && events.length === 0) {
    throw new AwsError(
      'InvalidAutoRollbackConfigException',
      'Deployment Groups need to have at least one event specified when auto rollback is enabled',
    );
  }
}

/** The topics that hear of deployments (spec 3.1). Throws InvalidTriggerConfigException and TriggerTargetsLimitExceededException. */
export function checkTriggers(region: string, triggers: readonly TriggerConfig[] = []): void {
  const invalid = (message: string) => new AwsError('InvalidTriggerConfigException', message);
  if (triggers.length > MOST_TRIGGERS) {
    throw new AwsError(
      'TriggerTargetsLimitExceededException',
      `Deployment Groups cannot contain more than ${MOST_TRIGGERS} TriggerTargets.`,
    );
  }
  for (const { triggerName, triggerTargetArn = '', triggerEvents = [] } of triggers) {
    if (!triggerName) throw invalid('A trigger needs a name');
    if (triggerEvents.length === 0) throw invalid(`Trigger ${triggerName} needs an event`);
    const topic = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/.exec(triggerTargetArn);
    if (topic?.[1] !== region) throw invalid(`Topic ARN ${triggerTargetArn} is not valid`);
  }
  if (hasTwice(triggers.map(({ triggerName }) => triggerName))) throw invalid('Duplicate Trigger target name detected');
  if (hasTwice(triggers.map((trigger) => trigger.triggerTargetArn))) {
    throw invalid('Duplicate Trigger target arn detected');
  }
}

export function hasTwice(values: readonly unknown[]): boolean {
  return new Set(values).size < values.length;
}
