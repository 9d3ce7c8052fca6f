import { type Place, placeKey } from '../domain/identity.ts';
import type { Need } from './need.ts';

let asked = 0;

/** A question that is asked once, through the scheduler's budget and repetitions. */
export function once<T>(place: Place, fetch: Need<T>['fetch']): Need<T> {
  asked += 1;
  return { key: `${placeKey(place)} once ${asked}`, place, fetch, interval: () => undefined };
}
