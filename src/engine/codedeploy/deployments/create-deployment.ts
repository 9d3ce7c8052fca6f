import { AwsError } from '../../aws-error.ts';
import type { Application, ComputePlatform } from '../applications/application.ts';
import type { CodeDeployContext } from '../context.ts';
import { configFor } from '../deployment-groups/check-settings.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import { findGroup } from '../deployment-groups/find-group.ts';
import { checkAlarms, checkAutoRollback } from '../deployment-groups/watch-checks.ts';
import { checkedRevision } from '../revisions/check-revision.ts';
import type { RevisionLocation } from '../revisions/revision-location.ts';
import { checkDescription } from '../revisions/revision-operations.ts';
import { greenMachines } from '../targets/select-machines.ts';
import type { Deployment, DeploymentKind, DeploymentOptions, TargetInstances } from './deployment.ts';

/** Deployments under way in one account and region (spec 3.4). */
const MOST_ACTIVE = 1000;
const MOST_TAGS = 10;

export interface CreateRequest extends Partial<Omit<DeploymentOptions, 'onlyInstances'>> {
  readonly applicationName?: string;
  readonly deploymentGroupName?: string;
  readonly deploymentConfigName?: string;
  readonly revision?: RevisionLocation;
}

/** CreateDeployment (spec 3.4): all checks come first, in the order of the errors below. */
export function createDeployment(context: CodeDeployContext, request: CreateRequest): Deployment {
  const application = context.applications.find(request.applicationName);
  const group = findGroup(application, request.deploymentGroupName);
  const configName = request.deploymentConfigName ?? group.settings.deploymentConfigName;
  const config = configFor(context, application.computePlatform, configName);
  checkDescription(request.description);
  const revision = revisionFor(group, request.revision);
  checkPlatformOptions(application.computePlatform, request);
  checkAutoRollback(request.autoRollbackConfiguration);
  checkAlarms(request.overrideAlarmConfiguration);
  const kind = kindOf(group);
  checkTargetInstances(context, group, kind, request.targetInstances);
  checkLimits(context, group);
  return context.deployments.launch({
    group,
    kind,
    config,
    revision,
    creator: 'user',
    options: {
      description: request.description,
      ignoreApplicationStopFailures: request.ignoreApplicationStopFailures ?? false,
      updateOutdatedInstancesOnly: request.updateOutdatedInstancesOnly ?? false,
      fileExistsBehavior: request.fileExistsBehavior ?? 'DISALLOW',
      targetInstances: request.targetInstances,
      autoRollbackConfiguration: request.autoRollbackConfiguration,
      overrideAlarmConfiguration: request.overrideAlarmConfiguration,
    },
  });
}

/** In which steps deployments to a group go. */
export function kindOf({ application, settings }: DeploymentGroup): DeploymentKind {
  switch (application.computePlatform) {
    case 'Lambda':
      return 'lambda';
    case 'ECS':
      return 'ecs';
    case 'Server':
      return settings.deploymentStyle.deploymentType === 'BLUE_GREEN' ? 'blueGreen' : 'inPlace';
  }
}

/** Without a revision it is the one that the group has (spec 3.4). */
function revisionFor(
  { application, targetRevision }: DeploymentGroup,
  given: RevisionLocation | undefined,
): RevisionLocation {
  const revision = checkedRevision(application.computePlatform, given ?? targetRevision);
  const text = revision.string ?? revision.appSpecContent;
  return text && text.content === undefined ? registeredText(application, revision) : revision;
}

/** A hash names a text that the application knows. */
function registeredText({ revisions }: Application, revision: RevisionLocation): RevisionLocation {
  const known = revisions.find(revision);
  if (!known) throw new AwsError('RevisionDoesNotExistException', 'The application does not have this revision');
  return known.location;
}

function checkPlatformOptions(platform: ComputePlatform, request: CreateRequest): void {
  if (platform === 'Server') return;
  if (request.ignoreApplicationStopFailures) {
    const message = `ignoreApplicationStopFailures must be false on the ${platform} platform`;
    throw new AwsError('InvalidIgnoreApplicationStopFailuresValueException', message);
  }
  if (request.updateOutdatedInstancesOnly) {
    const message = `updateOutdatedInstancesOnly must be false on the ${platform} platform`;
    throw new AwsError('InvalidUpdateOutdatedInstancesOnlyValueException', message);
  }
}

/** Only a blue/green deployment goes to machines that are found, and then it needs some (spec 3.4, 3.9). */
function checkTargetInstances(
  context: CodeDeployContext,
  { settings }: DeploymentGroup,
  kind: DeploymentKind,
  chosen: TargetInstances | undefined,
): void {
  const { greenFleetProvisioningOption: option } = settings.blueGreenDeploymentConfiguration ?? {};
  const discovers = kind === 'blueGreen' && option?.action !== 'COPY_AUTO_SCALING_GROUP';
  if (!discovers && !chosen) return;
  if (!discovers)
    throw invalidTargets('Target instances can only be given for a blue/green deployment that discovers them');
  const { tagFilters = [], ec2TagSet } = chosen ?? {};
  if (tagFilters.length + (ec2TagSet?.ec2TagSetList?.flat().length ?? 0) > MOST_TAGS) {
    throw invalidTargets(`Target instances can be found by at most ${MOST_TAGS} tags`);
  }
  if (tagFilters.length > 0 && ec2TagSet)
    throw invalidTargets('Target instances are found by tag filters or by a tag set');
  if (!chosen || greenMachines(context, chosen).length === 0) throw invalidTargets('No target instances were found');
}

function invalidTargets(message: string): AwsError {
  return new AwsError('InvalidTargetInstancesException', message);
}

function checkLimits({ deployments }: CodeDeployContext, group: DeploymentGroup): void {
  const active = deployments.activeIn(group);
  if (active) {
    const message = `The Deployment Group '${group.name}' already has an active Deployment '${active.id}'`;
    throw new AwsError('DeploymentLimitExceededException', message);
  }
  if (deployments.activeCount >= MOST_ACTIVE) {
    const message = `There can only be up to ${MOST_ACTIVE} active deployments in an account`;
    throw new AwsError('DeploymentLimitExceededException', message);
  }
}
