import type { Alarm } from '../alarms.ts';
import { type Check, list, name, object, oneOf, unique } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

const alarm: Check<Alarm> = object({ name, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') }, {});
const alarmsBody = object({ alarms: unique(list(alarm), 'name') }, {});

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
