import type { LifecycleEventName } from '../../../rules/deployments/lifecycle-events.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { DeploymentKind } from '../deployments/deployment.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';

/** Where a deployment shows what is said of it as a whole, by the action of a pipeline that made it [D]. */
const MAIN_EVENTS: Readonly<Record<DeploymentKind, LifecycleEventName | undefined>> = {
  inPlace: 'ApplicationStart',
  blueGreen: 'ApplicationStart',
  blueGreenRollback: undefined,
  lambda: 'AllowTraffic',
  ecs: 'AllowTraffic',
};

/** What a behaviour rule says of a lifecycle event at a target that begins now (engine-control: RULE). */
export function behaviorOf(
  run: DeploymentRun,
  target: string,
  lifecycleEvent: LifecycleEventName,
): BehaviorRule | undefined {
  const { deployment, context } = run;
  const { application, name: deploymentGroup } = deployment.group;
  const subject = { application: application.name, deploymentGroup, target, lifecycleEvent };
  return (
    context.world.behaviors.take(subject) ??
    (lifecycleEvent === MAIN_EVENTS[deployment.kind] ? shareOf(run) : undefined)
  );
}

/** The time that the deployment is to take is that of all its rounds. */
function shareOf({ rule, rounds }: DeploymentRun): BehaviorRule | undefined {
  if (rule?.durationSeconds === undefined) return rule;
  return { ...rule, durationSeconds: rule.durationSeconds / rounds };
}
