import { type Alarms, type Deployment, isDeploymentOver } from '../domain/deployment.ts';
import { Fault } from '../domain/fault.ts';
import type { TrafficStep } from '../rules/deployments/traffic-shift.ts';
import { deploymentGroup, trafficShift } from './deployment-needs.ts';
import type { Reads } from './need.ts';

/** The alarms that end a deployment: its own, or else those of its group. Throws Fault that may pass. */
export async function alarmsOf(live: Reads, found: Deployment): Promise<Alarms | undefined> {
  const { place, application, group, alarms } = found;
  if (alarms || application === undefined || group === undefined) return alarms;
  return (await unlessRefused(live.read(deploymentGroup(place, { application, group }))))?.alarms;
}

/** The steps in which a deployment that is not over moves traffic; none for machines. Throws Fault that may pass. */
export async function shiftOf(live: Reads, found: Deployment): Promise<readonly TrafficStep[]> {
  const { place, config, computePlatform } = found;
  if (config === undefined || computePlatform === 'Server' || isDeploymentOver(found)) return [];
  return (await unlessRefused(live.read(trafficShift(place, config)))) ?? [];
}

/** A deployment is shown although its group or configuration has been deleted, or may not be read. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof Fault && !thrown.retryable) return undefined;
    throw thrown;
  }
}
