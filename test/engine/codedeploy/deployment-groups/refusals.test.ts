import { describe, expect, it } from 'vitest';
import { Harness, ROLE } from '../harness.ts';
import { BLUE_GREEN, blueGreen, ecs, keyOnly, LAMBDA, many, PAIR, trigger } from './requests.ts';

type Row = readonly [platform: string, what: object, exception: string, text: string];

const GREEN = 'InvalidBlueGreenDeploymentConfigurationException';
const STYLE = 'InvalidDeploymentStyleException';
const TRIGGER = 'InvalidTriggerConfigException';
const BALANCER = 'InvalidLoadBalancerInfoException';
const EC2_TAG = 'InvalidEC2TagException';
const ASG = 'InvalidAutoScalingGroupException';

const FOREIGN: readonly (readonly [string, object, string])[] = [
  ['ec2TagFilters', [], EC2_TAG],
  ['ec2TagSet', {}, EC2_TAG],
  ['onPremisesInstanceTagFilters', [keyOnly('a')], 'InvalidTagException'],
  ['onPremisesTagSet', {}, 'InvalidTagException'],
  ['autoScalingGroups', ['web'], ASG],
];

const PLATFORMS: readonly Row[] = [
  ...FOREIGN.flatMap(([member, value, exception]): Row[] => [
    [
      'Lambda',
      { ...LAMBDA, [member]: value },
      exception,
      `For LAMBDA deployment group, ${member} can not be specified`,
    ],
    ['ECS', { ...ecs(), [member]: value }, exception, `For ECS deployment group, ${member} can not be specified`],
  ]),
  ...[
    { ecsServices: [{ serviceName: 'api' }] },
    { loadBalancerInfo: { targetGroupPairInfoList: [PAIR] } },
    { ...blueGreen(), deploymentStyle: BLUE_GREEN, loadBalancerInfo: { targetGroupPairInfoList: [PAIR] } },
  ].map(
    (what): Row => [
      'Server',
      what,
      'InvalidInputException',
      'Server Deployment Groups should not define a value for ecsServices, eksClusters, or targetGroupPairInfoList',
    ],
  ),
  [
    'Lambda',
    { ...LAMBDA, ecsServices: [{ serviceName: 'api' }] },
    'InvalidECSServiceException',
    'For LAMBDA deployment group, ecsServices can not be specified',
  ],
  [
    'Lambda',
    { ...LAMBDA, loadBalancerInfo: {} },
    BALANCER,
    'For LAMBDA deployment group, loadBalancerInfo can not be specified',
  ],
  [
    'Lambda',
    { ...LAMBDA, ...blueGreen() },
    GREEN,
    'For Lambda deployment group, blueGreenDeploymentConfiguration can not be specified',
  ],
  ...[
    ['Server', 'CodeDeployDefault.LambdaAllAtOnce', {}],
    ['Server', 'CodeDeployDefault.ECSAllAtOnce', {}],
    ['Lambda', 'CodeDeployDefault.AllAtOnce', LAMBDA],
    ['ECS', 'CodeDeployDefault.LambdaAllAtOnce', ecs()],
  ].map(
    ([platform, deploymentConfigName, more]): Row => [
      platform as string,
      { ...(more as object), deploymentConfigName },
      'InvalidDeploymentConfigNameException',
      `Compute platform of deployment config ${deploymentConfigName} does not match expected compute platform, correct compute platform should be ${platform}.`,
    ],
  ),
];

const ROLES_AND_CONFIGS: readonly Row[] = [
  ['Server', { serviceRoleArn: undefined }, 'RoleRequiredException', ''],
  ['Server', { serviceRoleArn: '' }, 'RoleRequiredException', ''],
  ...['deploy', 'arn:aws:iam::1:role/x', 'arn:aws:iam::123456789012:user/x', 'arn:aws:iam::123456789012:role/'].map(
    (serviceRoleArn): Row => ['Server', { serviceRoleArn }, 'InvalidRoleException', ''],
  ),
  ['Server', { deploymentConfigName: 'unknown' }, 'DeploymentConfigDoesNotExistException', ''],
  ['Server', { deploymentConfigName: 'un known' }, 'InvalidDeploymentConfigNameException', ''],
  ['Server', { deploymentConfigName: '' }, 'InvalidDeploymentConfigNameException', ''],
];

const TAGS: readonly Row[] = [
  [
    'Server',
    { ec2TagFilters: [keyOnly('a')], ec2TagSet: { ec2TagSetList: [[keyOnly('b')]] } },
    'InvalidEC2TagCombinationException',
    'The request specified both Ec2TagFilters and Ec2TagSet, but only one of these data types can be used in a single call.',
  ],
  [
    'Server',
    {
      onPremisesInstanceTagFilters: [keyOnly('a')],
      onPremisesTagSet: { onPremisesTagSetList: [[keyOnly('b')]] },
    },
    'InvalidOnPremisesTagCombinationException',
    'The request specified both OnPremisesInstanceTagFilters and OnPremisesTagSet, but only one of these data types can be used in a single call.',
  ],
  ...many(2, (i) => [
    { ...keyOnly('a'), Value: 'x'.repeat(i) },
    'Values must not be provided for key-only filters.',
  ]).flatMap(([filter, text]): Row[] => [
    ['Server', { ec2TagFilters: [filter] }, EC2_TAG, text as string],
    ['Server', { ec2TagSet: { ec2TagSetList: [[filter]] } }, EC2_TAG, text as string],
    ['Server', { onPremisesInstanceTagFilters: [filter] }, 'InvalidTagException', text as string],
    ['Server', { onPremisesTagSet: { onPremisesTagSetList: [[filter]] } }, 'InvalidTagException', text as string],
  ]),
  [
    'Server',
    { ec2TagFilters: [{ Key: 'a', Value: 'b', Type: 'VALUE_ONLY' }] },
    EC2_TAG,
    'Keys must not be provided for value-only filters.',
  ],
  ['Server', { ec2TagFilters: [{ Type: 'KEY_ONLY' }] }, EC2_TAG, ''],
  ['Server', { ec2TagFilters: [{ Type: 'VALUE_ONLY' }] }, EC2_TAG, ''],
  ['Server', { ec2TagFilters: [{ Value: 'b', Type: 'KEY_AND_VALUE' }] }, EC2_TAG, ''],
  ['Server', { ec2TagFilters: [{}] }, EC2_TAG, ''],
  ['Server', { ec2TagFilters: [null] }, EC2_TAG, ''],
  ['Server', { ec2TagFilters: [{ Key: 'a', Type: 'ANY' }] }, EC2_TAG, ''],
  ['Server', { onPremisesInstanceTagFilters: [{ Key: 'a', Type: 'ANY' }] }, 'InvalidTagException', ''],
  ['Server', { ec2TagFilters: many(11, (i) => keyOnly(`k${i}`)) }, EC2_TAG, ''],
  ['Server', { ec2TagSet: { ec2TagSetList: many(2, () => many(6, (i) => keyOnly(`k${i}`))) } }, EC2_TAG, ''],
  ['Server', { ec2TagSet: { ec2TagSetList: many(4, () => [keyOnly('a')]) } }, 'TagSetListLimitExceededException', ''],
  [
    'Server',
    { onPremisesTagSet: { onPremisesTagSetList: many(4, () => [keyOnly('a')]) } },
    'TagSetListLimitExceededException',
    '',
  ],
];

const STYLES: readonly Row[] = [
  [
    'Server',
    { deploymentStyle: { ...BLUE_GREEN, deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } },
    STYLE,
    'BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option',
  ],
  [
    'ECS',
    { ...ecs(), deploymentStyle: { ...BLUE_GREEN, deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } },
    STYLE,
    'BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option',
  ],
  ...[{ deploymentType: 'BLUE_GREEN' }, { deploymentOption: 'WITH_TRAFFIC_CONTROL' }, {}].map(
    (deploymentStyle): Row => [
      'Server',
      { deploymentStyle },
      STYLE,
      'Deployment type or deployment option cannot be null or empty',
    ],
  ),
  ['Server', { deploymentStyle: { ...BLUE_GREEN, deploymentType: 'ROLLING' } }, STYLE, ''],
  ...(['Lambda', 'ECS'] as const).flatMap((platform): Row[] => {
    const more = platform === 'ECS' ? ecs() : {};
    const text = `For ${platform.toUpperCase()} deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.`;
    const inPlace = { ...BLUE_GREEN, deploymentType: 'IN_PLACE' };
    return [
      [platform, { ...more, deploymentStyle: inPlace }, STYLE, text],
      [platform, { ...more, deploymentStyle: undefined }, STYLE, text],
    ];
  }),
  [
    'Lambda',
    { deploymentStyle: { ...BLUE_GREEN, deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } },
    STYLE,
    'For LAMBDA deployment, the deployment type must be BLUE_GREEN',
  ],
];

const withoutMember = (member: 'deploymentReadyOption' | 'terminateBlueInstancesOnDeploymentSuccess') => {
  const { [member]: _, ...config } = blueGreen().blueGreenDeploymentConfiguration;
  return { blueGreenDeploymentConfiguration: config };
};
const copying = (autoScalingGroups: string[]) => ({
  autoScalingGroups,
  blueGreenDeploymentConfiguration: {
    ...blueGreen().blueGreenDeploymentConfiguration,
    greenFleetProvisioningOption: { action: 'COPY_AUTO_SCALING_GROUP' },
  },
});
const ONE_GROUP =
  'Exactly one AutoScaling group must be specified when selecting the COPY_AUTO_SCALING_GROUP green fleet provisioning option.';
const STOP = 'Deployment ready action cannot be set to STOP_DEPLOYMENT when timeout is set to 0 minutes.';

const GREENS: readonly Row[] = [
  [
    'Server',
    withoutMember('deploymentReadyOption'),
    GREEN,
    'Deployment ready option cannot be null for blue green deployment',
  ],
  [
    'Server',
    withoutMember('terminateBlueInstancesOnDeploymentSuccess'),
    GREEN,
    'Terminate blue instances on deployment success behaviour cannot be set to null for Blue Green deployments',
  ],
  ['Server', blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 0 }), GREEN, STOP],
  ['Server', blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: undefined }), GREEN, STOP],
  [
    'Server',
    blueGreen({ waitTimeInMinutes: 1 }),
    GREEN,
    "Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified",
  ],
  ['Server', blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 2881 }), GREEN, ''],
  ['Server', blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: -1 }), GREEN, ''],
  ['ECS', { ...ecs(), ...blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 7201 }) }, GREEN, ''],
  [
    'Server',
    blueGreen({}, { terminationWaitTimeInMinutes: 2881 }),
    GREEN,
    'Timeout for instance termination cannot be more than 2 days',
  ],
  ['Server', blueGreen({}, { terminationWaitTimeInMinutes: -1 }), GREEN, ''],
  ['Server', blueGreen({ actionOnTimeout: 'WAIT' }), GREEN, ''],
  ['Server', copying([]), GREEN, ONE_GROUP],
  ['Server', copying(['a', 'b']), GREEN, ONE_GROUP],
  ['ECS', { ...ecs(), blueGreenDeploymentConfiguration: undefined }, GREEN, ''],
];

const WATCHES: readonly Row[] = [
  ...[{ enabled: true }, { enabled: true, events: [] }].map(
    (autoRollbackConfiguration): Row => [
      'Server',
      { autoRollbackConfiguration },
      'InvalidAutoRollbackConfigException',
      'Deployment Groups need to have at least one event specified when auto rollback is enabled',
    ],
  ),
  ['Server', { autoRollbackConfiguration: { events: ['BAD_DAY'] } }, 'InvalidAutoRollbackConfigException', ''],
  ...[{ enabled: true }, { enabled: true, alarms: [] }].map(
    (alarmConfiguration): Row => [
      'Server',
      { alarmConfiguration },
      'InvalidAlarmConfigException',
      'Deployment Groups need to have at least one alarms attached if they are monitored.',
    ],
  ),
  ...[[{}], [{ name: '' }], [{ name: 'x'.repeat(256) }], [{ name: 'a' }, { name: 'a' }]].map(
    (alarms): Row => ['Server', { alarmConfiguration: { enabled: true, alarms } }, 'InvalidAlarmConfigException', ''],
  ),
  [
    'Server',
    { alarmConfiguration: { enabled: true, alarms: many(11, (i) => ({ name: `a${i}` })) } },
    'AlarmsLimitExceededException',
    '',
  ],
  [
    'Server',
    { triggerConfigurations: many(11, (i) => trigger(`t${i}`)) },
    'TriggerTargetsLimitExceededException',
    'Deployment Groups cannot contain more than 10 TriggerTargets.',
  ],
  ...[
    'arn:aws:sns:eu-west-1:123456789012:topic',
    'arn:aws:sqs:us-east-1:123456789012:topic',
    'arn:aws:sns:us-east-1:123456789012:topic:1',
    'topic',
  ].map(
    (triggerTargetArn): Row => [
      'Server',
      { triggerConfigurations: [trigger('t', 't', { triggerTargetArn })] },
      TRIGGER,
      `Topic ARN ${triggerTargetArn} is not valid`,
    ],
  ),
  [
    'Server',
    { triggerConfigurations: [trigger('t', 'a'), trigger('t', 'b')] },
    TRIGGER,
    'Duplicate Trigger target name detected',
  ],
  [
    'Server',
    { triggerConfigurations: [trigger('a', 't'), trigger('b', 't')] },
    TRIGGER,
    'Duplicate Trigger target arn detected',
  ],
  ['Server', { triggerConfigurations: [trigger('')] }, TRIGGER, ''],
  ['Server', { triggerConfigurations: [trigger('t', 't', { triggerEvents: [] })] }, TRIGGER, ''],
  ['Server', { triggerConfigurations: [trigger('t', 't', { triggerEvents: ['Lunch'] })] }, TRIGGER, ''],
];

const CONTROLLED = { ...BLUE_GREEN, deploymentType: 'IN_PLACE' };
const NO_BALANCER =
  'The deploymentOption value is set to WITH_TRAFFIC_CONTROL, but no load balancer or target group has been specified in loadBalancerInfo.';
const ofEcs = (loadBalancerInfo: object | undefined) => ({ ...ecs(), loadBalancerInfo });
const paired = (more: object) => ofEcs({ targetGroupPairInfoList: [{ ...PAIR, ...more }] });
const LONG = 'x'.repeat(33);
const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/1';

const BALANCERS: readonly Row[] = [
  ['Server', { deploymentStyle: CONTROLLED }, BALANCER, NO_BALANCER],
  ['Server', { deploymentStyle: CONTROLLED, loadBalancerInfo: { elbInfoList: [] } }, BALANCER, NO_BALANCER],
  ['Server', { deploymentStyle: BLUE_GREEN, ...blueGreen() }, BALANCER, NO_BALANCER],
  ...[LONG, ARN].map(
    (name): Row => [
      'Server',
      { loadBalancerInfo: { targetGroupInfoList: [{ name }] } },
      BALANCER,
      `The target group name ${name} specified in targetGroupInfoList exceeds the maximum allowed length of 32 characters.`,
    ],
  ),
  ['ECS', paired({ targetGroups: [{ name: 'a' }, { name: LONG }] }), BALANCER, `The target group name ${LONG}`],
  ['Server', { loadBalancerInfo: { targetGroupInfoList: [{}] } }, BALANCER, ''],
  ['Server', { loadBalancerInfo: { elbInfoList: [{}] } }, BALANCER, ''],
  [
    'ECS',
    ofEcs({ elbInfoList: [{ name: 'lb' }] }),
    BALANCER,
    'For ECS deployment group, loadBalancerInfo must not contain elbInfo list',
  ],
  ['ECS', ofEcs({ targetGroupInfoList: [{ name: 'a' }] }), BALANCER, ''],
  ['ECS', ofEcs({}), BALANCER, ''],
  ['ECS', ofEcs(undefined), BALANCER, ''],
  ['ECS', ofEcs({ targetGroupPairInfoList: [PAIR, PAIR] }), BALANCER, ''],
  ['ECS', paired({ targetGroups: [{ name: 'a' }] }), 'InvalidTargetGroupPairException', ''],
  ['ECS', paired({ targetGroups: [{ name: 'a' }, { name: 'a' }] }), 'InvalidTargetGroupPairException', ''],
  ['ECS', paired({ prodTrafficRoute: undefined }), 'InvalidTargetGroupPairException', ''],
  ['ECS', paired({ prodTrafficRoute: { listenerArns: [] } }), 'InvalidTargetGroupPairException', ''],
  ['ECS', paired({ testTrafficRoute: {} }), 'InvalidTargetGroupPairException', ''],
  ['ECS', { ...ecs(), ecsServices: [] }, 'InvalidECSServiceException', ''],
  ['ECS', { ...ecs(), ecsServices: undefined }, 'InvalidECSServiceException', ''],
  ['ECS', { ...ecs(), ecsServices: [{ clusterName: 'main' }] }, 'InvalidECSServiceException', ''],
  ['ECS', { ...ecs(), ecsServices: [{ serviceName: 'a' }, { serviceName: 'b' }] }, 'InvalidECSServiceException', ''],
  ['Server', { autoScalingGroups: many(11, (i) => `a${i}`) }, ASG, ''],
  ['Server', { autoScalingGroups: ['web', 'web'] }, ASG, ''],
  ['Server', { autoScalingGroups: [''] }, ASG, ''],
  ['Server', { outdatedInstancesStrategy: 'SOMETIMES' }, 'ValidationException', '1 validation error detected'],
  ['Server', { tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidTagsToAddException', ''],
];

describe('what a deployment group cannot be told', () => {
  it.each([...PLATFORMS, ...ROLES_AND_CONFIGS, ...TAGS, ...STYLES, ...GREENS, ...WATCHES, ...BALANCERS])(
    '3.1 on %s: %j',
    (platform, what, exception, text) => {
      const engine = new Harness();
      engine.application('web', platform);
      const input = { applicationName: 'web', deploymentGroupName: 'prod', serviceRoleArn: ROLE, ...what };
      expect(engine.refusal('CreateDeploymentGroup', input)).toContain(`${exception}: ${text}`);
      expect(engine.call('ListDeploymentGroups', { applicationName: 'web' }).deploymentGroups).toEqual([]);
    },
  );

  const LATER = [...PLATFORMS, ...TAGS, ...STYLES, ...GREENS, ...WATCHES, ...BALANCERS].filter(
    // What is absent stays as it was, and tags are given at creation alone.
    ([, what]) => Object.values(what).every((value) => value !== undefined) && !('tags' in what),
  );

  it.each(LATER)('3.1 on %s, also not later: %j', (platform, what, exception, text) => {
    const engine = new Harness();
    engine.application('web', platform);
    engine.group(platform === 'ECS' ? ecs() : platform === 'Lambda' ? LAMBDA : {});
    const before = engine.groupInfo();
    const input = { applicationName: 'web', currentDeploymentGroupName: 'prod', ...what };
    expect(engine.refusal('UpdateDeploymentGroup', input)).toContain(`${exception}: ${text}`);
    expect(engine.groupInfo()).toEqual(before);
  });

  it('3.1 the role of a group can become no other than one that is a role', () => {
    const engine = new Harness();
    engine.application();
    engine.group();
    const input = { applicationName: 'web', currentDeploymentGroupName: 'prod', serviceRoleArn: '' };
    expect(engine.refusal('UpdateDeploymentGroup', input)).toMatch(/^InvalidRoleException/);
  });
});
