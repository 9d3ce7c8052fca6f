import type { Place } from '../domain/identity.ts';
import type { Live } from './live.ts';

const SECOND = 1000;
/** The first number while something moves, the second when nothing does any more. */
const PACE = { mock: [1 * SECOND, 2 * SECOND], aws: [5 * SECOND, 15 * SECOND] } as const;

/** Local milliseconds between two looks at the targets of a deployment that runs. */
export function deploymentPace(live: Pick<Live, 'site'>, place: Place, moves: boolean): number {
  return PACE[live.site(place).kind === 'mock' ? 'mock' : 'aws'][moves ? 0 : 1];
}
