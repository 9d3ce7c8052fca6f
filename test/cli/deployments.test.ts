import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { bundle, DeploymentRig } from '../support/deployment-rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox deployments', () => {
  let made: DeploymentRig;

  beforeEach(async () => {
    made = await DeploymentRig.open();
    made.machines(2);
  });

  it('lists the newest first with everything that is known of each', async () => {
    const first = made.deploy('web', bundle('one.zip'), { description: 'First' });
    const second = made.deploy('web', bundle('two.zip'));
    const { code, document } = await runJson(made.rig, ['deployments']);
    expect(code).toBe(0);
    expect(document.deployments.map(({ id }: { id: string }) => id)).toEqual([second, first]);
    expect(document.deployments[1]).toEqual({
      id: first,
      application: 'web',
      group: 'prod',
      account: '123456789012',
      region: 'eu-west-1',
      status: 'Succeeded',
      computePlatform: 'Server',
      type: 'in-place',
      config: 'CodeDeployDefault.OneAtATime',
      description: 'First',
      revision: { type: 'S3', location: 's3://artifacts/one.zip', id: null },
      creator: 'user',
      createdAt: '2026-11-20T12:00:00.000Z',
      startedAt: '2026-11-20T12:00:01.000Z',
      endedAt: expect.stringMatching(/^2026-11-20T12:00:0/),
      overview: { pending: 0, inProgress: 0, succeeded: 2, failed: 0, skipped: 0, ready: 0 },
      error: null,
      rollbackInfo: { rollbackDeploymentId: null, rollbackTriggeringDeploymentId: null, rollbackMessage: null },
    });
  });

  it('3.12 asks for the groups first when only the application is named', async () => {
    made.group('web', { ec2TagFilters: [] }, 'staging');
    const id = made.deploy('web', bundle('one.zip'));
    const other = made.deploy('web', bundle('one.zip'), { deploymentGroupName: 'staging' });
    made.rig.sent.length = 0;
    const { document } = await runJson(made.rig, ['deployments', 'web']);
    expect(document.deployments.map((one: { id: string }) => one.id)).toEqual([other, id]);
    expect(made.rig.sent).toEqual([
      'ListDeploymentGroups',
      'ListDeployments',
      'ListDeployments',
      'BatchGetDeployments',
    ]);
    const { document: one } = await runJson(made.rig, ['deployments', 'web/prod']);
    expect(one.deployments.map((found: { id: string }) => found.id)).toEqual([id]);
  });

  it('asks for 25 at a time and no more than were asked for', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => made.deploy('web', bundle(`${index}.zip`)));
    made.rig.sent.length = 0;
    const { document } = await runJson(made.rig, ['deployments', '--limit', '28']);
    expect(document.deployments.map(({ id }: { id: string }) => id)).toEqual(ids.reverse().slice(0, 28));
    expect(made.rig.sent.filter((operation) => operation === 'BatchGetDeployments')).toHaveLength(2);
  });

  it('filters by a status in any case, and lists the statuses for one that there is not', async () => {
    made.deploy('web', bundle('one.zip'));
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, outcome: 'fail' }]);
    const failed = made.deploy('web', bundle('two.zip'));
    const { document } = await runJson(made.rig, ['deployments', '--status', 'fAILED']);
    expect(document.deployments).toMatchObject([
      { id: failed, status: 'Failed', error: { code: 'HEALTH_CONSTRAINTS' } },
    ]);
    expect(await run(made.rig, ['deployments', '--status', 'broken'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Created, Queued, InProgress, Baking, Ready, Succeeded, Failed, Stopped'),
    });
  });

  it('is a table that fits 80 columns on a terminal', async () => {
    made.deploy('web', bundle('a/very/long/key/that/does/not/fit/into/the/column/of/a/table/whatever/happens.zip'));
    const { out } = await run(made.rig, ['deployments', '--color', 'never'], { columns: 80 });
    expect(out).toContain('● ok    d-');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('leaves out what it runs with rather than where it goes on a narrow terminal', async () => {
    made.deploy('web', bundle('a/very/long/key/that/does/not/fit.zip'));
    const { out } = await run(made.rig, ['deployments', '--color', 'never'], { columns: 50 });
    expect(out).toMatch(/d-\w{9} +web\/prod +\d\/\d/);
    expect(out).not.toMatch(/TYPE|REVISION/);
  });

  it('says so when there are none', async () => {
    expect(await run(made.rig, ['deployments'])).toMatchObject({ code: 0, out: 'MOCK none\n\nno deployments\n' });
    expect((await runJson(made.rig, ['deployments'])).document.deployments).toEqual([]);
  });

  it('is 5 for an application and for a group that is not there, with the names that there are', async () => {
    expect(await run(made.rig, ['deployments', 'wbe'])).toMatchObject({
      code: 5,
      err: 'signalbox: eu-west-1 has no application wbe (did you mean web?)\n',
    });
    expect(await run(made.rig, ['deployments', 'web/prd'])).toMatchObject({
      code: 5,
      err: 'signalbox: web in eu-west-1 has no deployment group prd (did you mean prod?)\n',
    });
    expect(await run(made.rig, ['deployments', 'checkout'])).toMatchObject({
      code: 5,
      err: expect.stringContaining('its applications are web'),
    });
    made.group('web', { ec2TagFilters: [] }, 'production');
    expect(await run(made.rig, ['deployments', 'web/pro'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('several begin so: prod, production'),
    });
  });

  it("is 5 with the service's own words where names may not be listed", async () => {
    made.rig.intercept = (operation) =>
      operation === 'ListApplications'
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' })
        : undefined;
    const { code, err } = await run(made.rig, ['deployments', 'wbe']);
    expect([code, err]).toEqual([5, expect.stringContaining('wbe')]);
  });

  it('is 2 for what can be no name, and nothing is sent', async () => {
    for (const word of ['web/', '/prod', 'a b']) {
      expect(await run(made.rig, ['deployments', word])).toMatchObject({ code: 2 });
    }
    expect(made.rig.sent).toEqual([]);
  });

  it('shows what there is of several regions, and which of them did not answer', async () => {
    const several = await DeploymentRig.open({ regions: ['eu-west-1', 'us-east-1'] });
    several.machines(1);
    const id = several.deploy('web', bundle('one.zip'));
    // The application is in one of the two: that is no problem of the other.
    const { code, document } = await runJson(several.rig, ['deployments', 'web']);
    expect([code, document.errors, document.deployments[0].id]).toEqual([0, [], id]);
    several.rig.intercept = (operation) =>
      operation === 'ListDeploymentGroups'
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' })
        : undefined;
    expect(await runJson(several.rig, ['deployments', 'web'])).toMatchObject({ code: 4 });
  });
});
