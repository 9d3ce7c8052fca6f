import { type Check, flag, list, name, object, oneOf, record, text, unique } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Instance } from '../fleet.ts';
import type { Endpoint } from './endpoint.ts';

const instance: Check<Instance> = object(
  { id: name },
  {
    tags: record(text),
    asg: name,
    onPremises: flag,
    agent: oneOf('online', 'offline', 'slow'),
    files: list(text),
  },
);
const fleetBody = object({ instances: unique(list(instance), 'id') }, {});

/** The machines that deployments find (engine-control: fleet). */
export const fleet: Endpoint = {
  methods: {
    GET: shown,
    PUT: (engine, call) => {
      engine.world.fleet.replace(fleetBody(call.json(), []).instances);
      return shown(engine);
    },
  },
};

function shown(engine: Engine): object {
  return { instances: engine.world.fleet.list() };
}
