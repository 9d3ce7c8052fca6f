import { beforeEach, describe, expect, it } from 'vitest';
import { bundle, DeploymentRig, functionVersion, GREEN, taskDefinition } from '../support/deployment-rig.ts';
import { run, runJson } from './support/cli-rig.ts';

const MINUTE = 60;

describe('signalbox deployment', () => {
  let made: DeploymentRig;

  beforeEach(async () => {
    made = await DeploymentRig.open();
  });

  const shown = async (id: string) => (await runJson(made.rig, ['deployment', id])).document.deployment;

  it('tells of a machine that failed what its script said', async () => {
    made.machines(3);
    made.rig.engine.world.behaviors.append([
      {
        match: { target: 'i-0001', lifecycleEvent: 'ApplicationStart' },
        outcome: 'fail',
        diagnostics: {
          errorCode: 'ScriptFailed',
          scriptName: 'scripts/start.sh',
          message: 'exit code 1',
          logTail: '[stderr]\u001b[31mboom\n',
        },
      },
    ]);
    const id = made.deploy('web', bundle('one.zip'));
    const found = await shown(id);
    expect(found).toMatchObject({
      status: 'Failed',
      overview: { succeeded: 1, failed: 1, skipped: 1 },
      error: { code: 'HEALTH_CONSTRAINTS' },
      waiting: null,
      can: [],
    });
    const failed = found.targets[1];
    expect(failed).toMatchObject({ id: 'i-0001', type: 'InstanceTarget', status: 'Failed', traffic: [] });
    const event = failed.lifecycleEvents.find(({ name }: { name: string }) => name === 'ApplicationStart');
    expect(event).toMatchObject({
      status: 'Failed',
      startedAt: expect.any(String),
      endedAt: expect.any(String),
      duration: expect.any(Number),
      diagnostics: { errorCode: 'ScriptFailed', script: 'scripts/start.sh', message: 'exit code 1' },
    });
    const { out } = await run(made.rig, ['deployment', id, '--color', 'never'], { columns: 80 });
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.includes('i-0001'));
    expect(lines[at]).toMatch(/^✗ failed {3}i-0001 +●●●●●✗⊘ {2}ApplicationStart/);
    expect(lines[at + 1]).toBe('    ApplicationStart: scripts/start.sh: ScriptFailed: exit code 1');
    expect(out).toContain('boom');
    expect(out).not.toContain('\u001b[31mboom');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('3.9 tells what a blue/green deployment waits for, until when, and what can be done', async () => {
    made.blueGreen(2);
    const id = made.deploy('web', bundle('one.zip'), GREEN);
    made.rig.elapse(20 * MINUTE);
    const found = await shown(id);
    expect(found).toMatchObject({
      status: 'Ready',
      type: 'blue-green',
      waiting: { kind: 'READY_WAIT' },
      now: expect.stringMatching(/^waits for somebody to reroute the traffic; it stops by itself in 1h[34]\dm$/),
    });
    expect(Date.parse(found.waiting.until) - Date.parse(found.waiting.since)).toBe(120 * MINUTE * 1000);
    expect(found.can.map(({ action }: { action: string }) => action)).toEqual([
      'continue',
      'stop',
      'stop-and-roll-back',
    ]);
    expect(found.targets.map(({ label }: { label: string }) => label)).toEqual(['Green', 'Green', 'Blue', 'Blue']);

    made.rig.deploys('ContinueDeployment', { deploymentId: id, deploymentWaitType: 'READY_WAIT' });
    made.rig.elapse(10 * MINUTE);
    const later = await shown(id);
    expect(later).toMatchObject({
      status: 'InProgress',
      waiting: { kind: 'TERMINATION_WAIT' },
      now: expect.stringMatching(/the original instances are terminated in (19|20)m/),
    });
    expect(later.can[0]).toEqual({
      action: 'terminate-original',
      text: 'terminate the original now',
      command: `signalbox deployment continue ${id} --terminate-original --region eu-west-1 --scenario none`,
    });
  });

  it('3.10 tells which version of a function has how much of the traffic, and when it gets more', async () => {
    made.lambda();
    made.deploy('quotes', functionVersion(41), {}, 20 * MINUTE);
    const id = made.deploy('quotes', functionVersion(42), {}, 2 * MINUTE);
    const found = await shown(id);
    expect(found).toMatchObject({
      computePlatform: 'Lambda',
      previousRevision: { type: 'AppSpecContent' },
      waiting: { kind: 'TRAFFIC_SHIFT', percent: 100 },
      now: expect.stringMatching(/^shifts the traffic: 100 % go to the new version in [78]m\d\ds$/),
    });
    expect(found.targets[0]).toMatchObject({
      subject: 'quotes:live',
      traffic: [
        { id: '41', label: 'version 41', weight: 90 },
        { id: '42', label: 'version 42', weight: 10 },
      ],
    });
    const { out } = await run(made.rig, ['deployment', id]);
    expect(out).toContain('traffic version 41 90 %, version 42 10 %');
    expect(out).toContain('► AllowTraffic  ');
  });

  it('3.11 tells the task sets of a service with their labels and weights', async () => {
    made.ecs();
    const id = made.deploy('shop', taskDefinition('web:2'), {}, MINUTE);
    expect(await shown(id)).toMatchObject({ computePlatform: 'ECS', status: 'Ready' });
    made.rig.deploys('ContinueDeployment', { deploymentId: id, deploymentWaitType: 'READY_WAIT' });
    made.rig.elapse(30);
    const [target] = (await shown(id)).targets;
    expect(target).toMatchObject({ id: 'shop:web', type: 'ECSTarget' });
    expect(target.traffic).toMatchObject([
      { label: 'Blue', weight: 90, status: 'PRIMARY', targetGroup: 'web-1', tasks: { desired: expect.any(Number) } },
      { label: 'Green', weight: 10, targetGroup: 'web-2' },
    ]);
  });

  it('3.8 links a rollback and what it takes back both ways', async () => {
    made.machines(1, { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } });
    made.deploy('web', bundle('one.zip'));
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, outcome: 'fail', times: 1 }]);
    const failed = made.deploy('web', bundle('two.zip'));
    const { rollbackInfo, autoRollback } = await shown(failed);
    expect(autoRollback).toEqual({ enabled: true, events: ['DEPLOYMENT_FAILURE'] });
    const rollback = await shown(rollbackInfo.rollbackDeploymentId);
    expect(rollback).toMatchObject({
      creator: 'codeDeployRollback',
      revision: { location: 's3://artifacts/one.zip' },
      rollbackInfo: { rollbackTriggeringDeploymentId: failed },
    });
    expect((await run(made.rig, ['deployment', failed])).out).toContain(`${rollback.id} rolled it back`);
    expect((await run(made.rig, ['deployment', rollback.id])).out).toContain(`it rolls back ${failed}`);
  });

  it('names the alarms of its group, and is shown although the group is gone', async () => {
    made.rig.engine.world.alarms.replace([{ name: 'errors', state: 'OK' }]);
    made.lambda({ alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] } });
    const id = made.deploy('quotes', functionVersion(41));
    expect((await shown(id)).alarms).toEqual({ enabled: true, names: ['errors'] });
    made.rig.elapse(20 * MINUTE);
    made.rig.deploys('DeleteDeploymentGroup', { applicationName: 'quotes', deploymentGroupName: 'prod' });
    expect(await shown(id)).toMatchObject({ alarms: null, status: 'Succeeded' });
  });

  it('3.5 shows one that has not begun without targets', async () => {
    made.machines(1);
    const id = made.deploy('web', bundle('one.zip'), {}, 0);
    expect(await shown(id)).toMatchObject({
      status: 'Created',
      startedAt: null,
      targets: [],
      now: 'it has not begun yet',
    });
  });

  it('reads a thousand targets in batches of 25, and shows those first that matter', async () => {
    made.machines(1000, { deploymentConfigName: 'CodeDeployDefault.AllAtOnce' });
    made.rig.engine.world.behaviors.append([
      { match: { target: 'i-0999', lifecycleEvent: 'Install' }, outcome: 'fail' },
    ]);
    const id = made.deploy('web', bundle('one.zip'), {}, MINUTE);
    made.rig.sent.length = 0;
    const { document } = await runJson(made.rig, ['deployment', id]);
    expect(document.deployment.targets).toHaveLength(1000);
    const sent = (operation: string) => made.rig.sent.filter((name) => name === operation).length;
    expect([sent('ListDeploymentTargets'), sent('BatchGetDeploymentTargets')]).toEqual([10, 40]);
    const { out } = await run(made.rig, ['deployment', id, '--color', 'never'], { columns: 80 });
    const lines = out.split('\n');
    expect(lines[lines.findIndex((line) => line.startsWith('STATUS')) + 1]).toMatch(/^✗ failed +i-0999/);
    expect(lines.at(-2)).toBe('and 940 more: 940 ok (all of them with --output json)');
  });

  it('is found in whichever of the chosen regions it is', async () => {
    const several = await DeploymentRig.open({ regions: ['us-east-1', 'eu-west-1'] });
    several.machines(1);
    const id = several.deploy('web', bundle('one.zip'));
    const { code, document } = await runJson(several.rig, ['deployment', id]);
    expect([code, document.deployment.region]).toEqual([0, 'eu-west-1']);
  });

  it('is 5 for an id that nobody knows and 2 for what is none', async () => {
    expect(await run(made.rig, ['deployment', 'd-ABCDEFGHI'])).toMatchObject({
      code: 5,
      err: 'signalbox: there is no deployment d-ABCDEFGHI in eu-west-1\n',
    });
    made.rig.sent.length = 0;
    for (const word of ['d-abc', 'i-ABCDEFGHI', 'help', 'd-ABCDEFGHIJ']) {
      expect(await run(made.rig, ['deployment', word])).toMatchObject({ code: 2 });
    }
    expect(await run(made.rig, ['deployment', 'stpo'])).toMatchObject({ err: expect.stringContaining('mean stop?') });
    expect(made.rig.sent).toEqual([]);
  });
});
