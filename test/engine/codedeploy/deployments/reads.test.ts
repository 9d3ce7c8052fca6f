import { describe, expect, it } from 'vitest';
import { START } from '../harness.ts';
import { appspec, DeploymentHarness, REVISION } from './deployment-harness.ts';

const ARN = 'arn:aws:ec2:us-east-1:123456789012:instance';
const UNKNOWN = 'd-000000000';

function harnessWith(size: number, more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({ deploymentConfigName: 'CodeDeployDefault.AllAtOnce', ...more });
  harness.fleet(...Array.from({ length: size }, (_, index) => `i-${index}`));
  return harness;
}

describe('GetDeployment and BatchGetDeployments', () => {
  it.each([
    [{}, 'DeploymentIdRequiredException'],
    [{ deploymentId: '' }, 'DeploymentIdRequiredException'],
    [{ deploymentId: 'd-1' }, 'InvalidDeploymentIdException'],
    [{ deploymentId: UNKNOWN }, 'DeploymentDoesNotExistException'],
  ])('3.12 %j is refused', (input, name) => {
    const harness = harnessWith(1);
    for (const operation of [
      'GetDeployment',
      'StopDeployment',
      'ContinueDeployment',
      'SkipWaitTimeForInstanceTermination',
      'ListDeploymentTargets',
      'ListDeploymentInstances',
    ]) {
      expect(harness.refusal(operation, input)).toContain(name);
    }
  });

  it('3.12 a batch leaves unknown ids out, and has at most 25', () => {
    const harness = harnessWith(1);
    const id = harness.deploy();
    const { deploymentsInfo } = harness.call('BatchGetDeployments', { deploymentIds: [UNKNOWN, id] });
    expect(deploymentsInfo).toEqual([harness.info(id)]);
    expect(harness.refusal('BatchGetDeployments', { deploymentIds: [] })).toContain('DeploymentIdRequiredException');
    expect(harness.refusal('BatchGetDeployments', { deploymentIds: ['x'] })).toContain('InvalidDeploymentIdException');
    const many = Array.from({ length: 26 }, () => id);
    expect(harness.refusal('BatchGetDeployments', { deploymentIds: many })).toContain('BatchLimitExceededException');
  });
});

describe('ListDeployments', () => {
  it('3.12 is newest first, of the account or of one group', () => {
    const harness = harnessWith(1);
    harness.group({ deploymentGroupName: 'second' });
    const ids = [harness.deploy(), harness.deploy({ deploymentGroupName: 'second' }), harness.deploy()];
    const list = (input: object = {}) => harness.call('ListDeployments', input).deployments;
    expect(list()).toEqual(ids.toReversed());
    expect(list({ applicationName: 'web', deploymentGroupName: 'prod' })).toEqual([ids[2], ids[0]]);
    expect(list({ includeOnlyStatuses: ['Failed'] })).toEqual([ids[1]]);
    expect(list({ includeOnlyStatuses: ['Failed', 'Succeeded'] })).toHaveLength(3);
    expect(list({ createTimeRange: { start: START + 60_000, end: START + 60_000 } })).toEqual([ids[1]]);
    expect(list({ createTimeRange: { end: START } })).toEqual([ids[0]]);
    expect(list({ externalId: 'stack' })).toEqual([]);
  });

  it.each([
    [{ applicationName: 'web' }, 'DeploymentGroupNameRequiredException'],
    [{ deploymentGroupName: 'prod' }, 'ApplicationNameRequiredException'],
    [{ applicationName: 'none', deploymentGroupName: 'prod' }, 'ApplicationDoesNotExistException'],
    [{ applicationName: 'web', deploymentGroupName: 'none' }, 'DeploymentGroupDoesNotExistException'],
    [{ externalId: '' }, 'InvalidExternalIdException'],
    [{ externalId: 'a stack' }, 'InvalidExternalIdException'],
    [{ createTimeRange: { start: 2, end: 1 } }, 'InvalidTimeRangeException'],
    [{ includeOnlyStatuses: ['Done'] }, 'InvalidDeploymentStatusException'],
    [{ nextToken: 'x' }, 'InvalidNextTokenException'],
  ])('3.12 %j is refused', (input, name) => {
    expect(harnessWith(1).refusal('ListDeployments', input)).toContain(name);
  });

  it('1.5 comes in pages of a hundred', () => {
    const harness = harnessWith(1);
    const ids = Array.from({ length: 101 }, () => harness.deploy({}, 2));
    const { deployments, nextToken } = harness.call('ListDeployments', {});
    expect(deployments).toHaveLength(100);
    harness.deploy();
    expect(harness.call('ListDeployments', { nextToken })).toEqual({ deployments: [ids[0]] });
  });
});

describe('targets of a deployment', () => {
  it('3.12 are told by their type, with what came of each event', () => {
    const harness = harnessWith(1);
    harness.bundles({ 'app.zip': { appspec: appspec({ ApplicationStart: 'scripts/start.sh' }) } });
    harness.behave({ match: { lifecycleEvent: 'ApplicationStart' }, outcome: 'fail' });
    const id = harness.deploy();
    const { deploymentTargets } = harness.call('BatchGetDeploymentTargets', { deploymentId: id, targetIds: ['i-0'] });
    expect(deploymentTargets).toHaveLength(1);
    const [{ instanceTarget, ...rest }] = deploymentTargets;
    expect(rest).toEqual({ deploymentTargetType: 'InstanceTarget' });
    const { lifecycleEvents, ...facts } = instanceTarget;
    expect(facts).toEqual({
      deploymentId: id,
      targetId: 'i-0',
      targetArn: `${ARN}/i-0`,
      status: 'Failed',
      lastUpdatedAt: START + 3000,
    });
    expect(lifecycleEvents[5]).toEqual({
      lifecycleEventName: 'ApplicationStart',
      status: 'Failed',
      startTime: START + 1000,
      endTime: START + 3000,
      diagnostics: {
        errorCode: 'ScriptFailed',
        scriptName: 'scripts/start.sh',
        message: 'Script at specified location: scripts/start.sh failed with exit code 1',
        logTail: 'LifecycleEvent - ApplicationStart\nScript - scripts/start.sh\n',
      },
    });
    expect(lifecycleEvents[6]).toEqual({ lifecycleEventName: 'ValidateService', status: 'Skipped' });
  });

  it('3.5 are not known before it has begun', () => {
    const harness = harnessWith(1);
    const deploymentId = harness.create();
    for (const [operation, more] of [
      ['ListDeploymentTargets', {}],
      ['GetDeploymentTarget', { targetId: 'i-0' }],
      ['BatchGetDeploymentTargets', { targetIds: ['i-0'] }],
      ['ListDeploymentInstances', {}],
    ] as const) {
      expect(harness.refusal(operation, { deploymentId, ...more })).toContain('DeploymentNotStartedException');
    }
  });

  it.each([
    ['GetDeploymentTarget', {}, 'DeploymentTargetIdRequiredException'],
    ['GetDeploymentTarget', { targetId: 'i-9' }, 'DeploymentTargetDoesNotExistException'],
    ['GetDeploymentTarget', { targetId: 'i 9' }, 'InvalidDeploymentTargetIdException'],
    ['BatchGetDeploymentTargets', {}, 'DeploymentTargetIdRequiredException'],
    ['BatchGetDeploymentTargets', { targetIds: ['i-0', 'i*'] }, 'InvalidDeploymentTargetIdException'],
    ['BatchGetDeploymentTargets', { targetIds: ['i-0', 'i-9'] }, 'DeploymentTargetDoesNotExistException'],
    [
      'BatchGetDeploymentTargets',
      { targetIds: Array.from({ length: 26 }, () => 'i-0') },
      'DeploymentTargetListSizeExceededException',
    ],
    ['ListDeploymentTargets', { targetFilters: { Color: ['Blue'] } }, 'InvalidTargetFilterNameException'],
    ['ListDeploymentTargets', { targetFilters: { TargetStatus: ['Done'] } }, 'InvalidInstanceStatusException'],
    ['ListDeploymentTargets', { targetFilters: { ServerInstanceLabel: ['Red'] } }, 'InvalidInstanceTypeException'],
    [
      'ListDeploymentTargets',
      { targetFilters: { ServerInstanceLabel: ['Blue'] } },
      'InvalidDeploymentInstanceTypeException',
    ],
    ['ListDeploymentTargets', { nextToken: 'x' }, 'InvalidNextTokenException'],
    ['GetDeploymentInstance', {}, 'InstanceIdRequiredException'],
    ['GetDeploymentInstance', { instanceId: 'i-9' }, 'InstanceDoesNotExistException'],
    ['GetDeploymentInstance', { instanceId: 'i 9' }, 'InvalidInstanceNameException'],
    ['BatchGetDeploymentInstances', { instanceIds: ['i-0', 'i 9'] }, 'InvalidInstanceNameException'],
    ['ListDeploymentInstances', { instanceStatusFilter: ['Done'] }, 'InvalidInstanceStatusException'],
    ['ListDeploymentInstances', { instanceTypeFilter: ['Red'] }, 'InvalidInstanceTypeException'],
    ['ListDeploymentInstances', { instanceTypeFilter: ['Blue'] }, 'InvalidDeploymentInstanceTypeException'],
    ['BatchGetDeploymentInstances', { instanceIds: [] }, 'InstanceIdRequiredException'],
    [
      'BatchGetDeploymentInstances',
      { instanceIds: Array.from({ length: 101 }, () => 'i-0') },
      'BatchLimitExceededException',
    ],
  ])('3.12 %s with %j is refused', (operation, more, name) => {
    const harness = harnessWith(1);
    const deploymentId = harness.deploy();
    expect(harness.refusal(operation, { deploymentId, ...more })).toContain(name);
  });

  it('1.5 come in pages of a hundred, in the order in which they are deployed to', () => {
    const harness = harnessWith(150);
    const deploymentId = harness.deploy();
    const first = harness.call('ListDeploymentTargets', { deploymentId });
    const second = harness.call('ListDeploymentTargets', { deploymentId, nextToken: first.nextToken });
    expect([first.targetIds.length, second.targetIds.length, second.nextToken]).toEqual([100, 50, undefined]);
    expect([...first.targetIds, ...second.targetIds]).toEqual(Array.from({ length: 150 }, (_, index) => `i-${index}`));
  });

  it('3.12 several statuses are alternatives', () => {
    const harness = harnessWith(3);
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'Install' }, outcome: 'fail' });
    const id = harness.deploy();
    expect(harness.targetIds(id, { TargetStatus: ['Failed'] })).toEqual(['i-1']);
    expect(harness.targetIds(id, { TargetStatus: ['Failed', 'Succeeded'] })).toHaveLength(3);
    expect(harness.targetIds(id, { TargetStatus: ['Ready'] })).toEqual([]);
  });

  it('3.12 the deprecated calls know a machine by its ARN', () => {
    const harness = harnessWith(2);
    const deploymentId = harness.deploy();
    const list = harness.call('ListDeploymentInstances', { deploymentId, instanceStatusFilter: ['Succeeded'] });
    expect(list).toEqual({ instancesList: ['i-0', 'i-1'] });
    const { instanceSummary } = harness.call('GetDeploymentInstance', { deploymentId, instanceId: 'i-0' });
    expect(instanceSummary).toMatchObject({ deploymentId, instanceId: `${ARN}/i-0`, status: 'Succeeded' });
    expect(instanceSummary.lifecycleEvents).toHaveLength(7);
    const batch = harness.call('BatchGetDeploymentInstances', { deploymentId, instanceIds: ['i-0', 'i-9'] });
    expect(batch.instancesSummary).toEqual([instanceSummary]);
    expect(batch.errorMessage).toContain('i-9');
    expect(harness.call('GetDeploymentInstance', { deploymentId, instanceId: `${ARN}/i-1` })).toMatchObject({
      instanceSummary: { instanceId: `${ARN}/i-1` },
    });
  });

  it('3.12 stay what they are when they are kept small', () => {
    const harness = harnessWith(700);
    const first = harness.deploy();
    const before = [harness.info(first), harness.target(first, 'i-699')];
    harness.deploy();
    harness.deploy();
    expect([harness.info(first), harness.target(first, 'i-699')]).toEqual(before);
  });
});

describe('what is told of deployments', () => {
  it('3.15 in the journal, with the group, the application and the machine', () => {
    const harness = harnessWith(1);
    const id = harness.deploy();
    const [start, instance] = harness.events();
    const { deploymentGroupId } = harness.groupInfo();
    const detail = {
      instanceGroupId: deploymentGroupId,
      region: 'us-east-1',
      application: 'web',
      deploymentId: id,
      deploymentGroup: 'prod',
      state: 'START',
    };
    expect(start).toMatchObject({
      source: 'aws.codedeploy',
      'detail-type': 'CodeDeploy Deployment State-change Notification',
      resources: [
        'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:web/prod',
        'arn:aws:codedeploy:us-east-1:123456789012:application:web',
      ],
    });
    expect(start!.detail).toEqual(detail);
    expect(instance!['detail-type']).toBe('CodeDeploy Instance State-change Notification');
    expect(instance!.detail).toEqual({ ...detail, instanceId: 'i-0' });
  });

  const TOPIC = 'arn:aws:sns:us-east-1:123456789012:deployments';

  function messages(harness: DeploymentHarness) {
    return harness.events().filter(({ source }) => source === 'aws.sns');
  }

  it('3.15 to the topics that triggers name, all values as texts', () => {
    const triggerEvents = ['DeploymentFailure', 'InstanceFailure'];
    const harness = harnessWith(1, {
      triggerConfigurations: [{ triggerName: 'ops', triggerTargetArn: TOPIC, triggerEvents }],
    });
    harness.behave({ match: { lifecycleEvent: 'BeforeInstall' }, outcome: 'fail' });
    const id = harness.deploy();
    const [instance, deployment, ...others] = messages(harness);
    expect(others).toEqual([]);
    expect(instance!.resources).toEqual([TOPIC]);
    const time = String((START + 1000) / 1000);
    expect(instance!.detail).toMatchObject({
      region: 'us-east-1',
      accountId: '123456789012',
      eventTriggerName: 'ops',
      deploymentId: id,
      instanceId: `${ARN}/i-0`,
      lastUpdatedAt: time,
      instanceStatus: 'Failed',
    });
    expect((instance!.detail.lifecycleEvents as object[]).slice(1, 4)).toEqual([
      { LifecycleEvent: 'DownloadBundle', LifecycleEventStatus: 'Succeeded', StartTime: time, EndTime: time },
      { LifecycleEvent: 'BeforeInstall', LifecycleEventStatus: 'Failed', StartTime: time, EndTime: time },
      { LifecycleEvent: 'Install', LifecycleEventStatus: 'Skipped' },
    ]);
    expect(deployment!.detail).toEqual({
      region: 'us-east-1',
      accountId: '123456789012',
      eventTriggerName: 'ops',
      applicationName: 'web',
      deploymentId: id,
      deploymentGroupName: 'prod',
      createTime: String(START / 1000),
      completeTime: time,
      deploymentOverview: { Pending: '0', InProgress: '0', Succeeded: '0', Failed: '1', Skipped: '0', Ready: '0' },
      status: 'Failed',
      errorInformation: { ErrorCode: 'HEALTH_CONSTRAINTS', ErrorMessage: expect.any(String) },
    });
  });

  it('3.15 of a start, a success, a stop and a rollback', () => {
    const events = [
      'DeploymentStart',
      'DeploymentSuccess',
      'DeploymentStop',
      'DeploymentRollback',
      'InstanceStart',
      'InstanceSuccess',
    ];
    const harness = harnessWith(1, {
      triggerConfigurations: [{ triggerName: 'ops', triggerTargetArn: TOPIC, triggerEvents: events }],
    });
    const told = (id: string) =>
      messages(harness)
        .filter(({ detail }) => detail.deploymentId === id)
        .map(({ detail }) => detail.status ?? detail.instanceStatus);
    expect(told(harness.deploy())).toEqual(['InProgress', 'InProgress', 'Succeeded', 'Succeeded']);
    const stopped = harness.create({ revision: REVISION });
    harness.stop(stopped, true);
    expect(told(stopped)).toEqual(['Stopped']);
    expect(told(harness.info(stopped).rollbackInfo.rollbackDeploymentId)).toEqual(['Created']);
  });
});
