import type { Engine } from '../../../src/engine/index.ts';
import { Operator } from './operator.ts';
import { controlRequest } from './requests.ts';

/** What can be known of an engine: the whole journal, where chance stands, and what sixty reads find. */
export function portrait(engine: Engine): string[] {
  const { body } = engine.handle(controlRequest('GET', 'events?after=0'));
  const asked = new Operator(engine, 1).look(60);
  return [engine.mark, body, ...asked.map(({ request, response }) => `${request.body} ${response.body}`)];
}
