import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentTarget } from '../domain/deployment-target.ts';
import { type DeploymentWait, deploymentWait } from '../domain/deployment-wait.ts';
import { alarmsOf, shiftOf } from '../live/deployment-facts.ts';
import { readTargets } from '../live/deployments.ts';
import { type DeploymentStep, deploymentSteps } from '../operations/deployment-steps.ts';
import { type DeploymentTold, nowText } from '../text/deployment-words.ts';
import { type Session, serviceTime } from './session.ts';

/** Everything that is shown of one deployment. */
export interface DeploymentView extends DeploymentTold {
  readonly targets: readonly DeploymentTarget[];
  readonly wait?: DeploymentWait;
  /** What can be done now. */
  readonly steps: readonly DeploymentStep[];
}

/** Reads the targets of a deployment, and what else tells how it goes on. Throws Fault. */
export async function readDeploymentView(session: Session, found: Deployment): Promise<DeploymentView> {
  const { live } = session;
  const [targets, alarms, steps] = await Promise.all([
    readTargets(live, found),
    alarmsOf(live, found),
    shiftOf(live, found),
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
