import type { ErrorInformation } from '../deployments/deployment.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import type { Target } from '../targets/target.ts';

/** Ends a deployment to Lambda or ECS with its only target; the text of its failure is [D]. */
export function endByFunctions(run: DeploymentRun, target: Target, succeeded: boolean): void {
  run.end(succeeded ? { status: 'Succeeded' } : { status: 'Failed', error: hookFailure(target) });
}

function hookFailure({ events }: Target): ErrorInformation {
  const failed = events.find(({ status }) => status === 'Failed');
  const message = `The deployment failed in the lifecycle event ${failed?.name}: ${failed?.diagnostics?.message}`;
  return { code: 'HOOK_EXECUTION_FAILURE', message };
}

/** What is said of an AppSpec file that is not there or not right [D]. */
export function invalidRevision(problem = 'Nobody has said what it holds'): ErrorInformation {
  return { code: 'INVALID_REVISION', message: `The AppSpec file of the revision cannot be used: ${problem}` };
}
