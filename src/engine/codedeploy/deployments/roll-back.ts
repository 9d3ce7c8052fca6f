import type { AutoRollbackConfiguration } from '../deployment-groups/group-settings.ts';
import type { Deployment } from './deployment.ts';
import type { DeploymentRun } from './deployment-run.ts';

type RollbackEvent = NonNullable<AutoRollbackConfiguration['events']>[number];

/**
 * Deploys again what went well last, where the deployment or its group asks for that (spec 3.8): a new deployment, and both
 * know of each other. Where it cannot be done, the deployment says why. Texts are [D].
 */
export function rollBack(run: DeploymentRun): void {
  const { deployment, context } = run;
  if (deployment.creator !== 'user' || !isWanted(run)) return;
  const good = context.deployments.lastSuccessfulIn(deployment.group);
  const reason = whyNot(deployment, good);
  if (reason !== undefined || !good) {
    deployment.rollback = { rollbackMessage: reason };
    return;
  }
  const isFleetMoved = deployment.kind === 'blueGreen';
  const { targetInstances: _, ...options } = deployment.options;
  const rollback = context.deployments.launch({
    group: deployment.group,
    kind: isFleetMoved ? 'blueGreenRollback' : deployment.kind,
    config: deployment.config,
    revision: good.revision,
    creator: 'codeDeployRollback',
    options: {
      ...options,
      description: undefined,
      updateOutdatedInstancesOnly: false,
      fileExistsBehavior: good.options.fileExistsBehavior,
    },
    takesBack: deployment,
  });
  const message = `Deployment ${deployment.id} is rolled back to the revision of deployment ${good.id}`;
  deployment.rollback = { rollbackDeploymentId: rollback.id, rollbackMessage: message };
  rollback.rollback = { rollbackTriggeringDeploymentId: deployment.id, rollbackMessage: message };
  context.events.rollback(rollback);
}

/** A stop says itself whether it wants a rollback; a failure leaves that to the configuration. A wait that is over is neither. */
function isWanted({ stop, deployment }: DeploymentRun): boolean {
  if (stop) return stop.rollsBack;
  return deployment.status === 'Failed' && rollsBackOn(deployment, 'DEPLOYMENT_FAILURE');
}

/** Whether a deployment, or else its group, rolls back on this event. */
export function rollsBackOn({ options, settings }: Deployment, event: RollbackEvent): boolean {
  const { enabled = false, events = [] } =
    options.autoRollbackConfiguration ?? settings.autoRollbackConfiguration ?? {};
  return enabled && events.includes(event);
}

function whyNot({ kind, targets, group }: Deployment, good: Deployment | undefined): string | undefined {
  if (!good) return `Deployment group ${group.name} has no successful deployment to roll back to`;
  if (kind === 'inPlace') return undefined;
  const [target] = targets.all();
  const hasBegun = target !== undefined && (kind !== 'ecs' || target.events[0]!.status === 'Succeeded');
  return hasBegun ? undefined : 'Nothing was changed that could be rolled back';
}
