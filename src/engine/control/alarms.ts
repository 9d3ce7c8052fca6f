import { alarmList } from '../alarm-form.ts';
import { object } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

const alarmsBody = object({ alarms: alarmList }, {});

/** The alarms that rules look at (engine-control: alarms). */
export const alarms: Endpoint = {
  methods: {
    GET: shown,
    PUT: (engine, call) => {
      engine.world.alarms.replace(alarmsBody(call.json(), []).alarms);
      return shown(engine);
    },
  },
};

function shown(engine: Engine): object {
  return { alarms: engine.world.alarms.list() };
}
