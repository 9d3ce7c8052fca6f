import { Mistake, number, object, text } from '../checks.ts';
import type { Engine } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';
import { parseIsoDuration } from './iso-duration.ts';

/** Latest engine time that a clock call may reach: beyond it ISO dates lose their usual form. */
const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

const clockBody = object({}, { advance: text, advanceSeconds: number(0) });

/** Moves engine time on; everything that falls due has happened before the answer (engine-control: clock). */
export const clock: Endpoint = { methods: { POST: (engine, call) => advance(engine, call.json()) } };

function advance({ world }: Engine, body: unknown): object {
  const given = clockBody(body, []);
  if ((given.advance === undefined) === (given.advanceSeconds === undefined)) {
    throw new Mistake([], 'expected either advance, such as "PT5M", or advanceSeconds');
  }
  const milliseconds =
    given.advance === undefined ? Math.round(given.advanceSeconds! * 1000) : parseIsoDuration(given.advance);
  if (milliseconds === undefined) {
    throw new Mistake(['advance'], 'expected an ISO-8601 duration without years and months, such as PT5M or P1DT2H');
  }
  if (world.clock.now() + milliseconds > END_OF_TIME) {
    throw new Mistake([given.advance === undefined ? 'advanceSeconds' : 'advance'], 'leads beyond the year 9999');
  }
  world.clock.advance(milliseconds);
  return { now: new Date(world.clock.now()).toISOString() };
}
