import type { Fault, FaultPlace } from '../domain/fault.ts';
import type { PipelineId, Place } from '../domain/identity.ts';
import type { Live } from '../live/live.ts';
import { pipelines } from '../live/needs.ts';
import type { Site } from '../live/site.ts';
import type { OperationDeps } from '../operations/deps.ts';
import type { Connection } from './host.ts';

/** The chosen accounts and regions, their identity known. */
export interface Session {
  readonly live: Live;
  readonly operations: OperationDeps;
  readonly sites: readonly Site[];
  readonly settings: Connection['settings'];
  /** The chosen places that do not answer. */
  readonly problems: readonly Fault[];
}

export function sessionOf({ live, operations, settings, unreachable = [] }: Connection): Session {
  return { live, operations, settings, sites: live.sites, problems: unreachable };
}

/** What time it is at a place, in epoch milliseconds by the service's clock; undefined before its first answer. */
export function serviceTime(session: Session, place: Place): number | undefined {
  return session.live.clock(place).now();
}

/** The same, asked for where nothing has been answered yet. Throws Fault. */
export async function askedServiceTime(session: Session, place: Place): Promise<number | undefined> {
  if (serviceTime(session, place) === undefined) await session.live.read(pipelines(place));
  return serviceTime(session, place);
}

/** The time of the first place that has told one: what a document over all of them is dated with. */
export function sessionTime(session: Session): number | undefined {
  return session.sites.map(({ place }) => serviceTime(session, place)).find((now) => now !== undefined);
}

/** A place as errors name it. */
export function placeOf({ account, region }: Place): FaultPlace {
  return { account, region };
}

/** The same of a pipeline. */
export function pipelineOf(id: PipelineId): FaultPlace {
  return { ...placeOf(id), pipeline: id.name };
}

/** `123456789012 eu-west-1` */
export function placeText(place: Place): string {
  return `${place.account} ${place.region}`;
}
