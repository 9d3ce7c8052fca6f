import { describe, expect, it } from 'vitest';
import { control } from '../support/requests.ts';
import { Played } from './bundled-rig.ts';

/** The newest first. */
function deployments(played: Played, applicationName: string, deploymentGroupName: string): string[] {
  return played.deploy('ListDeployments', { applicationName, deploymentGroupName }).deployments;
}

function info(played: Played, deploymentId: string) {
  return played.deploy('GetDeployment', { deploymentId }).deploymentInfo;
}

function targets(played: Played, deploymentId: string, label?: 'Blue' | 'Green'): string[] {
  const targetFilters = label && { ServerInstanceLabel: [label] };
  return played.deploy('ListDeploymentTargets', { deploymentId, targetFilters }).targetIds;
}

function retry(played: Played, pipelineName: string, stageName: string): void {
  const { pipelineExecutionId } = played.stage(pipelineName, stageName).latestExecution;
  played.pipeline('RetryStageExecution', { pipelineName, stageName, pipelineExecutionId, retryMode: 'FAILED_ACTIONS' });
}

describe('rolling', () => {
  it('fails on one machine, on another, and goes well the third time', async () => {
    const played = await Played.begin('rolling');
    const overview = (index: number) => {
      const id = deployments(played, 'booking', 'production')[index]!;
      expect(targets(played, id)).toHaveLength(12);
      return info(played, id);
    };
    expect(overview(2).status).toBe('Succeeded');
    expect(overview(1)).toMatchObject({
      status: 'Failed',
      deploymentOverview: { Succeeded: 4, Failed: 1, Skipped: 7 },
    });
    const now = overview(0);
    expect(now.status).toBe('InProgress');
    expect(now.deploymentOverview.InProgress).toBe(1);
    expect(now.deploymentOverview.Pending).toBeGreaterThan(5);
    played.minutes(20);
    expect(overview(0)).toMatchObject({ status: 'Failed', deploymentOverview: { Failed: 1 } });
    expect(played.statuses('booking')[0]).toBe('Failed');
    retry(played, 'booking', 'Production');
    played.minutes(20);
    expect(overview(0)).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 12 } });
    expect(played.statuses('booking')[0]).toBe('Succeeded');
  });
});

describe('blue-green', () => {
  it('the traffic is rerouted, and the blue machines are gone half an hour later', async () => {
    const played = await Played.begin('blue-green');
    const [deploymentId, first] = deployments(played, 'shop-web', 'production');
    expect(info(played, first!).status).toBe('Succeeded');
    expect(info(played, deploymentId!)).toMatchObject({ status: 'Ready', deploymentOverview: { Ready: 4 } });
    const [green, blue] = [targets(played, deploymentId!, 'Green'), targets(played, deploymentId!, 'Blue')];
    expect([green.length, blue.length]).toEqual([4, 4]);
    played.deploy('ContinueDeployment', { deploymentId, deploymentWaitType: 'READY_WAIT' });
    played.minutes(20);
    expect(info(played, deploymentId!)).toMatchObject({
      status: 'InProgress',
      instanceTerminationWaitTimeStarted: true,
    });
    const fleet = () => control(played.engine, 'GET', 'fleet').answer.instances.map(({ id }: { id: string }) => id);
    expect(fleet()).toEqual(expect.arrayContaining(blue));
    played.minutes(15);
    expect(info(played, deploymentId!).status).toBe('Succeeded');
    expect(fleet()).toEqual(green);
    expect(played.statuses('shop-web')).toEqual(['Succeeded', 'Succeeded']);
  });

  it('is stopped when nobody reroutes in time', async () => {
    const played = await Played.begin('blue-green');
    played.minutes(120);
    expect(info(played, deployments(played, 'shop-web', 'production')[0]!).status).toBe('Stopped');
    expect(played.statuses('shop-web')[0]).toBe('Failed');
  });
});

describe('canary-failing', () => {
  it('a tenth of the traffic, an alarm, and all of it back at the old version', async () => {
    const played = await Played.begin('canary-failing');
    const [canary] = deployments(played, 'quotes', 'live');
    const lambda = (deploymentId: string) =>
      played.deploy('GetDeploymentTarget', { deploymentId, targetId: 'quotes' }).deploymentTarget.lambdaTarget
        .lambdaFunctionInfo;
    expect(info(played, canary!).status).toBe('InProgress');
    expect(lambda(canary!)).toMatchObject({ currentVersion: '41', targetVersion: '42', targetVersionWeight: 10 });
    played.minutes(5);
    const [rollback] = deployments(played, 'quotes', 'live');
    expect(info(played, canary!)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE' },
      rollbackInfo: { rollbackDeploymentId: rollback },
    });
    played.minutes(15);
    expect(info(played, rollback!)).toMatchObject({ status: 'Succeeded', creator: 'codeDeployRollback' });
    expect(lambda(rollback!)).toMatchObject({ targetVersion: '41', targetVersionWeight: 100 });
    expect(deployments(played, 'quotes', 'live')).toHaveLength(3);
    expect(played.statuses('quotes')).toEqual(['Succeeded', 'Succeeded']);
  });
});

describe('on-premises', () => {
  it('a till is switched on, another gets its tags, and the retry reaches all', async () => {
    const played = await Played.begin('on-premises');
    const newest = () => deployments(played, 'till', 'stores')[0]!;
    expect(info(played, newest()).status).toBe('Failed');
    expect(targets(played, newest())).toEqual(['till-porto-2', 'till-bergen-1', 'till-gdansk-1', 'till-porto-1']);
    expect(played.deploy('ListOnPremisesInstances', { registrationStatus: 'Deregistered' }).instanceNames).toEqual([
      'till-bergen-2',
    ]);
    control(played.engine, 'PUT', 'fleet', { instances: [{ id: 'till-porto-2', onPremises: true }] });
    const tags = [{ Key: 'device', Value: 'till' }];
    played.deploy('AddTagsToOnPremisesInstances', { instanceNames: ['till-porto-3'], tags });
    retry(played, 'till', 'Stores');
    played.minutes(5);
    expect(info(played, newest())).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 5 } });
    expect(targets(played, newest())).toContain('till-porto-3');
    expect(played.statuses('till')[0]).toBe('Succeeded');
  });
});
