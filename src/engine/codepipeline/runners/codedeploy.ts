import { AwsError } from '../../aws-error.ts';
import type { Deployment } from '../../codedeploy/deployments/deployment.ts';
import type { RevisionLocation } from '../../codedeploy/revisions/revision-location.ts';
import { type ArtifactDetail, artifactDetails } from '../executions/artifacts.ts';
import type { StartingAction } from './runner.ts';
import { runTimed } from './timed.ts';

/**
 * A Deploy action of CodeDeploy: makes a deployment of its artifact, and takes over its result (engine-control: defaults). Where
 * there is no such application or group, it fails as AWS does, unless a behaviour rule says what it does instead.
 * Nobody tells the deployment when the action is abandoned.
 */
export function runCodeDeploy(starting: StartingAction): void {
  deploy(starting, { revisionType: 'S3', s3Location: { ...locationOf(starting, undefined), bundleType: 'zip' } });
}

/** A Deploy action of CodeDeploy to ECS: fills in the AppSpec template of an artifact, and deploys that (spec 3.11). */
export function runCodeDeployToEcs(starting: StartingAction): void {
  const { context, configuration } = starting;
  const { bucket = '', key = '' } = locationOf(starting, configuration.AppSpecTemplateArtifact) ?? {};
  const content = context.world.revisions.find(bucket, key)?.appspec ?? usualAppSpec(starting);
  deploy(starting, { revisionType: 'AppSpecContent', appSpecContent: { content } });
}

function deploy(starting: StartingAction, revision: RevisionLocation): void {
  const { context, run, configuration, rule } = starting;
  const { region = context.services.region } = run.action.declaration;
  try {
    const deployment = context.services.inRegion(region).codedeploy.deployForPipeline({
      application: configuration.ApplicationName ?? '',
      deploymentGroup: configuration.DeploymentGroupName ?? '',
      revision,
      rule,
      onEnd: (ended) => context.agenda.run(() => context.agenda.soon(() => takeOver(starting, ended))),
    });
    run.externalId = deployment.id;
    starting.awaitEnd();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (rule && error.name !== BUSY) runTimed(starting);
    else starting.fail({ summary: error.message, error: { code: codeOf(error), message: error.message } });
  }
}

const BUSY = 'DeploymentLimitExceededException';

/** Only that a group is busy has been seen (spec 2.8); the other one is [D]. */
function codeOf({ name }: AwsError): string {
  return name === BUSY ? 'JobFailed' : 'ConfigurationError';
}

/** A deployment that failed says so with its id; more is known of it in CodeDeploy (spec 2.9). */
function takeOver(starting: StartingAction, { id, status }: Deployment): void {
  const { rule } = starting;
  if (status === 'Succeeded') {
    starting.succeed({ summary: rule?.summary ?? 'Deployment Succeeded', outputVariables: rule?.outputVariables });
    return;
  }
  const summary = `Deployment ${id} ${status === 'Stopped' ? 'was stopped' : 'failed'}`;
  const error = rule?.error ?? { code: 'JobFailed', message: summary };
  starting.fail({ summary: rule?.summary ?? error.message, error });
}

/** Where the artifact of a name is, or else the only one. */
function locationOf({ run }: StartingAction, name: string | undefined): ArtifactDetail['s3location'] | undefined {
  const { region, inputArtifacts } = run.action.declaration;
  const artifacts = artifactDetails(run.stageRun.execution, region, inputArtifacts);
  return (name === undefined ? artifacts[0] : artifacts.find((artifact) => artifact.name === name))?.s3location;
}

/** The AppSpec file of a template of which nothing is known [D]. */
function usualAppSpec({ run }: StartingAction): string {
  const { account, region } = run.stageRun.execution.pipeline;
  const TaskDefinition = `arn:aws:ecs:${region}:${account}:task-definition/${run.stageRun.execution.pipeline.name}:1`;
  const Properties = { TaskDefinition, LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 } };
  return JSON.stringify({ version: 0, Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }] });
}
