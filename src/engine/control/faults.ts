import { object } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { faultList } from '../fault-form.ts';
import type { Endpoint } from './endpoint.ts';

const faultsBody = object({ rules: faultList }, {});

/** What goes wrong with AWS calls (engine-control: faults). */
export const faults: Endpoint = {
  methods: {
    GET: shown,
    PUT: (engine, call) => {
      engine.faults.replace(faultsBody(call.json(), []).rules);
      return shown(engine);
    },
  },
};

function shown(engine: Engine): object {
  return { rules: engine.faults.list() };
}
