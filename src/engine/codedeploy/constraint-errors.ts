import { type Failure, type OperationModel, validationMessage } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';

/**
 * What CodeDeploy calls a member that is not as it must be, and one that is not there or empty; without `Exception`.
 * Where there are several names an operation knows one of them.
 */
interface Named {
  readonly invalid: readonly string[];
  readonly missing: readonly string[];
}

/**
 * The errors that broken constraints have names for (spec 3.1, 7.4), by the member: an operation raises those of them
 * that it knows (spec 7.2). What is said of a member holds for all that is in it.
 */
const NAMED: Readonly<Record<string, Named>> = {
  applicationName: named('InvalidApplicationName', 'ApplicationNameRequired'),
  applicationNames: named('InvalidApplicationName', 'ApplicationNameRequired'),
  newApplicationName: named('InvalidApplicationName', 'ApplicationNameRequired'),
  deploymentGroupName: named('InvalidDeploymentGroupName', 'DeploymentGroupNameRequired'),
  deploymentGroupNames: named('InvalidDeploymentGroupName', 'DeploymentGroupNameRequired'),
  currentDeploymentGroupName: named('InvalidDeploymentGroupName', 'DeploymentGroupNameRequired'),
  newDeploymentGroupName: named('InvalidDeploymentGroupName', 'DeploymentGroupNameRequired'),
  deploymentConfigName: named('InvalidDeploymentConfigName', 'DeploymentConfigNameRequired'),
  deploymentId: named('InvalidDeploymentId', 'DeploymentIdRequired'),
  deploymentIds: named('InvalidDeploymentId', 'DeploymentIdRequired'),
  targetId: named('InvalidDeploymentTargetId', 'DeploymentTargetIdRequired'),
  targetIds: named('InvalidDeploymentTargetId', 'DeploymentTargetIdRequired'),
  instanceId: named('InvalidInstanceName', 'InstanceIdRequired'),
  instanceIds: named('InvalidInstanceName', 'InstanceIdRequired'),
  instanceName: named('InvalidInstanceName', 'InstanceNameRequired'),
  instanceNames: named('InvalidInstanceName', 'InstanceNameRequired'),
  serviceRoleArn: named('InvalidRole', 'RoleRequired'),
  computePlatform: named('InvalidComputePlatform'),
  revision: named('InvalidRevision', 'RevisionRequired'),
  revisions: named('InvalidRevision', 'RevisionRequired'),
  fileExistsBehavior: named('InvalidFileExistsBehavior'),
  targetInstances: named('InvalidTargetInstances'),
  ec2TagFilters: named('InvalidEC2Tag'),
  ec2TagSet: named('InvalidEC2Tag'),
  onPremisesInstanceTagFilters: named('InvalidTag'),
  onPremisesTagSet: named('InvalidTag'),
  autoScalingGroups: named('InvalidAutoScalingGroup'),
  ecsServices: named('InvalidECSService'),
  triggerConfigurations: named('InvalidTriggerConfig'),
  alarmConfiguration: named('InvalidAlarmConfig'),
  overrideAlarmConfiguration: named('InvalidAlarmConfig'),
  autoRollbackConfiguration: named('InvalidAutoRollbackConfig'),
  deploymentStyle: named('InvalidDeploymentStyle'),
  blueGreenDeploymentConfiguration: named('InvalidBlueGreenDeploymentConfiguration'),
  loadBalancerInfo: named('InvalidLoadBalancerInfo'),
  minimumHealthyHosts: named('InvalidMinimumHealthyHostValue'),
  trafficRoutingConfig: named('InvalidTrafficRoutingConfiguration'),
  zonalConfig: named('InvalidZonalDeploymentConfiguration'),
  includeOnlyStatuses: named('InvalidDeploymentStatus'),
  deploymentWaitType: named('InvalidDeploymentWaitType'),
  instanceStatusFilter: named('InvalidInstanceStatus'),
  instanceTypeFilter: named('InvalidInstanceType'),
  targetFilters: named('InvalidTargetFilterName'),
  status: named('InvalidLifecycleEventHookExecutionStatus'),
  sortBy: named('InvalidSortBy'),
  sortOrder: named('InvalidSortOrder'),
  deployed: named('InvalidDeployedStateFilter'),
  registrationStatus: named('InvalidRegistrationStatus'),
  tagFilters: named('InvalidTagFilter'),
  ResourceArn: named('InvalidArn', 'ResourceArnRequired'),
  Tags: named('InvalidTagsToAdd', 'TagRequired'),
  TagKeys: named('InvalidTagsToAdd', 'TagRequired'),
  // New resources are given tags, on-premises instances have some.
  tags: { invalid: ['InvalidTagsToAdd', 'InvalidTag'], missing: ['TagRequired'] },
};

/** The error for an input that breaks constraints: the first that has a name, or else ValidationException [R] (spec 1.3). */
export function constraintError({ errors = [] }: OperationModel, failures: readonly Failure[]): AwsError {
  for (const failure of failures) {
    const name = namesOf(failure).find((candidate) => errors.includes(candidate));
    if (name) return new AwsError(name, textOf(name, failure));
  }
  return new AwsError('ValidationException', validationMessage(failures));
}

/** What a failure may be called; what is missing is also invalid, where an operation has no other name for it. */
function namesOf({ path, value }: Failure): string[] {
  const [member = ''] = path.split('.', 1);
  const known = Object.hasOwn(NAMED, member) ? NAMED[member] : undefined;
  if (!known) return [];
  const isMissing = (value === 'null' || value === "''") && /^\w+(\.\d+\.member)?$/.test(path);
  return [...(isMissing ? known.missing : []), ...known.invalid].map((name) => `${name}Exception`);
}

/** The text for a platform that is none was measured; AWS has one more than the models know (spec 3.1). */
function textOf(name: string, failure: Failure): string {
  return name === 'InvalidComputePlatformException'
    ? `ComputePlatform ${failure.value} is not valid. Valid values are [Server, Lambda, ECS, Kubernetes]`
    : validationMessage([failure]);
}

function named(invalid: string, ...missing: string[]): Named {
  return { invalid: [invalid], missing };
}
