import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

/** Whether the engine is there, and what it plays (engine-control: health). */
export const health: Endpoint = { methods: { GET: told }, open: ['GET'] };

function told(engine: Engine): object {
  const { clock } = engine.world;
  return {
    status: 'ok',
    version: engine.options.version,
    scenario: engine.scenarioName,
    clock: { mode: clock.mode, now: new Date(clock.now()).toISOString(), speed: clock.speed },
  };
}
