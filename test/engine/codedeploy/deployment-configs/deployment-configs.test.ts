import { describe, expect, it } from 'vitest';
import { Harness, START } from '../harness.ts';

const healthy = (type: string, value: number) => ({ minimumHealthyHosts: { type, value } });
const canary = (canaryPercentage: number | undefined, canaryInterval: number | undefined) => ({
  trafficRoutingConfig: { type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage, canaryInterval } },
});
const linear = (linearPercentage: number | undefined, linearInterval: number | undefined) => ({
  trafficRoutingConfig: { type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage, linearInterval } },
});
const AT_ONCE = { trafficRoutingConfig: { type: 'AllAtOnce' } };

/** Spec 3.2: name, platform, and what it says. */
const PREDEFINED: readonly (readonly [string, string, object])[] = [
  ['OneAtATime', 'Server', healthy('MOST_CONCURRENCY', 1)],
  ['HalfAtATime', 'Server', healthy('FLEET_PERCENT', 50)],
  ['AllAtOnce', 'Server', healthy('HOST_COUNT', 0)],
  ['LambdaCanary10Percent5Minutes', 'Lambda', canary(10, 5)],
  ['LambdaCanary10Percent10Minutes', 'Lambda', canary(10, 10)],
  ['LambdaCanary10Percent15Minutes', 'Lambda', canary(10, 15)],
  ['LambdaCanary10Percent30Minutes', 'Lambda', canary(10, 30)],
  ['LambdaLinear10PercentEvery1Minute', 'Lambda', linear(10, 1)],
  ['LambdaLinear10PercentEvery2Minutes', 'Lambda', linear(10, 2)],
  ['LambdaLinear10PercentEvery3Minutes', 'Lambda', linear(10, 3)],
  ['LambdaLinear10PercentEvery10Minutes', 'Lambda', linear(10, 10)],
  ['LambdaAllAtOnce', 'Lambda', AT_ONCE],
  ['ECSLinear10PercentEvery1Minutes', 'ECS', linear(10, 1)],
  ['ECSLinear10PercentEvery3Minutes', 'ECS', linear(10, 3)],
  ['ECSCanary10Percent5Minutes', 'ECS', canary(10, 5)],
  ['ECSCanary10Percent15Minutes', 'ECS', canary(10, 15)],
  ['ECSAllAtOnce', 'ECS', AT_ONCE],
];

function create(engine: Harness, more: object, deploymentConfigName = 'careful'): string {
  return engine.call('CreateDeploymentConfig', { deploymentConfigName, ...more }).deploymentConfigId;
}

function get(engine: Harness, deploymentConfigName = 'careful') {
  return engine.call('GetDeploymentConfig', { deploymentConfigName }).deploymentConfigInfo;
}

/** How a configuration that is told this is refused; the name is always the same. */
function refusal(more: object): string {
  return new Harness().refusal('CreateDeploymentConfig', { deploymentConfigName: 'careful', ...more });
}

describe('predefined deployment configurations', () => {
  it.each(PREDEFINED)('3.2 CodeDeployDefault.%s is for %s', (name, computePlatform, facts) => {
    const deploymentConfigName = `CodeDeployDefault.${name}`;
    expect(get(new Harness(), deploymentConfigName)).toEqual({
      deploymentConfigId: expect.stringMatching(/^00000000-0000-0000-0000-0000000000\d\d$/),
      deploymentConfigName,
      computePlatform,
      ...facts,
    });
  });

  it('9 are 17, each with an id of its own', () => {
    const engine = new Harness();
    const { deploymentConfigsList } = engine.call('ListDeploymentConfigs', {});
    expect(deploymentConfigsList).toEqual(PREDEFINED.map(([name]) => `CodeDeployDefault.${name}`).sort());
    const ids = deploymentConfigsList.map((name: string) => get(engine, name).deploymentConfigId);
    expect(new Set(ids).size).toBe(17);
  });

  it('3.2 can neither be made nor deleted, and their prefix is reserved', () => {
    const engine = new Harness();
    for (const deploymentConfigName of ['CodeDeployDefault.OneAtATime', 'CodeDeployDefault.Mine']) {
      const input = { deploymentConfigName, ...healthy('HOST_COUNT', 1) };
      expect(engine.refusal('CreateDeploymentConfig', input)).toBe(
        'InvalidDeploymentConfigNameException: The prefix CodeDeployDefault. is reserved for predefined configuration names',
      );
      const deleted = engine.refusal('DeleteDeploymentConfig', { deploymentConfigName });
      expect(deleted).toMatch(/^InvalidOperationException/);
    }
    create(engine, healthy('HOST_COUNT', 1), 'CodeDeployDefaultMine');
    create(engine, healthy('HOST_COUNT', 1), 'codedeploydefault.Mine');
  });
});

describe('custom deployment configurations', () => {
  it.each([
    ['Server', healthy('HOST_COUNT', 0)],
    ['Server', healthy('HOST_COUNT', 5000)],
    ['Server', healthy('FLEET_PERCENT', 0)],
    ['Server', healthy('FLEET_PERCENT', 99)],
    ['Lambda', AT_ONCE],
    ['Lambda', canary(1, 1)],
    ['ECS', canary(99, 2880)],
    ['ECS', linear(50, 1440)],
    ['Lambda', linear(99, 2880)],
    ['Lambda', linear(33, 960)],
    ['Lambda', linear(10, 288)],
    ['Lambda', linear(1, 28)],
  ])('3.2 on %s may say %j', (computePlatform, facts) => {
    const engine = new Harness();
    engine.advance(5);
    const deploymentConfigId = create(engine, { computePlatform, ...facts });
    expect(get(engine)).toEqual({
      deploymentConfigId,
      deploymentConfigName: 'careful',
      createTime: START + 5000,
      computePlatform,
      ...facts,
    });
  });

  it('3.2 are for servers unless they say otherwise', () => {
    const engine = new Harness();
    create(engine, healthy('HOST_COUNT', 1));
    expect(get(engine).computePlatform).toBe('Server');
  });

  const HOSTS = 'InvalidMinimumHealthyHostValueException';
  const ROUTING = 'InvalidTrafficRoutingConfigurationException';
  const ZONES = 'InvalidZonalDeploymentConfigurationException';
  const PERCENT =
    'The value for the minimum healthy hosts with type of FLEET_PERCENT should be positive and less than 100';
  const CANARY = 'Canary interval must be between 1 and 2880 minutes (2 days)';
  const LINEAR = 'Total Traffic shifting intervals must be positive integers up to 2880 minutes (2 days)';
  const SHARE = 'Valid traffic routing percentage is from 1 to 99';
  const ZONE = "The value of the 'Minimum health hosts per zone' setting when configured with a 'Type' value of";
  const zonal = (zonalConfig: object) => ({ ...healthy('HOST_COUNT', 1), zonalConfig });
  const perZone = (minimumHealthyHostsPerZone: object) => zonal({ minimumHealthyHostsPerZone });

  it.each([
    ['Server', {}, HOSTS, 'minimum healthy hosts argument is missing'],
    ['Server', healthy('FLEET_PERCENT', 100), HOSTS, PERCENT],
    ['Server', healthy('FLEET_PERCENT', -1), HOSTS, PERCENT],
    ['Server', healthy('HOST_COUNT', -1), HOSTS, ''],
    ['Server', healthy('MOST_CONCURRENCY', 1), HOSTS, ''],
    ['Server', { minimumHealthyHosts: { type: 'HOST_COUNT' } }, HOSTS, ''],
    ['Server', { minimumHealthyHosts: { value: 1 } }, HOSTS, ''],
    ['Server', AT_ONCE, ROUTING, 'Traffic routing configuration should be null for Server deployment configuration'],
    ...['Lambda', 'ECS'].flatMap((platform): [string, object, string, string][] => [
      [
        platform,
        { ...healthy('HOST_COUNT', 1), ...AT_ONCE },
        HOSTS,
        `minimum healthy hosts should be null for ${platform} deployment configuration`,
      ],
      [
        platform,
        {},
        ROUTING,
        'Traffic routing configuration cannot be null nor empty for deployment configurations on this platform.',
      ],
      [platform, { trafficRoutingConfig: {} }, ROUTING, 'Traffic routing configuration cannot be null nor empty'],
      [platform, { ...AT_ONCE, zonalConfig: {} }, ZONES, 'Zonal deployments are only supported with EC2 deployments.'],
    ]),
    ['Lambda', { trafficRoutingConfig: { type: 'Blink' } }, ROUTING, ''],
    [
      'Lambda',
      { trafficRoutingConfig: { type: 'TimeBasedCanary' } },
      ROUTING,
      'TimeBasedCanaryConfiguration should not be null for TimeBasedCanary type',
    ],
    [
      'Lambda',
      { trafficRoutingConfig: { type: 'TimeBasedLinear' } },
      ROUTING,
      'TimeBasedLinearConfiguration should not be null for TimeBasedLinear type',
    ],
    [
      'Lambda',
      { trafficRoutingConfig: { ...canary(10, 5).trafficRoutingConfig, type: 'AllAtOnce' } },
      ROUTING,
      'TimeBasedCanaryConfiguration should be null for AllAtOnce type',
    ],
    [
      'ECS',
      { trafficRoutingConfig: { ...canary(10, 5).trafficRoutingConfig, ...linear(10, 5).trafficRoutingConfig } },
      ROUTING,
      'TimeBasedCanaryConfiguration should be null for TimeBasedLinear type',
    ],
    ['Lambda', canary(0, 5), ROUTING, SHARE],
    ['Lambda', canary(100, 5), ROUTING, SHARE],
    ['Lambda', canary(undefined, 5), ROUTING, SHARE],
    ['Lambda', linear(0, 5), ROUTING, SHARE],
    ['Lambda', linear(100, 5), ROUTING, SHARE],
    ['Lambda', linear(undefined, 5), ROUTING, SHARE],
    ['Lambda', canary(10, 0), ROUTING, CANARY],
    ['Lambda', canary(10, 2881), ROUTING, CANARY],
    ['Lambda', canary(10, undefined), ROUTING, CANARY],
    ['Lambda', linear(10, 0), ROUTING, LINEAR],
    ['Lambda', linear(10, undefined), ROUTING, LINEAR],
    ['Lambda', linear(99, 2881), ROUTING, LINEAR],
    ['Lambda', linear(50, 1441), ROUTING, LINEAR],
    ['Lambda', linear(33, 961), ROUTING, LINEAR],
    ['Lambda', linear(10, 289), ROUTING, LINEAR],
    ['Lambda', linear(1, 29), ROUTING, LINEAR],
    ['Server', zonal({ monitorDurationInSeconds: -1 }), ZONES, ''],
    ['Server', zonal({ firstZoneMonitorDurationInSeconds: -1 }), ZONES, ''],
    ['Server', perZone({ type: 'FLEET_PERCENT' }), ZONES, ''],
    ['Server', perZone({ value: 1 }), ZONES, ''],
    ['Server', perZone({ type: 'HOST_COUNT', value: -1 }), ZONES, `${ZONE} 'HOST_COUNT' must be positive.`],
    [
      'Server',
      perZone({ type: 'FLEET_PERCENT', value: 100 }),
      ZONES,
      `${ZONE} 'FLEET_PERCENT' must be positive and less than 100.`,
    ],
    ['Server', perZone({ type: 'MOST_CONCURRENCY', value: 1 }), ZONES, ''],
  ])('3.2 on %s may not say %j', (computePlatform, facts, exception, text) => {
    expect(refusal({ computePlatform, ...facts })).toContain(`${exception}: ${text}`);
  });

  it('3.2 go zone by zone, with nobody healthy in a zone unless they say otherwise', () => {
    const engine = new Harness();
    create(engine, zonal({ firstZoneMonitorDurationInSeconds: 600, monitorDurationInSeconds: 60 }));
    const minimumHealthyHostsPerZone = { type: 'FLEET_PERCENT', value: 0 };
    expect(get(engine).zonalConfig).toEqual({
      firstZoneMonitorDurationInSeconds: 600,
      monitorDurationInSeconds: 60,
      minimumHealthyHostsPerZone,
    });
    create(engine, perZone({ type: 'HOST_COUNT', value: 2 }), 'zonal');
    expect(get(engine, 'zonal').zonalConfig).toEqual({
      minimumHealthyHostsPerZone: { type: 'HOST_COUNT', value: 2 },
    });
  });

  it('3.1 are for a platform that there is', () => {
    expect(refusal({ computePlatform: 'EKS' })).toMatch(
      /^InvalidComputePlatformException: ComputePlatform 'EKS' is not/,
    );
  });

  it.each(['CreateDeploymentConfig', 'GetDeploymentConfig', 'DeleteDeploymentConfig'])(
    '7.4 %s needs a name that is one',
    (operation) => {
      const engine = new Harness();
      expect(engine.refusal(operation, {})).toMatch(/^DeploymentConfigNameRequiredException/);
      const refused = (deploymentConfigName: string) => engine.refusal(operation, { deploymentConfigName });
      expect(refused('')).toMatch(/^DeploymentConfigNameRequiredException/);
      for (const name of ['a b', 'a/b', 'x'.repeat(101)]) {
        expect(refused(name)).toMatch(/^InvalidDeploymentConfigNameException/);
      }
    },
  );

  it('7.4 that are not there do not exist, and their deletion is no error', () => {
    const engine = new Harness();
    const input = { deploymentConfigName: 'careful' };
    expect(engine.refusal('GetDeploymentConfig', input)).toMatch(/^DeploymentConfigDoesNotExistException/);
    engine.call('DeleteDeploymentConfig', input);
  });

  it('7.4 have their names for themselves', () => {
    const engine = new Harness();
    create(engine, healthy('HOST_COUNT', 1));
    const input = { deploymentConfigName: 'careful', computePlatform: 'ECS', ...AT_ONCE };
    expect(engine.refusal('CreateDeploymentConfig', input)).toMatch(/^DeploymentConfigAlreadyExistsException/);
  });

  it('3.2 are at most 200', () => {
    const engine = new Harness();
    const input = (n: number) => ({ deploymentConfigName: `c${n}`, ...healthy('HOST_COUNT', 1) });
    for (let n = 0; n < 200; n++) engine.raw('CreateDeploymentConfig', input(n));
    expect(engine.refusal('CreateDeploymentConfig', input(200))).toMatch(/^DeploymentConfigLimitExceededException/);
    engine.call('DeleteDeploymentConfig', { deploymentConfigName: 'c7' });
    engine.call('CreateDeploymentConfig', input(200));
  });

  it('3.2 that a group goes by cannot be deleted', () => {
    const engine = new Harness();
    create(engine, healthy('HOST_COUNT', 1));
    engine.application();
    engine.group({ deploymentConfigName: 'careful' });
    const input = { deploymentConfigName: 'careful' };
    expect(engine.refusal('DeleteDeploymentConfig', input)).toMatch(/^DeploymentConfigInUseException/);
    engine.updateGroup({ deploymentConfigName: 'CodeDeployDefault.AllAtOnce' });
    engine.call('DeleteDeploymentConfig', input);
    expect(engine.refusal('GetDeploymentConfig', input)).toMatch(/DoesNotExist/);
  });

  it('1.5 are listed by name with the predefined ones, in pages of 100', () => {
    const engine = new Harness();
    for (let n = 0; n < 120; n++) create(engine, healthy('HOST_COUNT', 1), `c${n}`);
    const first = engine.call('ListDeploymentConfigs', {});
    const second = engine.call('ListDeploymentConfigs', { nextToken: first.nextToken });
    expect([first, second].map((page) => page.deploymentConfigsList.length)).toEqual([100, 37]);
    expect(second.nextToken).toBeUndefined();
    const all = [...first.deploymentConfigsList, ...second.deploymentConfigsList];
    expect(all).toEqual(all.toSorted());
    expect(engine.refusal('ListDeploymentConfigs', { nextToken: 'x' })).toMatch(/^InvalidNextTokenException/);
    expect(engine.refusal('ListApplications', { nextToken: first.nextToken })).toMatch(/^InvalidNextTokenException/);
  });
});
