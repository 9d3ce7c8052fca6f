import { type Alarms, countsText, type Deployment, isDeploymentOver, targetsInAll } from '../domain/deployment.ts';
import type { DeploymentTarget } from '../domain/deployment-target.ts';
import { type DeploymentWait, deploymentWait } from '../domain/deployment-wait.ts';
import { Fault } from '../domain/fault.ts';
import { deploymentGroup, trafficShift } from '../live/deployment-needs.ts';
import { readTargets } from '../live/deployments.ts';
import { type DeploymentStep, deploymentSteps } from '../operations/deployment-steps.ts';
import { durationText } from '../text/time.ts';
import { type Session, serviceTime } from './session.ts';

/** Everything that is shown of one deployment. */
export interface DeploymentView {
  readonly deployment: Deployment;
  readonly targets: readonly DeploymentTarget[];
  /** Those that end it: its own, or else those of its group. */
  readonly alarms?: Alarms;
  readonly wait?: DeploymentWait;
  /** What it does or waits for now, in words. */
  readonly text: string;
  /** What can be done now. */
  readonly steps: readonly DeploymentStep[];
}

/** Reads the targets of a deployment, and what else tells how it goes on. Throws Fault. */
export async function readDeploymentView(session: Session, found: Deployment): Promise<DeploymentView> {
  const { live } = session;
  const [targets, alarms, steps] = await Promise.all([
    readTargets(live, found),
    alarmsOf(session, found),
    shiftOf(session, found),
  ]);
  const wait = deploymentWait(found, targets, steps);
  return {
    deployment: found,
    targets,
    alarms,
    wait,
    text: nowText(found, wait, serviceTime(session, found.place)),
    steps: deploymentSteps(live, found).filter(({ refusal }) => refusal === undefined),
  };
}

async function alarmsOf({ live }: Session, found: Deployment): Promise<Alarms | undefined> {
  const { place, application, group, alarms } = found;
  if (alarms || application === undefined || group === undefined) return alarms;
  return (await unlessRefused(live.read(deploymentGroup(place, { application, group }))))?.alarms;
}

async function shiftOf({ live }: Session, found: Deployment) {
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

/** What a deployment does or waits for. `now` is epoch milliseconds by the service's clock. */
export function nowText(found: Deployment, wait: DeploymentWait | undefined, now: number | undefined): string {
  if (wait) return waitText(found, wait, now);
  switch (found.status) {
    case 'Created':
    case 'Queued':
      return 'it has not begun yet';
    case 'Baking':
      return 'everything is deployed; its alarms are watched for a while';
    case 'InProgress':
      return targetsInAll(found.targets) === 0 ? 'it prepares its targets' : countsText(found.targets);
    case 'Succeeded':
      return 'it has succeeded';
    default:
      return [`it has ${found.status === 'Failed' ? 'failed' : 'been stopped'}`, found.error?.message]
        .filter(Boolean)
        .join(': ');
  }
}

function waitText(found: Deployment, { kind, until, percent }: DeploymentWait, now: number | undefined): string {
  const left = until === undefined || now === undefined ? undefined : durationText(until - now);
  const inSoLong = left === undefined ? '' : ` in ${left}`;
  const original = found.computePlatform === 'ECS' ? 'the original tasks are' : 'the original instances are';
  switch (kind) {
    case 'READY_WAIT':
      return `waits for somebody to reroute the traffic; it stops by itself${inSoLong}`;
    case 'TERMINATION_WAIT':
      return `the traffic is rerouted; ${original} terminated${inSoLong}`;
    case 'TRAFFIC_SHIFT':
      return `shifts the traffic: ${percent} % go to the new version${inSoLong}`;
  }
}
