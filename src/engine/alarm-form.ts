import type { Alarm } from './alarms.ts';
import { type Check, list, name, object, oneOf, unique } from './checks.ts';

const alarm: Check<Alarm> = object({ name, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') }, {});

/** Alarms as control calls and scenarios name them (engine-control: alarms). */
export const alarmList: Check<Alarm[]> = unique(list(alarm), 'name');
