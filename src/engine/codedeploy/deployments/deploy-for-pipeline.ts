import { AwsError } from '../../aws-error.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { CodeDeployContext } from '../context.ts';
import { findGroup } from '../deployment-groups/find-group.ts';
import type { RevisionLocation } from '../revisions/revision-location.ts';
import { createDeployment } from './create-deployment.ts';
import type { Deployment } from './deployment.ts';

/** How an action of a pipeline asks for a deployment. */
export interface PipelineDeployment {
  readonly application: string;
  readonly deploymentGroup: string;
  readonly revision: RevisionLocation;
  /** What a behaviour rule says of the action: it speaks of the deployment as a whole. */
  readonly rule?: BehaviorRule;
  /** Called once, when the deployment has ended. */
  readonly onEnd: (deployment: Deployment) => void;
}

/** Deploys for an action of a pipeline (spec 3.4). Throws AwsError as CreateDeployment does, in other words where the group is busy. */
export function deployForPipeline(context: CodeDeployContext, request: PipelineDeployment): Deployment {
  const { application: applicationName, deploymentGroup: deploymentGroupName, revision, rule, onEnd } = request;
  const active = context.deployments.activeIn(
    findGroup(context.applications.find(applicationName), deploymentGroupName),
  );
  if (active) {
    const message = `Deployment Group is already deploying deployment ${active.id}`;
    throw new AwsError('DeploymentLimitExceededException', message);
  }
  const deployment = createDeployment(context, { applicationName, deploymentGroupName, revision });
  deployment.run!.rule = rule;
  context.deployments.onEnd(deployment, onEnd);
  return deployment;
}
