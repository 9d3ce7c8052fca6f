import { describe, expect, it } from 'vitest';
import { START } from '../harness.ts';
import { DeploymentHarness } from './deployment-harness.ts';

const MINUTE = 60;
const HOUR = 3600;

function revision(version: number, hooks: readonly object[] = []): object {
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        web: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Name: 'web',
            Alias: 'live',
            CurrentVersion: String(version - 1),
            TargetVersion: String(version),
          },
        },
      },
    ],
    Hooks: hooks,
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}

const HOOKS = [{ BeforeAllowTraffic: 'check' }, { AfterAllowTraffic: 'smoke' }];

function lambda(more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.application('web', 'Lambda');
  harness.group({
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    ...more,
  });
  return harness;
}

function weight(harness: DeploymentHarness, id: string): number {
  return harness.target(id, 'web').lambdaFunctionInfo.targetVersionWeight;
}

/** The id that the journal tells of the last hook. */
function hookId(harness: DeploymentHarness): string {
  return harness.events().findLast(({ detail }) => detail.lifecycleEventHookExecutionId)!.detail
    .lifecycleEventHookExecutionId as string;
}

function answer(harness: DeploymentHarness, deploymentId: string, status = 'Succeeded', id = hookId(harness)) {
  const input = { deploymentId, lifecycleEventHookExecutionId: id, status };
  return harness.call('PutLifecycleEventHookExecutionStatus', input);
}

describe('a deployment to a Lambda function', () => {
  it('3.10 has one target, the function, and three events', () => {
    const harness = lambda();
    const id = harness.deploy({ revision: revision(2) });
    expect(harness.info(id)).toMatchObject({
      status: 'Succeeded',
      computePlatform: 'Lambda',
      deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      deploymentOverview: { Succeeded: 1 },
    });
    expect(harness.info(id).revision.appSpecContent).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(harness.targetIds(id)).toEqual(['web']);
    const target = harness.target(id, 'web');
    expect(target).toMatchObject({
      targetArn: 'arn:aws:lambda:us-east-1:123456789012:function:web',
      status: 'Succeeded',
      lambdaFunctionInfo: {
        functionName: 'web',
        functionAlias: 'live',
        currentVersion: '1',
        targetVersion: '2',
        targetVersionWeight: 100,
      },
    });
    expect(harness.eventStates(id, 'web')).toEqual([
      'BeforeAllowTraffic Succeeded',
      'AllowTraffic Succeeded',
      'AfterAllowTraffic Succeeded',
    ]);
    expect(harness.story(id)).toEqual(['START', 'SUCCESS']);
  });

  it('3.10 a canary gets its share at once, and the rest after its interval', () => {
    const harness = lambda({ deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes' });
    const id = harness.deploy({ revision: revision(2) }, 1);
    expect([weight(harness, id), harness.status(id)]).toEqual([10, 'InProgress']);
    expect(harness.event(id, 'web', 'AllowTraffic').status).toBe('InProgress');
    harness.advance(5 * MINUTE - 1);
    expect(weight(harness, id)).toBe(10);
    harness.advance(1);
    expect([weight(harness, id), harness.status(id)]).toEqual([100, 'Succeeded']);
    expect(harness.target(id, 'web').lastUpdatedAt).toBe(START + (1 + 5 * MINUTE) * 1000);
  });

  it('3.10 linear traffic moves a tenth every minute', () => {
    const harness = lambda({ deploymentConfigName: 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute' });
    const id = harness.deploy({ revision: revision(2) }, 1);
    const weights = [weight(harness, id)];
    for (let minute = 0; minute < 9; minute++) {
      harness.advance(MINUTE);
      weights.push(weight(harness, id));
    }
    expect(weights).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.10 calls functions before and after, which succeed after two seconds', () => {
    const harness = lambda();
    const id = harness.deploy({ revision: revision(2, HOOKS) }, 1);
    expect([harness.status(id), weight(harness, id)]).toEqual(['InProgress', 0]);
    harness.advance(2);
    expect(weight(harness, id)).toBe(100);
    harness.advance(2);
    expect(harness.status(id)).toBe('Succeeded');
    expect(harness.story(id)).toEqual([
      'START',
      'web BeforeAllowTraffic START',
      'web BeforeAllowTraffic SUCCESS',
      'web AfterAllowTraffic START',
      'web AfterAllowTraffic SUCCESS',
      'SUCCESS',
    ]);
  });

  it('3.10 what is external waits for an answer, the id of which is in the journal', () => {
    const harness = lambda();
    harness.behave({ match: { lifecycleEvent: 'BeforeAllowTraffic' }, outcome: 'external' });
    const id = harness.deploy({ revision: revision(2, HOOKS) }, 10 * MINUTE);
    expect(harness.event(id, 'web', 'BeforeAllowTraffic').status).toBe('InProgress');
    const hook = hookId(harness);
    expect(answer(harness, id)).toEqual({ lifecycleEventHookExecutionId: hook });
    expect(harness.event(id, 'web', 'BeforeAllowTraffic').status).toBe('Succeeded');
    const input = { deploymentId: id, lifecycleEventHookExecutionId: hook, status: 'Succeeded' };
    expect(harness.refusal('PutLifecycleEventHookExecutionStatus', input)).toContain(
      'LifecycleEventAlreadyCompletedException',
    );
  });

  it('3.10 a function that answers Failed ends the deployment', () => {
    const harness = lambda();
    harness.behave({ match: { lifecycleEvent: 'BeforeAllowTraffic' }, outcome: 'external' });
    const id = harness.deploy({ revision: revision(2, HOOKS) }, 5);
    answer(harness, id, 'Failed');
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
    expect(harness.eventStates(id, 'web')).toEqual([
      'BeforeAllowTraffic Failed',
      'AllowTraffic Skipped',
      'AfterAllowTraffic Skipped',
    ]);
    expect(harness.event(id, 'web', 'BeforeAllowTraffic').diagnostics).toMatchObject({ scriptName: 'check' });
  });

  it('3.10 an answer may come before the one that would be given anyway', () => {
    const harness = lambda();
    const id = harness.deploy({ revision: revision(2, HOOKS) }, 2);
    answer(harness, id);
    expect(harness.event(id, 'web', 'BeforeAllowTraffic').endTime).toBe(START + 2000);
    harness.advance(10);
    expect(harness.status(id)).toBe('Succeeded');
  });

  it('3.10 who is silent for an hour has failed', () => {
    const harness = lambda();
    harness.behave({ match: { lifecycleEvent: 'AfterAllowTraffic' }, outcome: 'external' });
    const id = harness.deploy({ revision: revision(2, HOOKS) }, HOUR + 2);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
    expect(weight(harness, id)).toBe(100);
  });

  it.each([
    [{ status: 'InProgress' }, 'InvalidLifecycleEventHookExecutionStatusException'],
    [{ lifecycleEventHookExecutionId: 'none' }, 'InvalidLifecycleEventHookExecutionIdException'],
    [{ deploymentId: 'd-000000000' }, 'DeploymentDoesNotExistException'],
    [{ deploymentId: 'none' }, 'InvalidDeploymentIdException'],
  ])('3.10 an answer with %j is refused', (more, name) => {
    const harness = lambda();
    const id = harness.deploy({ revision: revision(2, HOOKS) }, 2);
    const input = { deploymentId: id, lifecycleEventHookExecutionId: hookId(harness), status: 'Succeeded', ...more };
    expect(harness.refusal('PutLifecycleEventHookExecutionStatus', input)).toContain(name);
  });

  it.each(['{', 'version: 0.0', 'version: 2\nResources: []'])(
    '3.10 an AppSpec file that is not right (%#) fails it',
    (content) => {
      const harness = lambda();
      const id = harness.deploy({ revision: { revisionType: 'AppSpecContent', appSpecContent: { content } } });
      expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'INVALID_REVISION' } });
    },
  );

  it('3.10 the AppSpec file may be an object in S3, and YAML', () => {
    const harness = lambda();
    const appspec = `version: 0.0
Resources:
  - web: { Type: AWS::Lambda::Function, Properties: { Name: web, Alias: live, CurrentVersion: 1, TargetVersion: 2 } }
`;
    harness.bundles({ 'appspec.yml': { appspec } });
    const s3Location = { bucket: 'b', key: 'appspec.yml', bundleType: 'YAML' };
    const id = harness.deploy({ revision: { revisionType: 'S3', s3Location } });
    expect([harness.status(id), weight(harness, id)]).toEqual(['Succeeded', 100]);
    const unknown = { revisionType: 'S3', s3Location: { ...s3Location, key: 'other.yml' } };
    expect(harness.info(harness.deploy({ revision: unknown })).errorInformation.code).toBe('INVALID_REVISION');
  });

  it('3.3 a revision of the deprecated type String is deployed, and by its hash too', () => {
    const harness = lambda();
    const { content } = (revision(2) as { appSpecContent: { content: string } }).appSpecContent;
    const id = harness.deploy({ revision: { revisionType: 'String', string: { content } } });
    expect(harness.target(id, 'web').lambdaFunctionInfo).toMatchObject({
      targetVersion: '2',
      targetVersionWeight: 100,
    });
    const { revision: known } = harness.info(id);
    expect(known).toEqual({ revisionType: 'String', string: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(harness.status(harness.deploy({ revision: known }))).toBe('Succeeded');
  });

  it('3.3 a text that was registered is deployed by its hash', () => {
    const harness = lambda();
    const first = harness.deploy({ revision: revision(2) });
    const { revision: known } = harness.info(first);
    expect(harness.status(harness.deploy({ revision: known }))).toBe('Succeeded');
  });

  it('3.8 a rollback moves all traffic back at once', () => {
    const harness = lambda({
      deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    });
    harness.deploy({ revision: revision(2) }, 10 * MINUTE);
    const failed = harness.deploy({ revision: revision(3, HOOKS) }, 10);
    expect(weight(harness, failed)).toBe(10);
    expect(harness.stop(failed)).toMatchObject({ status: 'Succeeded' });
    const { rollbackDeploymentId: back } = harness.info(failed).rollbackInfo;
    harness.advance(1);
    expect(harness.status(back)).toBe('Succeeded');
    expect(harness.target(back, 'web').lambdaFunctionInfo).toMatchObject({
      currentVersion: '3',
      targetVersion: '2',
      targetVersionWeight: 100,
    });
    expect(harness.info(back).revision).toEqual(harness.groupInfo().targetRevision);
    expect(weight(harness, failed)).toBe(0);
  });

  it('3.8 a rollback, which calls no function, waits for no answer from outside', () => {
    const harness = lambda({ autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } });
    harness.deploy({ revision: revision(2) });
    harness.behave({ match: { application: 'web', lifecycleEvent: '*AllowTraffic' }, outcome: 'external' });
    const failed = harness.deploy({ revision: revision(3, HOOKS) });
    answer(harness, failed, 'Failed');
    harness.advance(1);
    expect(harness.status(harness.info(failed).rollbackInfo.rollbackDeploymentId)).toBe('Succeeded');
  });

  it('3.5 what never ends fails after fifty hours', () => {
    const harness = lambda();
    harness.behave({ match: { lifecycleEvent: 'AllowTraffic' }, outcome: 'hang' });
    const id = harness.deploy({ revision: revision(2) }, 50 * 3600 - 1);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({ status: 'Failed', errorInformation: { code: 'TIMEOUT' } });
  });

  it('3.12 the deprecated calls know no functions', () => {
    const harness = lambda();
    const id = harness.deploy({ revision: revision(2) });
    expect(harness.refusal('ListDeploymentInstances', { deploymentId: id })).toContain(
      'InvalidComputePlatformException',
    );
    expect(
      harness.refusal('ListDeploymentTargets', { deploymentId: id, targetFilters: { ServerInstanceLabel: ['Blue'] } }),
    ).toContain('InvalidDeploymentInstanceTypeException');
  });
});
