import { checkLambdaAppSpec, lambdaAppSpec } from '../../../rules/appspec/lambda-appspec.ts';
import { LIFECYCLE_EVENTS } from '../../../rules/deployments/lifecycle-events.ts';
import type { Deployment, ErrorInformation } from '../deployments/deployment.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { hookFunctions } from '../targets/hook-functions.ts';
import { playEvents } from '../targets/play-events.ts';
import { appSpecOf } from '../targets/revision-content.ts';
import { type LambdaFunctionInfo, newTarget, type Target } from '../targets/target.ts';
import { endByFunctions, invalidRevision } from './end-by-functions.ts';
import { shiftTraffic } from './shift-traffic.ts';

/** From which version of which alias to which, and the functions that are called meanwhile. */
interface Shift {
  readonly lambda: LambdaFunctionInfo;
  readonly hooks: ReadonlyMap<string, string>;
}

/** Lets the traffic of a function's alias move from one version to another (spec 3.10). */
export function runLambda(run: DeploymentRun): void {
  const { deployment, context } = run;
  const shift = deployment.takesBack ? shiftBack(deployment.takesBack) : shiftOf(run);
  if ('code' in shift) {
    run.end({ status: 'Failed', error: shift });
    return;
  }
  const { lambda, hooks } = shift;
  const { account, region } = context.services;
  const arn = `arn:aws:lambda:${region}:${account}:function:${lambda.functionName}`;
  const facts = { type: 'LambdaTarget', id: lambda.functionName, arn, lambda } as const;
  const target = newTarget(facts, LIFECYCLE_EVENTS.lambda, run.now());
  deployment.targets.replace([target]);
  const perform = hookFunctions(run, target, hooks, {
    AllowTraffic: (end) => shiftTraffic(run, (percent) => setWeights(run, target, percent), end),
  });
  playEvents(run, target, [0, target.events.length], perform, (succeeded) => {
    if (succeeded) run.bake(() => endByFunctions(run, target, true));
    else endByFunctions(run, target, false);
  });
}

function shiftOf({ context, deployment }: DeploymentRun): Shift | ErrorInformation {
  const document = appSpecOf(context, deployment, checkLambdaAppSpec);
  if (!document || 'message' in document) return invalidRevision(document?.message);
  const { hooks, functionName, alias, currentVersion, targetVersion } = lambdaAppSpec(document);
  return {
    hooks,
    lambda: { functionName, functionAlias: alias, currentVersion, targetVersion, targetVersionWeight: 0 },
  };
}

/** Back to the version that there was; no functions are called [D]. */
function shiftBack({ targets }: Deployment): Shift {
  const { lambda } = targets.all()[0]!;
  const { currentVersion, targetVersion } = lambda!;
  return {
    hooks: new Map(),
    lambda: { ...lambda!, currentVersion: targetVersion, targetVersion: currentVersion, targetVersionWeight: 0 },
  };
}

/** The weights are those of now: what one version gets, the version of a deployment that is taken back does not (spec 3.8). */
function setWeights(run: DeploymentRun, target: Target, percent: number): void {
  setWeight(run, target, percent);
  const [failed] = run.deployment.takesBack?.targets.all() ?? [];
  if (failed) setWeight(run, failed, 100 - percent);
}

function setWeight(run: DeploymentRun, target: Target, percent: number): void {
  target.lambda!.targetVersionWeight = percent;
  target.lastUpdatedAt = run.now();
}
