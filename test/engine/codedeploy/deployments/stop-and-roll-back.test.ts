import { describe, expect, it } from 'vitest';
import { START } from '../harness.ts';
import { appspec, DeploymentHarness, OTHER, REVISION } from './deployment-harness.ts';

const ALL_AT_ONCE = 'CodeDeployDefault.AllAtOnce';

function scripted(more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.webGroup({ deploymentConfigName: ALL_AT_ONCE, ...more });
  harness.fleet('i-0', 'i-1');
  harness.bundles({
    'app.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) },
    'other.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) },
  });
  return harness;
}

function rollback(...events: string[]): object {
  return { autoRollbackConfiguration: { enabled: true, events } };
}

function newest(harness: DeploymentHarness): string {
  return harness.call('ListDeployments', {}).deployments[0];
}

describe('StopDeployment', () => {
  it('3.8 is pending while events go on, begins no further one, and has then stopped', () => {
    const harness = scripted({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
    const id = harness.deploy({}, 2);
    expect(harness.stop(id)).toMatchObject({ status: 'Pending' });
    expect(harness.status(id)).toBe('InProgress');
    expect(harness.stop(id)).toEqual({
      status: 'Succeeded',
      statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
    });
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({
      status: 'Stopped',
      completeTime: START + 3000,
      errorInformation: { code: 'MANUAL_STOP' },
    });
    expect(harness.targetStates(id)).toEqual(['i-0 Failed', 'i-1 Skipped']);
    expect(harness.eventStates(id, 'i-0').slice(3)).toEqual([
      'Install Succeeded',
      'AfterInstall Succeeded',
      'ApplicationStart Skipped',
      'ValidateService Skipped',
    ]);
    expect(harness.story(id).slice(-2)).toEqual(['i-0 FAILURE', 'STOP']);
    expect(harness.refusal('StopDeployment', { deploymentId: id })).toContain('DeploymentAlreadyCompletedException');
  });

  it('3.8 succeeds at once where nothing goes on', () => {
    const harness = scripted();
    const id = harness.create();
    expect(harness.stop(id)).toMatchObject({ status: 'Succeeded' });
    expect(harness.status(id)).toBe('Stopped');
    harness.advance(60);
    expect(harness.story(id)).toEqual(['STOP']);
  });

  it('3.8 begins on no further machine while others are being waited for', () => {
    const harness = scripted({ deploymentConfigName: 'CodeDeployDefault.HalfAtATime' });
    harness.fleet('i-0', 'i-1', 'i-2', 'i-3');
    harness.behave({ match: { target: 'i-1', lifecycleEvent: 'AfterInstall' }, durationSeconds: 10 });
    const id = harness.deploy({}, 2);
    harness.stop(id);
    harness.advance(5);
    expect(harness.targetStates(id)).toEqual(['i-0 Failed', 'i-1 InProgress', 'i-2 Pending', 'i-3 Pending']);
    harness.advance(5);
    expect(harness.targetStates(id)).toEqual(['i-0 Failed', 'i-1 Failed', 'i-2 Skipped', 'i-3 Skipped']);
  });

  it('3.8 a machine whose last event was under way has succeeded', () => {
    const harness = scripted();
    harness.bundles({ 'app.zip': { appspec: appspec({ ValidateService: 'a.sh' }) } });
    const id = harness.deploy({}, 2);
    harness.stop(id);
    harness.advance(5);
    expect([harness.status(id), ...harness.targetStates(id)]).toEqual(['Stopped', 'i-0 Succeeded', 'i-1 Succeeded']);
  });

  it('3.8 rolls back when it is told to, whatever the configuration says', () => {
    const harness = scripted();
    harness.deploy();
    const id = harness.deploy({ revision: OTHER }, 2);
    harness.stop(id, true);
    harness.advance(5);
    expect(harness.info(id).rollbackInfo.rollbackDeploymentId).toBe(newest(harness));
  });

  it('3.8 does not when it is told not to', () => {
    const harness = scripted(rollback('DEPLOYMENT_STOP_ON_REQUEST'));
    harness.deploy();
    const id = harness.deploy({ revision: OTHER }, 2);
    harness.stop(id, false);
    harness.advance(5);
    expect(harness.info(id).rollbackInfo).toBeUndefined();
  });

  it('3.8 does what the configuration says when it is told nothing', () => {
    for (const event of ['DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_FAILURE']) {
      const harness = scripted(rollback(event));
      harness.deploy();
      const id = harness.deploy({ revision: OTHER }, 2);
      harness.stop(id);
      harness.advance(5);
      expect(harness.info(id).rollbackInfo !== undefined).toBe(event === 'DEPLOYMENT_STOP_ON_REQUEST');
    }
  });
});

describe('rollback', () => {
  it('3.8 is a new deployment of what went well last, and both know of each other', () => {
    const harness = scripted(rollback('DEPLOYMENT_FAILURE'));
    const good = harness.deploy({ fileExistsBehavior: 'RETAIN' });
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 2 });
    const failed = harness.deploy({ revision: OTHER, fileExistsBehavior: 'OVERWRITE', description: 'second' });
    const back = newest(harness);
    const { rollbackMessage } = harness.info(failed).rollbackInfo;
    expect(rollbackMessage).toContain(good);
    expect(harness.info(failed)).toMatchObject({ status: 'Failed', rollbackInfo: { rollbackDeploymentId: back } });
    expect(harness.info(back)).toMatchObject({
      status: 'Succeeded',
      creator: 'codeDeployRollback',
      revision: REVISION,
      fileExistsBehavior: 'RETAIN',
      rollbackInfo: { rollbackTriggeringDeploymentId: failed, rollbackMessage },
    });
    expect(harness.info(back).description).toBeUndefined();
    expect(harness.groupInfo()).toMatchObject({
      targetRevision: REVISION,
      lastSuccessfulDeployment: { deploymentId: back },
    });
  });

  it('3.8 without a deployment that went well there is none, and the failed one says why', () => {
    const harness = scripted(rollback('DEPLOYMENT_FAILURE'));
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail' });
    const id = harness.deploy();
    expect(harness.info(id).rollbackInfo).toEqual({
      rollbackMessage: 'Deployment group prod has no successful deployment to roll back to',
    });
    expect(newest(harness)).toBe(id);
  });

  it('3.8 does not roll back again', () => {
    const harness = scripted(rollback('DEPLOYMENT_FAILURE'));
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail' });
    harness.deploy({ revision: OTHER });
    expect(harness.call('ListDeployments', {}).deployments).toHaveLength(3);
    expect(harness.status(newest(harness))).toBe('Failed');
  });

  it('3.8 happens for what it is meant for alone, and the deployment decides before its group', () => {
    const harness = scripted(rollback('DEPLOYMENT_STOP_ON_ALARM'));
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 2 });
    harness.deploy({ revision: OTHER });
    expect(harness.call('ListDeployments', {}).deployments).toHaveLength(2);
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, outcome: 'fail', times: 2 });
    harness.deploy({ revision: OTHER, ...rollback('DEPLOYMENT_FAILURE') });
    expect(harness.call('ListDeployments', {}).deployments).toHaveLength(4);
  });
});

describe('alarms', () => {
  const MONITORED = { alarmConfiguration: { enabled: true, alarms: [{ name: '5xx' }] } };

  it('3.5 one that goes off stops the deployment, and rolls it back where that is wanted', () => {
    const harness = scripted({ ...MONITORED, ...rollback('DEPLOYMENT_STOP_ON_ALARM') });
    harness.alarm('5xx', 'OK');
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, durationSeconds: 15, times: 2 });
    const id = harness.deploy({ revision: OTHER }, 2);
    harness.alarm('5xx', 'ALARM');
    harness.advance(10);
    expect(harness.status(id)).toBe('InProgress');
    harness.alarm('5xx', 'OK');
    harness.advance(20);
    expect(harness.info(id)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringContaining('Activated alarms: <5xx>') },
      rollbackInfo: { rollbackDeploymentId: newest(harness) },
    });
    expect(harness.status(newest(harness))).toBe('Succeeded');
  });

  it('3.5 they are looked at once more when the targets have ended: the deployment is baking meanwhile', () => {
    const harness = scripted({ ...MONITORED, ...rollback('DEPLOYMENT_STOP_ON_ALARM') });
    harness.alarm('5xx', 'OK');
    const good = harness.deploy({}, 5);
    expect(harness.info(good)).toMatchObject({ status: 'Baking', deploymentOverview: { Succeeded: 2 } });
    expect(harness.info(good).completeTime).toBeUndefined();
    harness.advance(10);
    expect(harness.status(good)).toBe('Succeeded');
    const id = harness.deploy({ revision: OTHER }, 5);
    expect(harness.status(id)).toBe('Baking');
    harness.alarm('5xx', 'ALARM');
    harness.advance(10);
    expect(harness.info(id)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE' },
      deploymentOverview: { Succeeded: 2 },
      rollbackInfo: { rollbackDeploymentId: newest(harness) },
    });
  });

  it('3.8 a deployment that is baking can be stopped', () => {
    const harness = scripted(MONITORED);
    harness.alarm('5xx', 'OK');
    const id = harness.deploy({}, 5);
    expect(harness.stop(id)).toMatchObject({ status: 'Succeeded' });
    expect(harness.status(id)).toBe('Stopped');
  });

  it('3.5 one that rings on does not stop the rollback', () => {
    const harness = scripted({ ...MONITORED, ...rollback('DEPLOYMENT_STOP_ON_ALARM') });
    harness.alarm('5xx', 'OK');
    harness.deploy();
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, durationSeconds: 15, times: 2 });
    const id = harness.deploy({ revision: OTHER }, 2);
    harness.alarm('5xx', 'ALARM');
    harness.advance(60);
    expect([harness.status(id), harness.status(newest(harness))]).toEqual(['Stopped', 'Succeeded']);
    expect(newest(harness)).not.toBe(id);
  });

  it.each([{ enabled: false }, {}])('3.4 alarms that are not enabled (%j) are not looked at', (more) => {
    const harness = scripted({ alarmConfiguration: { ...more, alarms: [{ name: '5xx' }] } });
    harness.alarm('5xx', 'ALARM');
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.5 one that is on already lets nothing begin', () => {
    const harness = scripted(MONITORED);
    harness.alarm('5xx', 'ALARM');
    const id = harness.deploy();
    expect(harness.info(id)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
    expect(harness.story(id)).toEqual(['STOP']);
  });

  it('3.5 one whose state cannot be read stops it too, unless that is ignored', () => {
    const harness = scripted(MONITORED);
    expect(harness.status(harness.deploy())).toBe('Stopped');
    harness.updateGroup({ alarmConfiguration: { ...MONITORED.alarmConfiguration, ignorePollAlarmFailure: true } });
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });

  it('3.4 the alarms of the deployment take the place of the group’s', () => {
    const harness = scripted(MONITORED);
    harness.alarm('5xx', 'ALARM');
    expect(harness.status(harness.deploy({ overrideAlarmConfiguration: { enabled: false } }))).toBe('Succeeded');
    const other = { enabled: true, ignorePollAlarmFailure: true, alarms: [{ name: 'latency' }] };
    expect(harness.status(harness.deploy({ overrideAlarmConfiguration: other }))).toBe('Succeeded');
  });
});

describe('time limits', () => {
  it('3.5 a deployment in place fails after eight hours', () => {
    const harness = scripted({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
    harness.fleet(...Array.from({ length: 20 }, (_, index) => `i-${index}`));
    harness.behave({ match: { lifecycleEvent: 'AfterInstall' }, durationSeconds: 1800 });
    const id = harness.deploy({}, 8 * 3600 - 1);
    expect(harness.status(id)).toBe('InProgress');
    harness.advance(1);
    expect(harness.info(id)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'TIMEOUT' },
      deploymentOverview: { Succeeded: 15, Failed: 1, Skipped: 4 },
    });
    const [cutOff] = harness.targetIds(id, { TargetStatus: ['Failed'] });
    expect(harness.event(id, cutOff!, 'AfterInstall')).toMatchObject({
      status: 'Failed',
      endTime: harness.info(id).completeTime,
    });
  });
});
