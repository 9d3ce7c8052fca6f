import type { ActionRun, ActionStatus } from '../executions/execution.ts';
import type { DeployTarget, TargetStatus } from './deploy-target.ts';

/**
 * Where an action deployed to. Only EC2 and EKS actions have targets of their own: those of other deploy actions, such
 * as one of CodeDeploy, are the provider's to tell [D].
 */
export function targetsOf(run: ActionRun): readonly DeployTarget[] {
  if (run.targets) return run.targets;
  return run.action.type.provider === 'EKS' ? [clusterOf(run)] : [];
}

const CLUSTER_STATUS: Readonly<Record<ActionStatus, TargetStatus>> = {
  InProgress: 'InProgress',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Abandoned: 'Cancelled',
};

/** The cluster fares as the action does. */
function clusterOf(run: ActionRun): DeployTarget {
  const status = CLUSTER_STATUS[run.status];
  const { startTime, error } = run;
  const endTime = status === 'InProgress' ? undefined : run.lastUpdateTime;
  const { ClusterName: id = '' } = run.resolvedConfiguration ?? run.action.configuration;
  const event = { name: 'Deploy', status, startTime, endTime, message: error?.message };
  return { id, type: 'EKS', status, startTime, endTime, events: [event] };
}
