import { newestLogEvents } from '../aws/logs.ts';
import { exactValue } from '../domain/exact.ts';
import { type Place, placeKey } from '../domain/identity.ts';
import type { LogLine } from '../domain/log.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import type { Need } from './need.ts';
import { whileRunning } from './needs.ts';

// As many as the highest screen has room for beside an explanation.
const LINES = 60;

/** The last lines of a stream, in one request however long it is; asked again only while it is written. */
export function logEnd(place: Place, ref: LogStreamRef, growing: boolean): Need<readonly LogLine[]> {
  return {
    key: `${placeKey(place)} end of log ${exactValue(ref.group)} ${exactValue(ref.stream)}${growing ? ' growing' : ''}`,
    place,
    fetch: (session, signal) => newestLogEvents(session, ref, LINES, signal),
    interval: (_, pace) => (growing ? whileRunning(pace) * 2 : undefined),
  };
}
