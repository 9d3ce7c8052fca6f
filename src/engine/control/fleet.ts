import { object } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { instanceList } from '../instance-form.ts';
import type { Endpoint } from './endpoint.ts';

const fleetBody = object({ instances: instanceList }, {});

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
