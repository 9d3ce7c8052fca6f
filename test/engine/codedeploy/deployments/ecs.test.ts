import { describe, expect, it } from 'vitest';
import { DeploymentHarness } from './deployment-harness.ts';

const MINUTE = 60;
const HOUR = 3600;
const TARGET = 'shop:web';

function revision(taskDefinition: string, hooks: readonly object[] = []): object {
  const properties = { TaskDefinition: taskDefinition, LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } };
  const content = JSON.stringify({
    version: 0,
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }],
    Hooks: hooks,
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}

interface Options {
  readonly ready?: object;
  readonly terminate?: object;
  readonly hasTestListener?: boolean;
}

function ecs(options: Options = {}, more: object = {}): DeploymentHarness {
  const {
    ready = { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
    terminate = { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
    hasTestListener = false,
  } = options;
  const pair = {
    targetGroups: [{ name: 'web-1' }, { name: 'web-2' }],
    prodTrafficRoute: { listenerArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/80'] },
    ...(hasTestListener && {
      testTrafficRoute: { listenerArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/81'] },
    }),
  };
  const harness = new DeploymentHarness();
  harness.application('web', 'ECS');
  harness.group({
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    ecsServices: [{ clusterName: 'shop', serviceName: 'web' }],
    loadBalancerInfo: { targetGroupPairInfoList: [pair] },
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: ready,
      terminateBlueInstancesOnDeploymentSuccess: terminate,
    },
    ...more,
  });
  return harness;
}

/** The task sets as `Blue web-1 PRIMARY 100%`. */
function taskSets(harness: DeploymentHarness, id: string): string[] {
  return harness
    .target(id, TARGET)
    .taskSetsInfo.map(
      (set: Record<string, unknown>) =>
        `${set.taskSetLabel} ${(set.targetGroup as { name: string }).name} ${set.status} ${set.trafficWeight}%`,
    );
}

const EVENTS = ['BeforeInstall', 'Install', 'AfterInstall', 'BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'];

describe('a deployment to an ECS service', () => {
  it('3.11 has one target, the service, with six events, and its two task sets', () => {
    const harness = ecs();
    const id = harness.deploy({ revision: revision('web:2') });
    expect(harness.info(id)).toMatchObject({
      status: 'Succeeded',
      computePlatform: 'ECS',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    });
    expect(harness.targetIds(id)).toEqual([TARGET]);
    const target = harness.target(id, TARGET);
    expect(target.targetArn).toBe('arn:aws:ecs:us-east-1:123456789012:service/shop/web');
    expect(harness.eventStates(id, TARGET)).toEqual(EVENTS.map((name) => `${name} Succeeded`));
    expect(taskSets(harness, id)).toEqual(['Blue web-1 DRAINING 0%', 'Green web-2 PRIMARY 100%']);
    expect(target.taskSetsInfo[1]).toMatchObject({
      identifer: expect.stringMatching(/^ecs-svc\/\d{19}$/),
      desiredCount: 2,
      runningCount: 2,
      pendingCount: 0,
    });
  });

  it('3.6 with a test listener it has eight', () => {
    const harness = ecs({ hasTestListener: true });
    const id = harness.deploy({ revision: revision('web:2', [{ AfterAllowTestTraffic: 'smoke' }]) });
    expect(harness.eventStates(id, TARGET)).toEqual(
      [...EVENTS.slice(0, 3), 'AllowTestTraffic', 'AfterAllowTestTraffic', ...EVENTS.slice(3)].map(
        (name) => `${name} Succeeded`,
      ),
    );
    expect(harness.story(id)).toContain(`${TARGET} AfterAllowTestTraffic START`);
  });

  it('3.11 the two target groups take turns', () => {
    const harness = ecs();
    const first = harness.deploy({ revision: revision('web:2') });
    const second = harness.deploy({ revision: revision('web:3') });
    expect(taskSets(harness, second)).toEqual(['Blue web-2 DRAINING 0%', 'Green web-1 PRIMARY 100%']);
    const [, green] = harness.target(first, TARGET).taskSetsInfo;
    const [blue] = harness.target(second, TARGET).taskSetsInfo;
    expect(blue.identifer).toBe(green.identifer);
  });

  it('3.10 traffic moves with time', () => {
    const harness = ecs({}, { deploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery3Minutes' });
    const id = harness.deploy({ revision: revision('web:2') }, 1 + 4 * MINUTE);
    expect(taskSets(harness, id)).toEqual(['Blue web-1 PRIMARY 80%', 'Green web-2 ACTIVE 20%']);
    harness.advance(23 * MINUTE);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.5 waits before the traffic moves until somebody says so, for five days at the most', () => {
    const ready = { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 };
    const harness = ecs({ ready });
    const id = harness.deploy({ revision: revision('web:2') });
    expect([harness.status(id), harness.target(id, TARGET).status]).toEqual(['Ready', 'Ready']);
    expect(taskSets(harness, id)).toEqual(['Blue web-1 PRIMARY 100%', 'Green web-2 ACTIVE 0%']);
    harness.proceed(id, 'READY_WAIT');
    expect(harness.status(id)).toBe('Succeeded');
    const second = harness.deploy({ revision: revision('web:3') }, HOUR + 1);
    expect(harness.status(second)).toBe('Stopped');
  });

  it('3.8 a wait that is over is no failure that would be rolled back', () => {
    const ready = { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 };
    const autoRollbackConfiguration = { enabled: true, events: ['DEPLOYMENT_FAILURE'] };
    const harness = ecs({ ready }, { autoRollbackConfiguration });
    const first = harness.deploy({ revision: revision('web:2') });
    harness.proceed(first);
    const id = harness.deploy({ revision: revision('web:3') }, HOUR + 1);
    expect(harness.info(id)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'TIMEOUT' } });
    expect(harness.info(id).rollbackInfo).toBeUndefined();
  });

  it('3.5 keeps the old tasks where they are to be kept, without waiting', () => {
    const harness = ecs({ terminate: { action: 'KEEP_ALIVE' } });
    const id = harness.deploy({ revision: revision('web:2') });
    expect(harness.info(id)).toMatchObject({ status: 'Succeeded', instanceTerminationWaitTimeStarted: false });
    expect(taskSets(harness, id)).toEqual(['Blue web-1 ACTIVE 0%', 'Green web-2 PRIMARY 100%']);
  });

  it('3.5 keeps the old tasks for a while', () => {
    const harness = ecs({ terminate: { action: 'TERMINATE', terminationWaitTimeInMinutes: 15 } });
    const id = harness.deploy({ revision: revision('web:2') });
    expect(harness.info(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
    expect(taskSets(harness, id)).toEqual(['Blue web-1 ACTIVE 0%', 'Green web-2 PRIMARY 100%']);
    harness.advance(15 * MINUTE);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.8 a rollback gives all traffic back to the tasks that there were, and calls no functions', () => {
    const rollback = { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } };
    const harness = ecs({}, rollback);
    const first = harness.deploy({ revision: revision('web:2') });
    const hooks = [{ AfterAllowTraffic: 'smoke' }];
    harness.behave({ match: { lifecycleEvent: 'AfterAllowTraffic' }, outcome: 'fail', times: 1 });
    const failed = harness.deploy({ revision: revision('web:3', hooks) });
    const { rollbackDeploymentId: back } = harness.info(failed).rollbackInfo;
    expect(harness.status(back)).toBe('Succeeded');
    expect(taskSets(harness, back)).toEqual(['Blue web-1 DRAINING 0%', 'Green web-2 PRIMARY 100%']);
    expect(taskSets(harness, failed)).toEqual(['Blue web-2 PRIMARY 100%', 'Green web-1 DRAINING 0%']);
    const [, served] = harness.target(first, TARGET).taskSetsInfo;
    expect(harness.target(back, TARGET).taskSetsInfo[1].identifer).toBe(served.identifer);
    const third = harness.deploy({ revision: revision('web:4') });
    expect(taskSets(harness, third)).toEqual(['Blue web-2 DRAINING 0%', 'Green web-1 PRIMARY 100%']);
  });

  it('3.11 nothing is rolled back when BeforeInstall failed', () => {
    const rollback = { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } };
    const harness = ecs({}, rollback);
    harness.deploy({ revision: revision('web:2') });
    harness.behave({ match: { lifecycleEvent: 'BeforeInstall' }, outcome: 'fail', times: 1 });
    const failed = harness.deploy({ revision: revision('web:3', [{ BeforeInstall: 'check' }]) });
    expect(harness.info(failed).rollbackInfo).toEqual({
      rollbackMessage: 'Nothing was changed that could be rolled back',
    });
  });

  it('3.11 only one target can be asked for', () => {
    const harness = ecs();
    const id = harness.deploy({ revision: revision('web:2') });
    const both = { deploymentId: id, targetIds: [TARGET, 'shop:other'] };
    expect(harness.refusal('BatchGetDeploymentTargets', both)).toContain('DeploymentTargetListSizeExceededException');
    expect(
      harness.call('BatchGetDeploymentTargets', { deploymentId: id, targetIds: [TARGET] }).deploymentTargets,
    ).toMatchObject([{ deploymentTargetType: 'ECSTarget', ecsTarget: { targetId: TARGET } }]);
  });
});
