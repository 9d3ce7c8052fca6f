import { object } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { revisionList } from '../revision-form.ts';
import type { Endpoint } from './endpoint.ts';

const revisionsBody = object({ revisions: revisionList }, {});

/** What the bundles of revisions hold (engine-control: revisions). */
export const revisions: Endpoint = {
  methods: {
    GET: shown,
    PUT: (engine, call) => {
      engine.world.revisions.replace(revisionsBody(call.json(), []).revisions);
      return shown(engine);
    },
  },
};

function shown(engine: Engine): object {
  return { revisions: engine.world.revisions.list() };
}
