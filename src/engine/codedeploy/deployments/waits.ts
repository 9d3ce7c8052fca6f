import type { Deployment } from './deployment.ts';
import type { DeploymentRun } from './deployment-run.ts';
import { failure } from './failures.ts';

const MINUTE = 60_000;
const HOUR_MINUTES = 60;

/** How long blue machines are kept where a group does not say so [R], and blue tasks [D]. */
const DEFAULT_TERMINATION_MINUTES = { Server: 60, ECS: 0, Lambda: 0 };

/**
 * Waits for somebody who lets the traffic move, where the group wants that; without anybody the deployment stops when the
 * time is over (spec 3.5, 3.9).
 */
export function awaitReady(run: DeploymentRun, longestHours: number, then: () => void): void {
  const { deployment } = run;
  const { deploymentReadyOption: option } = deployment.settings.blueGreenDeploymentConfiguration ?? {};
  const { actionOnTimeout, waitTimeInMinutes = 0 } = option ?? {};
  if (actionOnTimeout !== 'STOP_DEPLOYMENT') {
    then();
    return;
  }
  run.becomeReady();
  const minutes = Math.min(waitTimeInMinutes, longestHours * HOUR_MINUTES);
  const timer = run.after(minutes * MINUTE, () => run.end({ status: 'Stopped', error: failure('TIMEOUT') }));
  run.wait = {
    type: 'READY_WAIT',
    goOn: () => {
      run.cancel(timer);
      run.wait = undefined;
      run.leaveReady();
      then();
    },
  };
}

/** Whether what was replaced is left as it is (spec 3.5: KEEP_ALIVE). */
export function keepsBlue({ deployment }: DeploymentRun): boolean {
  return terminationOption(deployment)?.action === 'KEEP_ALIVE';
}

/**
 * Waits before what was replaced is taken away, or left as it is (spec 3.5: termination wait); the deployment is in progress
 * meanwhile, or baking where there is no time to wait.
 */
export function awaitTermination(run: DeploymentRun, then: () => void): void {
  const { deployment } = run;
  const { computePlatform } = deployment.group.application;
  const minutes =
    terminationOption(deployment)?.terminationWaitTimeInMinutes ?? DEFAULT_TERMINATION_MINUTES[computePlatform];
  deployment.hasTerminationWaitStarted = !keepsBlue(run);
  if (keepsBlue(run) || minutes === 0) {
    run.bake(then);
    return;
  }
  const goOn = () => {
    run.cancel(timer);
    run.wait = undefined;
    then();
  };
  const timer = run.after(minutes * MINUTE, goOn);
  run.wait = { type: 'TERMINATION_WAIT', goOn };
}

function terminationOption({ settings }: Deployment) {
  return settings.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess;
}
