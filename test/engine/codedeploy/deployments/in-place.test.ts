import { describe, expect, it } from 'vitest';
import { START } from '../harness.ts';
import {
  appspec,
  BEHIND_LOAD_BALANCER,
  DeploymentHarness,
  OTHER,
  REVISION,
  SEVEN,
  webMachine,
} from './deployment-harness.ts';

function withFleet(size: number, config: string, more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({ deploymentConfigName: config, ...more });
  harness.fleet(...Array.from({ length: size }, (_, index) => `i-${index}`));
  return harness;
}

const ONE_AT_A_TIME = 'CodeDeployDefault.OneAtATime';
const HALF_AT_A_TIME = 'CodeDeployDefault.HalfAtATime';
const ALL_AT_ONCE = 'CodeDeployDefault.AllAtOnce';

describe('a deployment in place', () => {
  it('3.5 is created, begins a second later, and succeeds when its machines have', () => {
    const harness = withFleet(2, ALL_AT_ONCE);
    const id = harness.create({ description: 'first' });
    expect(harness.info(id)).toMatchObject({
      deploymentId: id,
      applicationName: 'web',
      deploymentGroupName: 'prod',
      deploymentConfigName: ALL_AT_ONCE,
      revision: REVISION,
      description: 'first',
      status: 'Created',
      creator: 'user',
      createTime: START,
      computePlatform: 'Server',
      fileExistsBehavior: 'DISALLOW',
      ignoreApplicationStopFailures: false,
      updateOutdatedInstancesOnly: false,
      instanceTerminationWaitTimeStarted: false,
      deploymentStatusMessages: [],
      deploymentOverview: { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 },
    });
    expect(harness.info(id).startTime).toBeUndefined();
    harness.advance(1);
    const ended = harness.info(id);
    expect(ended).toMatchObject({ status: 'Succeeded', startTime: START + 1000, completeTime: START + 1000 });
    expect(ended.deploymentOverview).toMatchObject({ Succeeded: 2, Pending: 0 });
    expect(harness.story(id)).toEqual(['START', 'i-0 START', 'i-0 SUCCESS', 'i-1 START', 'i-1 SUCCESS', 'SUCCESS']);
  });

  it('3.6 has seven events a machine without a load balancer, all of which succeed where there is nothing to do', () => {
    const harness = withFleet(1, ALL_AT_ONCE);
    const id = harness.deploy();
    expect(harness.eventStates(id, 'i-0')).toEqual(SEVEN.map((name) => `${name} Succeeded`));
    expect(harness.event(id, 'i-0', 'ApplicationStop')).toEqual({
      lifecycleEventName: 'ApplicationStop',
      status: 'Succeeded',
      startTime: START + 1000,
      endTime: START + 1000,
      diagnostics: { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' },
    });
  });

  it('3.6 has thirteen behind a load balancer', () => {
    const harness = withFleet(1, ALL_AT_ONCE, BEHIND_LOAD_BALANCER);
    const id = harness.deploy();
    expect(harness.eventStates(id, 'i-0')).toEqual(
      [
        ...['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'],
        ...SEVEN,
        ...['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'],
      ].map((name) => `${name} Succeeded`),
    );
  });

  it('3.6 all events of a target are listed from the beginning', () => {
    const harness = withFleet(2, ONE_AT_A_TIME);
    harness.bundles({ 'app.zip': { appspec: appspec({ BeforeInstall: 'a.sh' }) } });
    const id = harness.deploy({}, 2);
    expect(harness.targetStates(id)).toEqual(['i-0 InProgress', 'i-1 Pending']);
    expect(harness.eventStates(id, 'i-0').slice(0, 4)).toEqual([
      'ApplicationStop Succeeded',
      'DownloadBundle Succeeded',
      'BeforeInstall InProgress',
      'Install Pending',
    ]);
    expect(harness.eventStates(id, 'i-1')).toEqual(SEVEN.map((name) => `${name} Pending`));
  });

  it('3.4 without a machine it fails after it was made', () => {
    const harness = withFleet(0, ALL_AT_ONCE);
    const id = harness.create();
    expect(harness.status(id)).toBe('Created');
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'NO_INSTANCES' } });
    expect(harness.info(id).startTime).toBeUndefined();
    expect(harness.story(id)).toEqual(['FAILURE']);
  });

  it('6.1 of more than a thousand machines it touches none', () => {
    const harness = withFleet(1001, ALL_AT_ONCE);
    expect(harness.info(harness.deploy())).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'OVER_MAX_INSTANCES' },
    });
    harness.fleet(...Array.from({ length: 1000 }, (_, index) => `i-${index}`));
    expect(harness.info(harness.deploy())).toMatchObject({ deploymentOverview: { Succeeded: 1000 } });
  });

  it('3.7 a minimum of all machines fails at once, and nothing is touched', () => {
    const harness = withFleet(2, ALL_AT_ONCE);
    harness.call('CreateDeploymentConfig', {
      deploymentConfigName: 'two',
      minimumHealthyHosts: { type: 'HOST_COUNT', value: 2 },
    });
    const id = harness.deploy({ deploymentConfigName: 'two' });
    expect(harness.info(id)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'HEALTH_CONSTRAINTS_INVALID' },
      deploymentOverview: { Skipped: 2 },
    });
  });

  it('3.7 one at a time: any failure but that of the last machine fails all, and the rest is skipped', () => {
    const harness = withFleet(3, ONE_AT_A_TIME);
    harness.bundles({ 'app.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) } });
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 1 });
    const id = harness.deploy();
    expect(harness.targetStates(id)).toEqual(['i-0 Succeeded', 'i-1 Failed', 'i-2 Skipped']);
    expect(harness.eventStates(id, 'i-2')).toEqual(SEVEN.map((name) => `${name} Skipped`));
    expect(harness.info(id)).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'HEALTH_CONSTRAINTS',
        message:
          'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
      },
    });
    harness.behave({ match: { target: 'i-2', lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 1 });
    // The one that failed and the one that was skipped come first now, and the last is the one that went well.
    const again = harness.deploy();
    expect(harness.targetStates(again)).toEqual(['i-1 Succeeded', 'i-2 Failed', 'i-0 Skipped']);
  });

  it('3.7 half at a time: a free place is taken as soon as a machine ends', () => {
    const harness = withFleet(5, HALF_AT_A_TIME);
    harness.bundles({ 'app.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) } });
    harness.behave({ match: { target: 'i-0' }, durationSeconds: 4 });
    const id = harness.deploy({}, 1.5);
    const inProgress = () => harness.targetIds(id, { TargetStatus: ['InProgress'] });
    expect(inProgress()).toEqual(['i-0', 'i-1']);
    harness.advance(2);
    expect(inProgress()).toEqual(['i-0', 'i-2']);
    harness.advance(2);
    expect(inProgress()).toEqual(['i-0', 'i-3']);
  });

  it('3.7 all at once succeeds when one machine does', () => {
    const harness = withFleet(3, ALL_AT_ONCE);
    harness.behave({ match: { target: 'i-[0]', lifecycleEvent: 'Install' }, outcome: 'fail' });
    harness.behave({ match: { target: 'i-0', lifecycleEvent: 'Install' }, outcome: 'fail' });
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'Install' }, outcome: 'fail' });
    const id = harness.deploy();
    expect(harness.info(id)).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 1, Failed: 2 } });
  });

  it('3.7 what went well as a whole is the group’s revision, and a machine is as healthy as its last deployment', () => {
    const harness = withFleet(2, ALL_AT_ONCE);
    const first = harness.deploy();
    expect(harness.groupInfo()).toMatchObject({
      targetRevision: REVISION,
      lastSuccessfulDeployment: { deploymentId: first, status: 'Succeeded', createTime: START, endTime: START + 1000 },
      lastAttemptedDeployment: { deploymentId: first },
    });
    harness.behave({ match: { lifecycleEvent: 'Install' }, outcome: 'fail' });
    const second = harness.deploy({ revision: OTHER });
    expect(harness.info(second)).toMatchObject({ status: 'Failed', previousRevision: REVISION });
    expect(harness.groupInfo()).toMatchObject({
      targetRevision: REVISION,
      lastSuccessfulDeployment: { deploymentId: first },
      lastAttemptedDeployment: { deploymentId: second, status: 'Failed' },
    });
  });

  it('3.7 machines come in the order of their health, and then of what is on them', () => {
    const harness = withFleet(2, ALL_AT_ONCE);
    harness.deploy();
    harness.fleet('i-0', 'i-1', 'i-2', 'i-3');
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'Install' }, outcome: 'fail', times: 1 });
    const second = harness.deploy({ revision: OTHER });
    // Those that never had a deployment are not healthy.
    expect(harness.targetIds(second)).toEqual(['i-2', 'i-3', 'i-0', 'i-1']);
    const third = harness.deploy({ revision: OTHER });
    // i-1 failed; it still has what it had, the others are up to date.
    expect(harness.targetIds(third)).toEqual(['i-1', 'i-0', 'i-2', 'i-3']);
  });

  it('3.7 of healthy machines come those of an unknown revision, of an old one, and the current ones', () => {
    const harness = withFleet(0, ALL_AT_ONCE);
    harness.fleet('current', 'old');
    harness.deploy();
    harness.fleet('current');
    harness.deploy({ revision: OTHER });
    // The first goes well, and the deployment does not.
    harness.fleet('unknown', 'x', 'y');
    harness.behave({ match: { target: 'x', lifecycleEvent: 'Install' }, outcome: 'fail' });
    const failed = harness.deploy({ deploymentConfigName: ONE_AT_A_TIME });
    expect(harness.targetStates(failed)).toEqual(['unknown Succeeded', 'x Failed', 'y Skipped']);
    harness.fleet('current', 'old', 'unknown');
    expect(harness.targetIds(harness.deploy())).toEqual(['unknown', 'old', 'current']);
  });

  it('3.4 updateOutdatedInstancesOnly leaves those alone that have the revision', () => {
    const harness = withFleet(2, ALL_AT_ONCE);
    harness.deploy();
    harness.fleet('i-0', 'i-1', 'i-2');
    const second = harness.deploy({ updateOutdatedInstancesOnly: true });
    expect(harness.targetIds(second)).toEqual(['i-2']);
    const third = harness.deploy({ updateOutdatedInstancesOnly: true });
    expect(harness.info(third)).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 0 } });
  });

  it('3.1 on-premises machines are told by their own ARN', () => {
    const harness = new DeploymentHarness();
    harness.application();
    harness.group({ onPremisesInstanceTagFilters: [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' }] });
    harness.fleet(webMachine('rack-7', { onPremises: true }), 'i-0');
    const id = harness.deploy();
    expect(harness.targetIds(id)).toEqual(['rack-7']);
    expect(harness.target(id, 'rack-7').targetArn).toContain(
      'arn:aws:codedeploy:us-east-1:123456789012:instance:rack-7',
    );
  });
});

describe('Availability Zones', () => {
  function zonal(zonalConfig: object): DeploymentHarness {
    const harness = withFleet(0, ONE_AT_A_TIME);
    harness.call('CreateDeploymentConfig', {
      deploymentConfigName: 'zonal',
      minimumHealthyHosts: { type: 'HOST_COUNT', value: 1 },
      zonalConfig,
    });
    const zones = ['us-east-1b', 'us-east-1a', 'us-east-1b', undefined];
    harness.fleet(...zones.map((zone, index) => webMachine(`i-${index}`, { zone })));
    return harness;
  }

  it('3.2 come one after the other, and each is watched for a while; in the last one the deployment is baking', () => {
    const harness = zonal({ firstZoneMonitorDurationInSeconds: 60, monitorDurationInSeconds: 30 });
    const id = harness.deploy({ deploymentConfigName: 'zonal' }, 2);
    // The first of the region is where a machine is that nobody has placed.
    expect(harness.targetIds(id, { TargetStatus: ['Succeeded'] })).toEqual(['i-1', 'i-3']);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(60);
    expect(harness.targetIds(id, { TargetStatus: ['Succeeded'] })).toEqual(['i-0', 'i-1', 'i-2', 'i-3']);
    expect(harness.status(id)).toBe('Baking');
    harness.advance(30);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.2 a zone in which too few stay healthy ends the deployment', () => {
    const harness = zonal({ minimumHealthyHostsPerZone: { type: 'HOST_COUNT', value: 1 } });
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'Install' }, outcome: 'fail' });
    const id = harness.deploy({ deploymentConfigName: 'zonal' });
    expect(harness.status(id)).toBe('Failed');
    expect(harness.targetStates(id)).toEqual(['i-0 Skipped', 'i-1 Failed', 'i-2 Skipped', 'i-3 Skipped']);
  });
});
