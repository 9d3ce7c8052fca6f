import { Mistake } from '../checks.ts';
import type { Engine } from '../engine.ts';
import { ControlError, type Endpoint } from './endpoint.ts';

/** The journal as lines of JSON (engine-control: events). */
export const events: Endpoint = { methods: { GET: (engine, { query }) => eventsAfter(engine, query.get('after')) } };

function eventsAfter({ journal }: Engine, given: string | null): string {
  const after = given ?? '0';
  if (!/^\d{1,15}$/.test(after)) throw new Mistake(['after'], 'expected the sequence number of an event');
  const kept = journal.after(Number(after));
  if (!kept) {
    throw new ControlError(
      400,
      'EventsTrimmed',
      `Events after ${after} are no longer kept; the first kept sequence is ${journal.firstKept}`,
    );
  }
  return kept.map((event) => `${JSON.stringify(event)}\n`).join('');
}
