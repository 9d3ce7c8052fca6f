import type { Deployment } from '../domain/deployment.ts';
import { type Fault, notFound } from '../domain/fault.ts';
import { deployment } from '../live/deployment-needs.ts';
import { asFault } from './pick-pipeline.ts';
import { placeOf, type Session } from './session.ts';

/**
 * The deployment of an id: each chosen account and region is asked until one has it, since ids do not tell where they are.
 * Throws Fault `not-found` when none has it, or why one of them could not be asked.
 */
export async function findDeployment(session: Session, id: string): Promise<Deployment> {
  const problems: Fault[] = [...session.problems];
  for (const { place } of session.sites) {
    try {
      return await session.live.read(deployment({ place, id }));
    } catch (thrown) {
      const fault = asFault(thrown).at(placeOf(place));
      if (fault.kind !== 'not-found') problems.push(fault);
    }
  }
  if (problems[0]) throw problems[0];
  const regions = [...new Set(session.sites.map(({ place }) => place.region))];
  throw notFound('DeploymentDoesNotExistException', `there is no deployment ${id} in ${regions.join(' or ')}`);
}
