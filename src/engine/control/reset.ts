import { object, oneOf } from '../checks.ts';
import type { Endpoint } from './endpoint.ts';

const resetBody = object({}, { scenario: oneOf('none') });

/** Empties the account or begins the scenario anew (engine-control: reset). */
export const reset: Endpoint = {
  methods: {
    POST: (engine, call) => {
      const { scenario } = resetBody(call.json(), []);
      engine.reset(scenario ?? 'again');
      return { scenario: engine.scenarioName };
    },
  },
};
