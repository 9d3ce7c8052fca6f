import { describe, expect, it } from 'vitest';
import model from '../../src/rules/models/codedeploy.json' with { type: 'json' };
import type { ServiceModel } from '../../src/rules/service-model.ts';

const { operations } = model as unknown as ServiceModel;

/** The groups of errors that many operations share (spec 7.2). */
const A = 'ApplicationNameRequired InvalidApplicationName ApplicationDoesNotExist';
const G = 'DeploymentGroupNameRequired InvalidDeploymentGroupName DeploymentGroupDoesNotExist';
const D = 'DeploymentIdRequired InvalidDeploymentId DeploymentDoesNotExist';
const C = 'InvalidDeploymentConfigName DeploymentConfigDoesNotExist';
const X = [
  'DeploymentGroupAlreadyExists InvalidEC2Tag InvalidTag InvalidAutoScalingGroup InvalidRole LifecycleHookLimitExceeded',
  'InvalidTriggerConfig TriggerTargetsLimitExceeded InvalidAlarmConfig AlarmsLimitExceeded InvalidAutoRollbackConfig',
  'InvalidLoadBalancerInfo InvalidDeploymentStyle InvalidBlueGreenDeploymentConfiguration InvalidEC2TagCombination',
  'InvalidOnPremisesTagCombination TagSetListLimitExceeded InvalidInput Throttling InvalidECSService',
  'InvalidTargetGroupPair ECSServiceMappingLimitExceeded InvalidTrafficRoutingConfiguration',
].join(' ');

/** Spec 7.2: which errors an operation may raise; `°` marks those that answer with an empty body. */
const TABLE: readonly (readonly [operations: string, errors: string])[] = [
  [
    'AddTagsToOnPremisesInstances° RemoveTagsFromOnPremisesInstances°',
    'InstanceNameRequired InvalidInstanceName TagRequired InvalidTag TagLimitExceeded InstanceLimitExceeded InstanceNotRegistered',
  ],
  ['BatchGetApplicationRevisions', `${A} RevisionRequired InvalidRevision BatchLimitExceeded`],
  ['BatchGetApplications', `${A} BatchLimitExceeded`],
  [
    'BatchGetDeploymentGroups',
    `${A} DeploymentGroupNameRequired InvalidDeploymentGroupName BatchLimitExceeded DeploymentConfigDoesNotExist`,
  ],
  [
    'BatchGetDeploymentInstances',
    `${D} InstanceIdRequired InvalidInstanceName BatchLimitExceeded InvalidComputePlatform`,
  ],
  [
    'BatchGetDeploymentTargets',
    `${D} DeploymentNotStarted DeploymentTargetIdRequired InvalidDeploymentTargetId DeploymentTargetDoesNotExist DeploymentTargetListSizeExceeded InstanceDoesNotExist`,
  ],
  ['BatchGetDeployments', 'DeploymentIdRequired InvalidDeploymentId BatchLimitExceeded'],
  ['BatchGetOnPremisesInstances', 'InstanceNameRequired InvalidInstanceName BatchLimitExceeded'],
  [
    'ContinueDeployment°',
    `${D} DeploymentAlreadyCompleted DeploymentIsNotInReadyState UnsupportedActionForDeploymentType InvalidDeploymentWaitType InvalidDeploymentStatus`,
  ],
  [
    'CreateApplication',
    'ApplicationNameRequired InvalidApplicationName ApplicationAlreadyExists ApplicationLimitExceeded InvalidComputePlatform InvalidTagsToAdd',
  ],
  [
    'CreateDeployment',
    [
      `${A} ${G} ${C} RevisionRequired RevisionDoesNotExist InvalidRevision DescriptionTooLong DeploymentLimitExceeded`,
      'InvalidTargetInstances InvalidAlarmConfig AlarmsLimitExceeded InvalidAutoRollbackConfig InvalidLoadBalancerInfo',
      'InvalidFileExistsBehavior InvalidRole InvalidAutoScalingGroup Throttling InvalidUpdateOutdatedInstancesOnlyValue',
      'InvalidIgnoreApplicationStopFailuresValue InvalidGitHubAccountToken InvalidTrafficRoutingConfiguration',
    ].join(' '),
  ],
  [
    'CreateDeploymentConfig',
    'InvalidDeploymentConfigName DeploymentConfigNameRequired DeploymentConfigAlreadyExists InvalidMinimumHealthyHostValue DeploymentConfigLimitExceeded InvalidComputePlatform InvalidTrafficRoutingConfiguration InvalidZonalDeploymentConfiguration',
  ],
  [
    'CreateDeploymentGroup',
    `${A} ${C} ${X} DeploymentGroupNameRequired InvalidDeploymentGroupName RoleRequired DeploymentGroupLimitExceeded InvalidTagsToAdd`,
  ],
  ['DeleteApplication°', 'ApplicationNameRequired InvalidApplicationName InvalidRole'],
  [
    'DeleteDeploymentConfig°',
    'InvalidDeploymentConfigName DeploymentConfigNameRequired DeploymentConfigInUse InvalidOperation',
  ],
  [
    'DeleteDeploymentGroup',
    'ApplicationNameRequired InvalidApplicationName DeploymentGroupNameRequired InvalidDeploymentGroupName InvalidRole',
  ],
  [
    'DeleteGitHubAccountToken',
    'GitHubAccountTokenNameRequired GitHubAccountTokenDoesNotExist InvalidGitHubAccountTokenName ResourceValidation OperationNotSupported',
  ],
  ['DeleteResourcesByExternalId', ''],
  ['DeregisterOnPremisesInstance°', 'InstanceNameRequired InvalidInstanceName'],
  ['GetApplication', A],
  ['GetApplicationRevision', `${A} RevisionDoesNotExist RevisionRequired InvalidRevision`],
  ['GetDeployment', D],
  ['GetDeploymentConfig', `${C} DeploymentConfigNameRequired InvalidComputePlatform`],
  ['GetDeploymentGroup', `${A} ${G} DeploymentConfigDoesNotExist`],
  ['GetDeploymentInstance', `${D} InstanceIdRequired InstanceDoesNotExist InvalidInstanceName InvalidComputePlatform`],
  [
    'GetDeploymentTarget',
    `${D} DeploymentNotStarted DeploymentTargetIdRequired InvalidDeploymentTargetId DeploymentTargetDoesNotExist InvalidInstanceName`,
  ],
  ['GetOnPremisesInstance', 'InstanceNameRequired InstanceNotRegistered InvalidInstanceName'],
  [
    'ListApplicationRevisions',
    `${A} InvalidSortBy InvalidSortOrder InvalidBucketNameFilter InvalidKeyPrefixFilter BucketNameFilterRequired InvalidDeployedStateFilter InvalidNextToken`,
  ],
  ['ListApplications ListDeploymentConfigs', 'InvalidNextToken'],
  ['ListDeploymentGroups', `${A} InvalidNextToken`],
  [
    'ListDeploymentInstances',
    `${D} DeploymentNotStarted InvalidNextToken InvalidInstanceStatus InvalidInstanceType InvalidDeploymentInstanceType InvalidTargetFilterName InvalidComputePlatform`,
  ],
  [
    'ListDeploymentTargets',
    `${D} DeploymentNotStarted InvalidNextToken InvalidInstanceStatus InvalidInstanceType InvalidDeploymentInstanceType InvalidTargetFilterName`,
  ],
  [
    'ListDeployments',
    `${A} ${G} InvalidTimeRange InvalidDeploymentStatus InvalidNextToken InvalidExternalId InvalidInput`,
  ],
  ['ListGitHubAccountTokenNames', 'InvalidNextToken ResourceValidation OperationNotSupported'],
  ['ListOnPremisesInstances', 'InvalidRegistrationStatus InvalidTagFilter InvalidNextToken'],
  ['ListTagsForResource', 'ArnNotSupported InvalidArn ResourceArnRequired'],
  [
    'PutLifecycleEventHookExecutionStatus',
    `${D} InvalidLifecycleEventHookExecutionStatus InvalidLifecycleEventHookExecutionId LifecycleEventAlreadyCompleted UnsupportedActionForDeploymentType`,
  ],
  ['RegisterApplicationRevision°', `${A} DescriptionTooLong RevisionRequired InvalidRevision`],
  [
    'RegisterOnPremisesInstance°',
    'InstanceNameAlreadyRegistered IamArnRequired IamSessionArnAlreadyRegistered IamUserArnAlreadyRegistered InstanceNameRequired IamUserArnRequired InvalidInstanceName InvalidIamSessionArn InvalidIamUserArn MultipleIamArnsProvided',
  ],
  [
    'SkipWaitTimeForInstanceTermination°',
    `${D} DeploymentAlreadyCompleted DeploymentNotStarted UnsupportedActionForDeploymentType`,
  ],
  ['StopDeployment', `${D} DeploymentGroupDoesNotExist DeploymentAlreadyCompleted UnsupportedActionForDeploymentType`],
  [
    'TagResource UntagResource',
    'ResourceArnRequired ApplicationDoesNotExist DeploymentGroupDoesNotExist DeploymentConfigDoesNotExist TagRequired InvalidTagsToAdd ArnNotSupported InvalidArn',
  ],
  ['UpdateApplication°', `${A} ApplicationAlreadyExists`],
  ['UpdateDeploymentGroup', `${A} ${G} ${C} ${X}`],
];
const ROWS = TABLE.flatMap(([names, errors]) =>
  names.split(' ').map((name) => ({
    operation: name.replace('°', ''),
    isEmpty: name.endsWith('°'),
    errors: errors === '' ? [] : errors.split(' ').map((error) => `${error}Exception`),
  })),
);

describe('the errors of CodeDeploy', () => {
  it('7.2 the table has all 47 operations, each once', () => {
    expect(ROWS).toHaveLength(47);
    expect(ROWS.map(({ operation }) => operation).sort()).toEqual(Object.keys(operations).sort());
  });

  it.each(ROWS)('7.2 $operation may raise what the table says and nothing else', ({ operation, errors }) => {
    expect(operations[operation]!.errors!.toSorted()).toEqual(errors.toSorted());
  });

  it.each(ROWS)('7.2 $operation has an empty answer if and only if the table says so', ({ operation, isEmpty }) => {
    expect(operations[operation]!.output === undefined).toBe(isEmpty);
  });
});
