import { checkEcsAppSpec, ecsAppSpec } from '../../../rules/appspec/ecs-appspec.ts';
import { LIFECYCLE_EVENTS } from '../../../rules/deployments/lifecycle-events.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { awaitReady, awaitTermination, keepsBlue } from '../deployments/waits.ts';
import { hookFunctions } from '../targets/hook-functions.ts';
import { type Perform, playEvents } from '../targets/play-events.ts';
import { appSpecOf } from '../targets/revision-content.ts';
import { newTarget, type Target } from '../targets/target.ts';
import { endByFunctions, invalidRevision } from './end-by-functions.ts';
import { shiftTraffic } from './shift-traffic.ts';
import { drain, installGreen, keepServing, serving, setWeights, swapped } from './task-sets.ts';

/** Hours for which the wait for a person may last on ECS (spec 3.5). */
const LONGEST_READY_HOURS = 120;

/** Replaces the tasks of a service by others, and lets the traffic move between their target groups (spec 3.11). */
export function runEcs(run: DeploymentRun): void {
  const { deployment, context } = run;
  if (deployment.takesBack) {
    runBack(run, deployment.takesBack.targets.all()[0]!);
    return;
  }
  const document = appSpecOf(context, deployment, checkEcsAppSpec);
  if (!document || 'message' in document) {
    run.end({ status: 'Failed', error: invalidRevision(document?.message) });
    return;
  }
  const { hooks } = ecsAppSpec(document);
  const target = newEcsTarget(run);
  target.taskSets = [serving(run)];
  const perform = hookFunctions(run, target, hooks, {
    Install: (end) => {
      installGreen(run, target);
      end();
    },
    AllowTraffic: (end) => shiftTraffic(run, (percent) => setWeights(run, target, percent), end),
  });
  deploy(run, target, perform);
}

function deploy(run: DeploymentRun, target: Target, perform: Perform): void {
  const traffic = target.events.findIndex(({ name }) => name === 'BeforeAllowTraffic');
  const fail = () => endByFunctions(run, target, false);
  const complete = () => {
    if (!keepsBlue(run)) drain(run, target, 'Blue');
    keepServing(run, target);
    endByFunctions(run, target, true);
  };
  const moveTraffic = () =>
    playEvents(run, target, [traffic, target.events.length], perform, (hasMoved) => {
      if (hasMoved) awaitTermination(run, complete);
      else fail();
    });
  playEvents(run, target, [0, traffic], perform, (isPrepared) => {
    if (isPrepared) awaitReady(run, LONGEST_READY_HOURS, moveTraffic);
    else fail();
  });
}

/**
 * The traffic goes back to the tasks that there were, and the others go, which the failed deployment tells of as well;
 * nothing is installed and no function is called [D] (spec 3.8).
 */
function runBack(run: DeploymentRun, failed: Target): void {
  const target = newEcsTarget(run);
  target.taskSets = swapped(failed);
  const tell = () => {
    failed.taskSets = swapped(target);
    failed.lastUpdatedAt = run.now();
  };
  const setBack = (percent: number) => {
    setWeights(run, target, percent);
    tell();
  };
  const perform = hookFunctions(run, target, new Map(), { AllowTraffic: (end) => shiftTraffic(run, setBack, end) });
  playEvents(run, target, [0, target.events.length], perform, (succeeded) => {
    if (succeeded) {
      drain(run, target, 'Blue');
      tell();
    }
    endByFunctions(run, target, succeeded);
  });
}

function newEcsTarget(run: DeploymentRun): Target {
  const { deployment, context } = run;
  const { account, region } = context.services;
  const { ecsServices, loadBalancerInfo } = deployment.settings;
  const { clusterName = 'default', serviceName = '' } = ecsServices?.[0] ?? {};
  const hasTestListener = loadBalancerInfo?.targetGroupPairInfoList?.[0]?.testTrafficRoute !== undefined;
  const events = LIFECYCLE_EVENTS[hasTestListener ? 'ecsWithTestListener' : 'ecs'];
  const arn = `arn:aws:ecs:${region}:${account}:service/${clusterName}/${serviceName}`;
  const target = newTarget({ type: 'ECSTarget', id: `${clusterName}:${serviceName}`, arn }, events, run.now());
  deployment.targets.replace([target]);
  return target;
}
