import { describe, expect, it } from 'vitest';
import { START } from '../harness.ts';
import { appspec, DeploymentHarness, OTHER, SEVEN, WEB_TAGS, webMachine } from './deployment-harness.ts';

const MINUTE = 60;
const HOUR = 3600;

interface BlueGreen {
  readonly ready?: object;
  readonly terminate?: object;
  readonly provision?: string;
}

const CONTINUE = { actionOnTimeout: 'CONTINUE_DEPLOYMENT' };
const KEEP = { action: 'KEEP_ALIVE' };

function settings({ ready = CONTINUE, terminate = KEEP, provision = 'DISCOVER_EXISTING' }: BlueGreen): object {
  return {
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: ready,
      terminateBlueInstancesOnDeploymentSuccess: terminate,
      greenFleetProvisioningOption: { action: provision },
    },
  };
}

const GREEN = { targetInstances: { tagFilters: [{ Key: 'color', Value: 'green', Type: 'KEY_AND_VALUE' }] } };

function blueGreen(options: BlueGreen = {}, more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({ ...settings(options), ...more });
  harness.fleet('b-0', 'b-1', { id: 'g-0', tags: { color: 'green' } }, { id: 'g-1', tags: { color: 'green' } });
  return harness;
}

const BLOCK = ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'];
const ALLOW = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'];

describe('a blue/green deployment on EC2', () => {
  it('3.9 prepares the green machines, lets traffic to them, and takes it from the blue ones', () => {
    const harness = blueGreen();
    const id = harness.deploy(GREEN);
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.targetIds(id)).toEqual(['g-0', 'g-1', 'b-0', 'b-1']);
    expect(harness.eventStates(id, 'g-0')).toEqual([...SEVEN, ...ALLOW].map((name) => `${name} Succeeded`));
    expect(harness.eventStates(id, 'b-0')).toEqual(BLOCK.map((name) => `${name} Succeeded`));
    expect([harness.target(id, 'g-0').instanceLabel, harness.target(id, 'b-0').instanceLabel]).toEqual([
      'Green',
      'Blue',
    ]);
    expect(harness.targetIds(id, { ServerInstanceLabel: ['Blue'] })).toEqual(['b-0', 'b-1']);
    expect(harness.info(id)).toMatchObject({ ...GREEN, instanceTerminationWaitTimeStarted: false });
  });

  it('3.9 goes to no on-premises machines, whatever the group means', () => {
    const harness = blueGreen({}, { onPremisesInstanceTagFilters: [{ Key: 'rack', Type: 'KEY_ONLY' }] });
    const rack = webMachine('rack-7', { onPremises: true, tags: { rack: '7', color: 'green' } });
    harness.fleet('b-0', { id: 'g-0', tags: { color: 'green' } }, rack);
    const id = harness.deploy(GREEN);
    expect(harness.targetStates(id)).toEqual(['g-0 Succeeded', 'b-0 Succeeded']);
  });

  it('3.12 says that the blue machines are still there, where they are', () => {
    const harness = blueGreen();
    const id = harness.deploy(GREEN);
    expect(harness.info(id).additionalDeploymentStatusInfo).toBe(
      'The original instances were not terminated: b-0, b-1',
    );
  });

  it('3.5 fails after 109 hours', () => {
    const harness = blueGreen({ terminate: { action: 'TERMINATE', terminationWaitTimeInMinutes: 48 * 60 } });
    harness.behave({ match: { target: 'b-0', lifecycleEvent: 'BlockTraffic' }, durationSeconds: HOUR });
    harness.bundles({ 'app.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) } });
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, durationSeconds: HOUR });
    harness.call('CreateDeploymentConfig', {
      deploymentConfigName: 'one',
      minimumHealthyHosts: { type: 'HOST_COUNT', value: 69 },
    });
    const green = Array.from({ length: 70 }, (_, index) => ({ id: `g-${index}`, tags: { color: 'green' } }));
    harness.fleet('b-0', ...green);
    const id = harness.deploy({ ...GREEN, deploymentConfigName: 'one' }, 109 * HOUR - 1);
    expect(harness.info(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'TIMEOUT' } });
    expect(harness.world.fleet.list()).toHaveLength(71);
  });

  it('3.9 the group means the machines that were green from then on', () => {
    const harness = blueGreen();
    harness.deploy(GREEN);
    expect(harness.groupInfo().ec2TagFilters).toEqual(GREEN.targetInstances.tagFilters);
    const back = harness.deploy({ targetInstances: { tagFilters: WEB_TAGS.ec2TagFilters } });
    expect(harness.targetIds(back, { ServerInstanceLabel: ['Green'] })).toEqual(['b-0', 'b-1']);
    expect(harness.targetIds(back, { ServerInstanceLabel: ['Blue'] })).toEqual(['g-0', 'g-1']);
  });

  it.each([
    [{}, 'no machines'],
    [{ targetInstances: { tagFilters: [{ Key: 'none', Type: 'KEY_ONLY' }] } }, 'machines that there are not'],
    [
      { targetInstances: { tagFilters: Array.from({ length: 11 }, () => ({ Key: 'color', Type: 'KEY_ONLY' })) } },
      'more than ten tags',
    ],
  ] as const)('3.4 %j has %s', (more, _) => {
    const harness = blueGreen();
    const input = { applicationName: 'web', deploymentGroupName: 'prod', revision: OTHER, ...more };
    expect(harness.refusal('CreateDeployment', input)).toContain('InvalidTargetInstancesException');
  });

  it('3.9 copies an Auto Scaling group: as many machines, of which the group consists then', () => {
    const harness = blueGreen(
      { provision: 'COPY_AUTO_SCALING_GROUP', terminate: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 } },
      { ec2TagFilters: [], autoScalingGroups: ['web'] },
    );
    harness.fleet({ id: 'i-0', asg: 'web', tags: { a: 'b' } }, { id: 'i-1', asg: 'web' });
    const id = harness.deploy({}, 2);
    expect(harness.status(id)).toBe('Queued');
    harness.advance(MINUTE);
    const green = harness.targetIds(id, { ServerInstanceLabel: ['Green'] });
    expect(green).toHaveLength(2);
    expect(harness.world.fleet.find(green[0]!)).toMatchObject({ tags: { a: 'b' }, asg: `CodeDeploy_prod_${id}` });
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(5 * MINUTE);
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.world.fleet.list().map((instance) => instance.id)).toEqual(green);
    expect(harness.groupInfo().autoScalingGroups[0].name).toBe(`CodeDeploy_prod_${id}`);
  });

  it('3.5 waits for somebody when its machines are ready, who lets it go on', () => {
    const harness = blueGreen({ ready: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 30 } });
    const id = harness.deploy(GREEN);
    expect(harness.info(id)).toMatchObject({ status: 'Ready', deploymentOverview: { Ready: 2, Pending: 2 } });
    expect(harness.targetStates(id)).toEqual(['g-0 Ready', 'g-1 Ready', 'b-0 Pending', 'b-1 Pending']);
    expect(harness.story(id).slice(-3)).toEqual(['READY', 'g-0 READY', 'g-1 READY']);
    expect(
      harness.refusal('ContinueDeployment', { deploymentId: id, deploymentWaitType: 'TERMINATION_WAIT' }),
    ).toContain('InvalidDeploymentStatusException');
    expect(harness.refusal('SkipWaitTimeForInstanceTermination', { deploymentId: id })).toContain(
      'DeploymentNotStartedException',
    );
    harness.proceed(id);
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.refusal('ContinueDeployment', { deploymentId: id })).toContain(
      'DeploymentAlreadyCompletedException',
    );
  });

  it('3.5 stops when nobody has come in time, on EC2 within two days', () => {
    const harness = blueGreen({ ready: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 48 * 60 } });
    const id = harness.deploy(GREEN, 48 * HOUR);
    expect(harness.status(id)).toBe('Ready');
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({ status: 'Stopped', completeTime: START + (48 * HOUR + 1) * 1000 });
    expect(harness.targetStates(id)).toEqual(['g-0 Failed', 'g-1 Failed', 'b-0 Skipped', 'b-1 Skipped']);
  });

  it('3.8 a deployment that is ready can be stopped', () => {
    const harness = blueGreen({ ready: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 30 } });
    const id = harness.deploy(GREEN);
    expect(harness.stop(id)).toMatchObject({ status: 'Succeeded' });
    expect(harness.status(id)).toBe('Stopped');
  });

  it.each([
    ['ContinueDeployment', { deploymentWaitType: 'TERMINATION_WAIT' }],
    ['SkipWaitTimeForInstanceTermination', {}],
  ])('3.5 keeps the blue machines for a while, which %s ends', (operation, more) => {
    const harness = blueGreen({ terminate: { action: 'TERMINATE', terminationWaitTimeInMinutes: 120 } });
    const id = harness.deploy(GREEN);
    expect(harness.info(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
    expect(harness.targetStates(id)).toEqual(['g-0 Succeeded', 'g-1 Succeeded', 'b-0 Succeeded', 'b-1 Succeeded']);
    expect(harness.refusal('ContinueDeployment', { deploymentId: id })).toContain(
      'DeploymentIsNotInReadyStateException',
    );
    expect(harness.world.fleet.list()).toHaveLength(4);
    harness.call(operation, { deploymentId: id, ...more });
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.world.fleet.list().map((instance) => instance.id)).toEqual(['g-0', 'g-1']);
  });

  it('3.9 keeps them for an hour where nothing else is said', () => {
    const harness = blueGreen({ terminate: { action: 'TERMINATE' } });
    const id = harness.deploy(GREEN, HOUR);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(1);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.7 only the green machines count: with one that is left it goes on without the other', () => {
    const harness = blueGreen();
    harness.behave({ match: { target: 'g-0', lifecycleEvent: 'Install' }, outcome: 'fail' });
    const id = harness.deploy(GREEN);
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.targetStates(id)).toEqual(['g-0 Failed', 'g-1 Succeeded', 'b-0 Succeeded', 'b-1 Succeeded']);
  });

  it('3.7 a blue machine that does not leave the load balancer fails the deployment', () => {
    const harness = blueGreen();
    harness.behave({ match: { target: 'b-1', lifecycleEvent: 'BlockTraffic' }, outcome: 'fail' });
    const id = harness.deploy(GREEN);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', deploymentOverview: { Succeeded: 3, Failed: 1 } });
  });

  it('3.7 a failure before traffic leaves the blue machines as they are', () => {
    const harness = blueGreen();
    harness.behave({ match: { target: 'g-*', lifecycleEvent: 'ValidateService' }, outcome: 'fail' });
    const id = harness.deploy(GREEN);
    expect(harness.status(id)).toBe('Failed');
    expect(harness.targetStates(id)).toEqual(['g-0 Failed', 'g-1 Failed', 'b-0 Skipped', 'b-1 Skipped']);
  });

  it('3.9 with no machines before there is no blue fleet', () => {
    const harness = blueGreen({ terminate: { action: 'TERMINATE' } });
    harness.fleet({ id: 'g-0', tags: { color: 'green' } });
    const id = harness.deploy(GREEN);
    expect([harness.status(id), ...harness.targetIds(id)]).toEqual(['Succeeded', 'g-0']);
  });

  it('3.6 a rollback where there was no blue fleet takes the traffic from the green one', () => {
    const harness = blueGreen({}, { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } });
    harness.deploy(GREEN);
    harness.fleet({ id: 'g-9', tags: { color: 'green' } });
    harness.behave({ match: { lifecycleEvent: 'AllowTraffic' }, outcome: 'fail', times: 1 });
    const failed = harness.deploy(GREEN);
    const { rollbackDeploymentId: id } = harness.info(failed).rollbackInfo;
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.eventStates(id, 'g-9')).toEqual(BLOCK.map((name) => `${name} Succeeded`));
  });

  it('3.7 machines that were blue do not have what the green ones got', () => {
    const harness = blueGreen();
    harness.deploy({ ...GREEN, revision: OTHER });
    harness.updateGroup({
      ec2TagFilters: [...WEB_TAGS.ec2TagFilters, ...GREEN.targetInstances.tagFilters],
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    });
    const id = harness.deploy({ revision: OTHER, updateOutdatedInstancesOnly: true });
    expect(harness.targetIds(id)).toEqual(['b-0', 'b-1']);
  });

  it('3.6 a rollback takes away the machines that were made', () => {
    const harness = blueGreen(
      { provision: 'COPY_AUTO_SCALING_GROUP' },
      {
        ec2TagFilters: [],
        autoScalingGroups: ['web'],
        autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
      },
    );
    harness.fleet({ id: 'i-0', asg: 'web' });
    harness.deploy({}, 10 * MINUTE);
    const [{ id: first }] = harness.world.fleet.list().filter(({ asg }) => asg !== 'web') as [{ id: string }];
    harness.behave({ match: { target: first, lifecycleEvent: 'BlockTraffic' }, outcome: 'fail', times: 1 });
    const failed = harness.deploy({ revision: OTHER }, 10 * MINUTE);
    expect(harness.info(harness.info(failed).rollbackInfo.rollbackDeploymentId).status).toBe('Succeeded');
    expect(harness.world.fleet.list().map(({ id }) => id)).toEqual(['i-0', first]);
  });

  it('3.6 a rollback lets the traffic back to the blue machines, with the scripts of what was there', () => {
    const rollback = { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } };
    const harness = blueGreen({}, rollback);
    const first = { targetInstances: { tagFilters: WEB_TAGS.ec2TagFilters } };
    harness.bundles({
      'app.zip': { appspec: appspec({ AfterAllowTraffic: 'warm-up.sh' }) },
      'other.zip': { appspec: appspec({ AfterBlockTraffic: 'clean-up.sh' }) },
    });
    // Blue machines get their first installation as the green ones of a deployment.
    harness.updateGroup({ ec2TagFilters: [{ Key: 'none', Type: 'KEY_ONLY' }] });
    harness.deploy(first);
    harness.behave({ match: { target: 'b-1', lifecycleEvent: 'BlockTraffic' }, outcome: 'fail', times: 1 });
    const failed = harness.deploy({ ...GREEN, revision: OTHER });
    const { rollbackDeploymentId: back } = harness.info(failed).rollbackInfo;
    expect(harness.info(back)).toMatchObject({ status: 'Succeeded', creator: 'codeDeployRollback' });
    expect(harness.targetIds(back)).toEqual(['b-1', 'b-0', 'g-0', 'g-1']);
    expect(harness.eventStates(back, 'b-0')).toEqual(ALLOW.map((name) => `${name} Succeeded`));
    expect(harness.eventStates(back, 'g-0')).toEqual(BLOCK.map((name) => `${name} Succeeded`));
    expect(harness.story(back).filter((line) => / \w+ START$/.test(line))).toEqual([
      'b-1 AfterAllowTraffic START',
      'b-0 AfterAllowTraffic START',
      'g-0 AfterBlockTraffic START',
      'g-1 AfterBlockTraffic START',
    ]);
  });

  it('3.8 in place there is nothing to wait for', () => {
    const harness = new DeploymentHarness();
    harness.webGroup();
    harness.fleet('i-0');
    const id = harness.create();
    for (const operation of ['ContinueDeployment', 'SkipWaitTimeForInstanceTermination']) {
      expect(harness.refusal(operation, { deploymentId: id })).toContain('UnsupportedActionForDeploymentTypeException');
    }
    expect(harness.refusal('ContinueDeployment', { deploymentId: id, deploymentWaitType: 'NAP' })).toContain(
      'InvalidDeploymentWaitTypeException',
    );
  });

  it('3.5 a slow machine keeps all waiting before traffic moves', () => {
    const harness = blueGreen();
    harness.fleet(
      'b-0',
      { id: 'g-0', tags: { color: 'green' } },
      webMachine('g-1', { tags: { color: 'green' }, agent: 'slow' }),
    );
    const id = harness.deploy(GREEN, 30);
    expect(harness.eventStates(id, 'g-0').slice(6)).toEqual([
      'ValidateService Succeeded',
      ...ALLOW.map((name) => `${name} Pending`),
    ]);
  });
});
