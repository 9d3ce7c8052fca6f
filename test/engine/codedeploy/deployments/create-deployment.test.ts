import { describe, expect, it } from 'vitest';
import { DeploymentHarness, OTHER, REVISION, webMachine } from './deployment-harness.ts';

function harnessWithGroup(more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup(more);
  harness.fleet('i-0');
  return harness;
}

const INPUT = { applicationName: 'web', deploymentGroupName: 'prod', revision: REVISION };

function refusal(harness: DeploymentHarness, more: object = {}): string {
  return harness.refusal('CreateDeployment', { ...INPUT, ...more });
}

describe('what CreateDeployment refuses', () => {
  it.each([
    [{ applicationName: undefined }, 'ApplicationNameRequiredException'],
    [{ applicationName: 'a b' }, 'InvalidApplicationNameException'],
    [{ applicationName: 'none' }, 'ApplicationDoesNotExistException'],
    [{ deploymentGroupName: undefined }, 'DeploymentGroupNameRequiredException'],
    [{ deploymentGroupName: 'a b' }, 'InvalidDeploymentGroupNameException'],
    [{ deploymentGroupName: 'none' }, 'DeploymentGroupDoesNotExistException'],
    [{ deploymentConfigName: 'none' }, 'DeploymentConfigDoesNotExistException'],
    [{ deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce' }, 'InvalidDeploymentConfigNameException'],
    [{ description: 'x'.repeat(257) }, 'DescriptionTooLongException'],
    [{ revision: undefined }, 'RevisionRequiredException'],
    [{ revision: { revisionType: 'AppSpecContent', appSpecContent: { content: '{}' } } }, 'InvalidRevisionException'],
    [{ fileExistsBehavior: 'ASK' }, 'InvalidFileExistsBehaviorException'],
    [{ autoRollbackConfiguration: { enabled: true } }, 'InvalidAutoRollbackConfigException'],
    [{ overrideAlarmConfiguration: { enabled: true, alarms: [] } }, 'InvalidAlarmConfigException'],
    [
      { overrideAlarmConfiguration: { alarms: Array.from({ length: 11 }, (_, index) => ({ name: `a${index}` })) } },
      'AlarmsLimitExceededException',
    ],
    [{ targetInstances: { autoScalingGroups: ['a'] } }, 'InvalidTargetInstancesException'],
  ])('3.4 %j', (more, name) => {
    const harness = harnessWithGroup();
    const before = harness.world.random.state;
    expect(refusal(harness, more)).toMatch(new RegExp(`^${name}: `));
    expect(harness.world.random.state).toBe(before);
    expect(harness.call('ListDeployments', {}).deployments).toEqual([]);
  });

  it('3.4 a second deployment in a group, but not in another one', () => {
    const harness = harnessWithGroup();
    const first = harness.create();
    expect(refusal(harness)).toBe(
      `DeploymentLimitExceededException: The Deployment Group 'prod' already has an active Deployment '${first}'`,
    );
    harness.group({ deploymentGroupName: 'second' });
    harness.create({ deploymentGroupName: 'second' });
    harness.advance(60);
    harness.create();
  });

  it('3.4 more than a thousand at a time', () => {
    const harness = harnessWithGroup();
    harness.group({ deploymentGroupName: 'last' });
    for (let index = 1; index < 1000; index++) {
      harness.raw('CreateApplication', { applicationName: `app-${index}` });
      const group = { applicationName: `app-${index}`, deploymentGroupName: 'prod' };
      harness.raw('CreateDeploymentGroup', { ...group, serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy' });
      harness.raw('CreateDeployment', { ...group, revision: REVISION });
    }
    harness.create();
    expect(refusal(harness, { deploymentGroupName: 'last' })).toMatch(/^DeploymentLimitExceededException: .*1000/);
  });

  it.each(['Lambda', 'ECS'])('3.4 options of machines on %s', (computePlatform) => {
    const harness = new DeploymentHarness();
    harness.application('web', computePlatform);
    const style = { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' };
    const ecs = {
      ecsServices: [{ serviceName: 's', clusterName: 'c' }],
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          { targetGroups: [{ name: 'a' }, { name: 'b' }], prodTrafficRoute: { listenerArns: ['arn:l'] } },
        ],
      },
    };
    harness.group({ deploymentStyle: style, ...(computePlatform === 'ECS' && ecs) });
    const revision = { revisionType: 'AppSpecContent', appSpecContent: { content: '{}' } };
    expect(refusal(harness, { revision, ignoreApplicationStopFailures: true })).toContain(
      'InvalidIgnoreApplicationStopFailuresValueException',
    );
    expect(refusal(harness, { revision, updateOutdatedInstancesOnly: true })).toContain(
      'InvalidUpdateOutdatedInstancesOnlyValueException',
    );
    const sha256 = { revisionType: 'AppSpecContent', appSpecContent: { sha256: '0'.repeat(64) } };
    expect(refusal(harness, { revision: sha256 })).toContain('RevisionDoesNotExistException');
  });
});

describe('what CreateDeployment takes from elsewhere', () => {
  it('3.4 without a revision it is the one that the group has', () => {
    const harness = harnessWithGroup();
    harness.deploy({ revision: OTHER });
    expect(harness.info(harness.deploy({ revision: undefined })).revision).toEqual(OTHER);
  });

  it('3.3 the revision is registered, with the times when it was used', () => {
    const harness = harnessWithGroup();
    harness.deploy();
    const revision = { applicationName: 'web', revision: REVISION };
    const first = harness.call('GetApplicationRevision', revision).revisionInfo;
    expect(first).toMatchObject({ deploymentGroups: ['prod'], registerTime: first.firstUsedTime });
    harness.deploy();
    expect(harness.call('GetApplicationRevision', revision).revisionInfo).toMatchObject({
      firstUsedTime: first.firstUsedTime,
      lastUsedTime: first.firstUsedTime + 60_000,
    });
  });

  it('3.4 options of the deployment come before those of the group', () => {
    const rollback = { enabled: true, events: ['DEPLOYMENT_FAILURE'] };
    const harness = harnessWithGroup({ autoRollbackConfiguration: rollback });
    const plain = harness.info(harness.deploy());
    expect(plain).toMatchObject({
      deploymentConfigName: 'CodeDeployDefault.OneAtATime',
      autoRollbackConfiguration: rollback,
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
    });
    expect(plain.overrideAlarmConfiguration).toBeUndefined();
    const override = { enabled: false, alarms: [] };
    const own = harness.deploy({
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      autoRollbackConfiguration: { enabled: false },
      overrideAlarmConfiguration: override,
      fileExistsBehavior: 'RETAIN',
    });
    expect(harness.info(own)).toMatchObject({
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      autoRollbackConfiguration: { enabled: false },
      overrideAlarmConfiguration: override,
      fileExistsBehavior: 'RETAIN',
    });
  });

  it('3.5 what is changed in the group later does not reach it', () => {
    const harness = harnessWithGroup();
    const id = harness.create();
    harness.updateGroup({ ec2TagFilters: [{ Key: 'none', Type: 'KEY_ONLY' }] });
    harness.fleet('i-0', webMachine('i-1', { tags: { none: '' } }));
    harness.advance(60);
    expect(harness.targetIds(id)).toEqual(['i-0']);
  });

  it.each([
    ['DeleteDeploymentGroup', { deploymentGroupName: 'prod' }, 'DEPLOYMENT_GROUP_MISSING'],
    ['DeleteApplication', {}, 'APPLICATION_MISSING'],
  ])('3.5 %s ends what is under way', (operation, more, code) => {
    const harness = harnessWithGroup();
    const id = harness.create();
    harness.call(operation, { applicationName: 'web', ...more });
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code } });
    harness.advance(60);
    expect(harness.story(id)).toEqual(['FAILURE']);
  });
});
