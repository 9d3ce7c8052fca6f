import type { Alarm } from './alarms.ts';
import { type Check, list, name, object, oneOf, unique } from './checks.ts';

export const alarmState = oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA');

const alarm: Check<Alarm> = object({ name, state: alarmState }, {});

/** Alarms as control calls and scenarios name them (engine-control: alarms). */
export const alarmList: Check<Alarm[]> = unique(list(alarm), 'name');
