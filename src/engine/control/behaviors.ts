import { behaviorRule } from '../behavior-rule.ts';
import { list, object } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

const rulesBody = object({ rules: list(behaviorRule) }, {});

/** What actions and targets do when they start (engine-control: RULE). */
export const behaviors: Endpoint = {
  methods: {
    GET: shown,
    PUT: (engine, call) => {
      engine.world.behaviors.replace(rulesBody(call.json(), []).rules);
      return shown(engine);
    },
    POST: (engine, call) => {
      engine.world.behaviors.append(rulesBody(call.json(), []).rules);
      return shown(engine);
    },
  },
};

function shown(engine: Engine): object {
  return { rules: engine.world.behaviors.list() };
}
