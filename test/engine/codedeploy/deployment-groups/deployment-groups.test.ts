import { describe, expect, it } from 'vitest';
import { Harness, ROLE, START } from '../harness.ts';
import { BLUE_GREEN, blueGreen, ecs, keyOnly, LAMBDA, many, PAIR, trigger } from './requests.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function withApplication(computePlatform = 'Server'): Harness {
  const engine = new Harness();
  engine.application('web', computePlatform);
  return engine;
}

describe('deployment groups', () => {
  it('3.1 have what they were not told otherwise', () => {
    const engine = withApplication();
    const deploymentGroupId = engine.group();
    expect(deploymentGroupId).toMatch(UUID);
    expect(engine.groupInfo()).toEqual({
      applicationName: 'web',
      deploymentGroupId,
      deploymentGroupName: 'prod',
      deploymentConfigName: 'CodeDeployDefault.OneAtATime',
      ec2TagFilters: [],
      onPremisesInstanceTagFilters: [],
      autoScalingGroups: [],
      serviceRoleArn: ROLE,
      triggerConfigurations: [],
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
      outdatedInstancesStrategy: 'UPDATE',
      computePlatform: 'Server',
      terminationHookEnabled: false,
    });
  });

  it.each([
    ['Lambda', LAMBDA, 'CodeDeployDefault.LambdaAllAtOnce'],
    ['ECS', ecs(), 'CodeDeployDefault.ECSAllAtOnce'],
  ])('3.2 on %s shift all traffic at once unless they are told otherwise', (platform, more, expected) => {
    const engine = withApplication(platform);
    engine.group(more);
    expect(engine.groupInfo()).toMatchObject({ deploymentConfigName: expected, computePlatform: platform });
  });

  const pool = {
    ec2TagSet: { ec2TagSetList: [[keyOnly('a'), { Value: 'b', Type: 'VALUE_ONLY' }], [keyOnly('c')], [keyOnly('d')]] },
    onPremisesTagSet: { onPremisesTagSetList: [[{ Key: 'a', Value: 'b', Type: 'KEY_AND_VALUE' }]] },
  };
  it.each<[string, object]>([
    ['Server', { ec2TagFilters: many(10, (i) => keyOnly(`k${i}`)) }],
    ['Server', { ec2TagFilters: [{ Key: 'a', Value: '' }, { Key: 'a' }, { Value: 'b' }] }],
    ['Server', { onPremisesInstanceTagFilters: [{ Key: 'a', Value: 'b', Type: 'KEY_AND_VALUE' }] }],
    ['Server', pool],
    ['Server', { deploymentConfigName: 'CodeDeployDefault.HalfAtATime' }],
    ['Server', { outdatedInstancesStrategy: 'IGNORE', terminationHookEnabled: true }],
    ['Server', { triggerConfigurations: many(10, (i) => trigger(`t${i}`)) }],
    ['Server', { alarmConfiguration: { enabled: true, alarms: many(10, (i) => ({ name: `a${i}` })) } }],
    ['Server', { alarmConfiguration: { enabled: false, ignorePollAlarmFailure: true, alarms: [] } }],
    ['Server', { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } }],
    ['Server', { autoRollbackConfiguration: { enabled: false, events: [] } }],
    [
      'Server',
      {
        deploymentStyle: { ...BLUE_GREEN, deploymentType: 'IN_PLACE' },
        loadBalancerInfo: { elbInfoList: [{ name: 'lb' }] },
      },
    ],
    ['Server', { loadBalancerInfo: { targetGroupInfoList: [{ name: 'x'.repeat(32) }] } }],
    ['Server', { loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] }, deploymentStyle: BLUE_GREEN }],
    ['Server', blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 2880 })],
    ['Server', blueGreen({}, { action: 'KEEP_ALIVE', terminationWaitTimeInMinutes: 2880 })],
    ['ECS', ecs()],
    ['ECS', { ...ecs(), ...blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 7200 }) }],
    [
      'ECS',
      {
        ...ecs(),
        loadBalancerInfo: { targetGroupPairInfoList: [{ ...PAIR, testTrafficRoute: PAIR.prodTrafficRoute }] },
      },
    ],
    ['Lambda', { ...LAMBDA, deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes' }],
  ])('3.1 on %s echo what they are told: %j', (platform, told) => {
    const engine = withApplication(platform);
    engine.group(platform === 'Lambda' ? LAMBDA : platform === 'ECS' ? { ...ecs(), ...told } : told);
    if (platform === 'Lambda') engine.updateGroup(told);
    expect(engine.groupInfo()).toMatchObject(told);
  });

  it('3.1 show the hooks in their Auto Scaling groups', () => {
    const engine = withApplication();
    engine.group({ autoScalingGroups: ['web', 'api'] });
    const hook = expect.stringMatching(/^CodeDeploy-/);
    expect(engine.groupInfo().autoScalingGroups).toEqual([
      { name: 'web', hook },
      { name: 'api', hook },
    ]);
    engine.updateGroup({ terminationHookEnabled: true });
    expect(engine.groupInfo().autoScalingGroups[1]).toEqual({ name: 'api', hook, terminationHook: hook });
  });

  it('3.1 can copy the one Auto Scaling group that they have', () => {
    const engine = withApplication();
    const { blueGreenDeploymentConfiguration } = blueGreen();
    const greenFleetProvisioningOption = { action: 'COPY_AUTO_SCALING_GROUP' };
    engine.group({
      autoScalingGroups: ['web'],
      blueGreenDeploymentConfiguration: { ...blueGreenDeploymentConfiguration, greenFleetProvisioningOption },
    });
    const update = (more: object) => ({ applicationName: 'web', currentDeploymentGroupName: 'prod', ...more });
    const refused = engine.refusal('UpdateDeploymentGroup', update({ autoScalingGroups: [] }));
    expect(refused).toMatch(/^InvalidBlueGreenDeploymentConfigurationException: Exactly one/);
  });

  it('3.1 look for instances in one way: the other is forgotten', () => {
    const engine = withApplication();
    engine.group({ ec2TagFilters: [keyOnly('a')], onPremisesInstanceTagFilters: [keyOnly('b')] });
    engine.updateGroup({ ...pool, ec2TagFilters: [] });
    expect(engine.groupInfo()).toMatchObject({ ...pool, ec2TagFilters: [], onPremisesInstanceTagFilters: [] });
    engine.updateGroup({ ec2TagFilters: [keyOnly('a')] });
    expect(engine.groupInfo()).toMatchObject({ ec2TagFilters: [keyOnly('a')] });
    expect(engine.groupInfo().ec2TagSet).toBeUndefined();
    engine.updateGroup({ onPremisesInstanceTagFilters: [keyOnly('b')] });
    expect(engine.groupInfo().onPremisesTagSet).toBeUndefined();
  });

  it('3.1 are updated in what is given, and an empty list clears', () => {
    const engine = withApplication();
    const told = {
      ec2TagFilters: [keyOnly('a')],
      autoScalingGroups: ['web'],
      triggerConfigurations: [trigger('t')],
      alarmConfiguration: { enabled: true, alarms: [{ name: 'a' }] },
    };
    engine.group(told);
    const before = engine.groupInfo();
    engine.updateGroup({});
    expect(engine.groupInfo()).toEqual(before);
    engine.updateGroup({ triggerConfigurations: [], serviceRoleArn: `${ROLE}/other` });
    expect(engine.groupInfo()).toEqual({ ...before, triggerConfigurations: [], serviceRoleArn: `${ROLE}/other` });
    engine.updateGroup({ ec2TagFilters: [], autoScalingGroups: [], alarmConfiguration: {} });
    expect(engine.groupInfo()).toMatchObject({ ec2TagFilters: [], autoScalingGroups: [], alarmConfiguration: {} });
  });

  it('3.1 keep their id when they get another name', () => {
    const engine = withApplication();
    const deploymentGroupId = engine.group();
    engine.updateGroup({ newDeploymentGroupName: 'live' });
    expect(engine.groupInfo('live')).toMatchObject({ deploymentGroupId, deploymentGroupName: 'live' });
    expect(engine.call('ListDeploymentGroups', { applicationName: 'web' }).deploymentGroups).toEqual(['live']);
    engine.call('UpdateDeploymentGroup', {
      applicationName: 'web',
      currentDeploymentGroupName: 'live',
      newDeploymentGroupName: 'live',
    });
  });

  it('3.1 have their names for themselves within an application', () => {
    const engine = withApplication();
    engine.application('api');
    engine.group();
    engine.group({ deploymentGroupName: 'test' });
    engine.group({ applicationName: 'api' });
    const again = { applicationName: 'web', deploymentGroupName: 'prod', serviceRoleArn: ROLE };
    const expected = 'DeploymentGroupAlreadyExistsException: Deployment group prod already exists.';
    expect(engine.refusal('CreateDeploymentGroup', again)).toBe(expected);
    const rename = { applicationName: 'web', currentDeploymentGroupName: 'test', newDeploymentGroupName: 'prod' };
    expect(engine.refusal('UpdateDeploymentGroup', rename)).toBe(expected);
  });

  const NAMES: readonly (readonly [operation: string, member: string, more: object])[] = [
    ['CreateDeploymentGroup', 'deploymentGroupName', { serviceRoleArn: ROLE }],
    ['GetDeploymentGroup', 'deploymentGroupName', {}],
    ['DeleteDeploymentGroup', 'deploymentGroupName', {}],
    ['UpdateDeploymentGroup', 'currentDeploymentGroupName', {}],
  ];

  it.each(NAMES)('7.4 %s needs names that are some', (operation, member, more) => {
    const engine = withApplication();
    const refused = (input: object) => engine.refusal(operation, { ...more, ...input });
    expect(refused({ [member]: 'prod' })).toMatch(/^ApplicationNameRequiredException/);
    expect(refused({ applicationName: 'we b', [member]: 'prod' })).toMatch(/^InvalidApplicationNameException/);
    expect(refused({ applicationName: 'web' })).toMatch(/^DeploymentGroupNameRequiredException/);
    expect(refused({ applicationName: 'web', [member]: '' })).toMatch(/^DeploymentGroupNameRequiredException/);
    for (const name of ['pro d', 'a/b', 'x'.repeat(101)]) {
      expect(refused({ applicationName: 'web', [member]: name })).toMatch(/^InvalidDeploymentGroupNameException/);
    }
  });

  it.each(NAMES.slice(0, 2))('7.4 %s needs an application that is there', (operation, member, more) => {
    const refused = new Harness().refusal(operation, { ...more, applicationName: 'web', [member]: 'prod' });
    expect(refused).toMatch(/^ApplicationDoesNotExistException/);
  });

  it.each(['pro d', '', 'x'.repeat(101)])('7.4 are not renamed to %j', (newDeploymentGroupName) => {
    const engine = withApplication();
    engine.group();
    const input = { applicationName: 'web', currentDeploymentGroupName: 'prod', newDeploymentGroupName };
    expect(engine.refusal('UpdateDeploymentGroup', input)).toMatch(
      newDeploymentGroupName === '' ? /^DeploymentGroupNameRequiredException/ : /^InvalidDeploymentGroupNameException/,
    );
  });

  it('7.4 that are not there do not exist', () => {
    const engine = withApplication();
    const get = engine.refusal('GetDeploymentGroup', { applicationName: 'web', deploymentGroupName: 'prod' });
    expect(get).toMatch(/^DeploymentGroupDoesNotExistException/);
    const update = { applicationName: 'web', currentDeploymentGroupName: 'prod' };
    expect(engine.refusal('UpdateDeploymentGroup', update)).toMatch(/^DeploymentGroupDoesNotExistException/);
  });

  it('3.1 are deleted, known or not, and with their application', () => {
    const engine = withApplication();
    engine.group();
    const input = { applicationName: 'web', deploymentGroupName: 'prod' };
    for (const _ of [1, 2]) {
      expect(engine.call('DeleteDeploymentGroup', input)).toEqual({ hooksNotCleanedUp: [] });
    }
    engine.group();
    engine.call('DeleteApplication', { applicationName: 'web' });
    expect(engine.call('DeleteDeploymentGroup', input)).toEqual({ hooksNotCleanedUp: [] });
    engine.application();
    expect(engine.refusal('GetDeploymentGroup', input)).toMatch(/^DeploymentGroupDoesNotExistException/);
  });

  it('3.1 go with their application when it gets another name', () => {
    const engine = withApplication();
    const deploymentGroupId = engine.group();
    engine.call('UpdateApplication', { applicationName: 'web', newApplicationName: 'shop' });
    expect(engine.groupInfo('prod', 'shop')).toMatchObject({ deploymentGroupId, applicationName: 'shop' });
  });

  it('3.1 have an ECS service for themselves, in the whole account', () => {
    const engine = withApplication('ECS');
    engine.application('api', 'ECS');
    engine.group(ecs('api', 'main'));
    engine.group({ deploymentGroupName: 'other', ...ecs('api', 'other') });
    const again = { deploymentGroupName: 'x', serviceRoleArn: ROLE, ...ecs('api', 'main') };
    for (const applicationName of ['web', 'api']) {
      const refused = engine.refusal('CreateDeploymentGroup', { applicationName, ...again });
      expect(refused).toMatch(/^ECSServiceMappingLimitExceededException/);
    }
    const update = { applicationName: 'web', currentDeploymentGroupName: 'other' };
    const taken = engine.refusal('UpdateDeploymentGroup', { ...update, ecsServices: ecs('api', 'main').ecsServices });
    expect(taken).toMatch(/^ECSServiceMappingLimitExceededException/);
    engine.updateGroup({ ecsServices: ecs('api', 'main').ecsServices });
    engine.call('DeleteDeploymentGroup', { applicationName: 'web', deploymentGroupName: 'prod' });
    engine.call('CreateDeploymentGroup', { applicationName: 'api', ...again });
  });

  it('3.1 find a service without a cluster in the default one', () => {
    const engine = withApplication('ECS');
    engine.group({ ...ecs(), ecsServices: [{ serviceName: 'api' }] });
    const again = { applicationName: 'web', deploymentGroupName: 'x', serviceRoleArn: ROLE, ...ecs('api', 'default') };
    expect(engine.refusal('CreateDeploymentGroup', again)).toMatch(/^ECSServiceMappingLimitExceededException/);
  });

  it('7.4 put at most 50 hooks into an Auto Scaling group', () => {
    const engine = withApplication();
    for (let i = 0; i < 50; i++) engine.group({ deploymentGroupName: `g${i}`, autoScalingGroups: ['web'] });
    const more = { applicationName: 'web', deploymentGroupName: 'x', serviceRoleArn: ROLE, autoScalingGroups: ['web'] };
    expect(engine.refusal('CreateDeploymentGroup', more)).toMatch(/^LifecycleHookLimitExceededException/);
    engine.call('DeleteDeploymentGroup', { applicationName: 'web', deploymentGroupName: 'g7' });
    engine.call('CreateDeploymentGroup', more);
  });

  it('3.1 are at most 1,000 in an application', () => {
    const engine = withApplication();
    engine.application('api');
    const input = (deploymentGroupName: string, applicationName = 'web') => ({
      applicationName,
      deploymentGroupName,
      serviceRoleArn: ROLE,
    });
    for (let i = 0; i < 1000; i++) engine.raw('CreateDeploymentGroup', input(`g${i}`));
    expect(engine.refusal('CreateDeploymentGroup', input('x'))).toMatch(/^DeploymentGroupLimitExceededException/);
    engine.call('CreateDeploymentGroup', input('x', 'api'));
  });

  it('3.12 come in batches of at most 100, and the unknown ones are named', () => {
    const engine = withApplication();
    for (const deploymentGroupName of ['a', 'b']) engine.group({ deploymentGroupName });
    const batch = (deploymentGroupNames: string[]) => ({ applicationName: 'web', deploymentGroupNames });
    const { deploymentGroupsInfo, errorMessage } = engine.call('BatchGetDeploymentGroups', batch(['b', 'x', 'a']));
    expect(deploymentGroupsInfo).toEqual([engine.groupInfo('b'), engine.groupInfo('a')]);
    expect(errorMessage).toContain('x');
    expect(engine.call('BatchGetDeploymentGroups', batch(['a']))).toEqual({
      deploymentGroupsInfo: [engine.groupInfo('a')],
    });
    const refused = (names: string[]) => engine.refusal('BatchGetDeploymentGroups', batch(names));
    expect(refused(many(101, (i) => `g${i}`))).toMatch(/^BatchLimitExceededException/);
    expect(refused([])).toMatch(/^DeploymentGroupNameRequiredException/);
    expect(refused([''])).toMatch(/^DeploymentGroupNameRequiredException/);
    expect(refused(['a b'])).toMatch(/^InvalidDeploymentGroupNameException/);
    expect(engine.refusal('BatchGetDeploymentGroups', { applicationName: 'web' })).toMatch(
      /^DeploymentGroupNameRequiredException/,
    );
    expect(engine.refusal('BatchGetDeploymentGroups', { ...batch(['a']), applicationName: 'api' })).toMatch(
      /^ApplicationDoesNotExistException/,
    );
  });

  it('1.5 are listed by name in pages of 100', () => {
    const engine = withApplication();
    engine.application('api');
    for (let i = 0; i < 150; i++) {
      engine.raw('CreateDeploymentGroup', {
        applicationName: 'web',
        deploymentGroupName: `g${i}`,
        serviceRoleArn: ROLE,
      });
    }
    const first = engine.call('ListDeploymentGroups', { applicationName: 'web' });
    const second = engine.call('ListDeploymentGroups', { applicationName: 'web', nextToken: first.nextToken });
    expect(second.nextToken).toBeUndefined();
    expect([...first.deploymentGroups, ...second.deploymentGroups]).toEqual(many(150, (i) => `g${i}`).sort());
    expect(first).toMatchObject({ applicationName: 'web' });
    expect(first.deploymentGroups).toHaveLength(100);
    const elsewhere = engine.refusal('ListDeploymentGroups', { applicationName: 'api', nextToken: first.nextToken });
    expect(elsewhere).toMatch(/^InvalidNextTokenException/);
    expect(engine.refusal('ListDeploymentGroups', { applicationName: 'x' })).toMatch(
      /^ApplicationDoesNotExistException/,
    );
  });

  it('a refused group leaves no trace: the next one gets the id that it would have got', () => {
    const [one, other] = [withApplication(), withApplication()];
    one.refusal('CreateDeploymentGroup', { applicationName: 'web', deploymentGroupName: 'prod', serviceRoleArn: 'x' });
    expect(one.group()).toBe(other.group());
    expect(one.world.clock.now()).toBe(START);
  });
});
