import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { COMMIT, connectionOf, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox status', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('tells every stage with its actions', async () => {
    const { code, document } = await runJson(rig, ['status', 'storefront']);
    expect(code).toBe(0);
    expect(document.pipeline).toMatchObject({ name: 'storefront', health: 'Waiting', version: 1, type: 'V1' });
    const [source, gate] = document.pipeline.stages;
    expect(source).toMatchObject({ name: 'Source', status: 'Succeeded', revisionId: COMMIT });
    expect(gate.actions).toEqual([
      {
        name: 'Approve',
        category: 'Approval',
        provider: 'Manual',
        status: 'InProgress',
        since: '2026-11-20T12:00:01.000Z',
        by: null,
        summary: null,
        percent: null,
        error: null,
        revisionId: null,
        externalId: null,
        url: gate.actions[0].url,
      },
    ]);
  });

  it('cuts what a commit says before which execution it is and what that waits for', async () => {
    const { out } = await run(rig, ['status', 'storefront', '--color', 'never'], { columns: 52 });
    expect(out).toMatch(/^← +77b0e1d … \(\w{6}\) waits to enter Gate$/m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(52);
  });

  it('shows a closed transition with who, why and since when, and who waits', async () => {
    rig.aws('DisableStageTransition', {
      pipelineName: 'storefront',
      stageName: 'Prod',
      transitionType: 'Inbound',
      reason: 'year-end freeze',
    });
    rig.elapse(120);
    const { out } = await run(rig, ['status', 'storefront']);
    expect(out).toMatch(/╫ +closed by alice: year-end freeze +2m/);
    expect(out).toMatch(/77b0e1d Blue header \(\w{6}\) waits to enter Gate/);
    expect(out).toMatch(/◆ Approve +waiting/);
  });

  it('is 5 for a pipeline that does not exist, and names what is near', async () => {
    const { code, err, document } = await runJson(rig, ['status', 'storfront']);
    expect(code).toBe(5);
    expect(err).toBe('signalbox: there is no pipeline storfront in eu-west-1 (did you mean storefront?)\n');
    expect(document).toMatchObject({ pipeline: null, errors: [{ code: 'PipelineNotFoundException', exitCode: 5 }] });
  });

  it('refuses an empty name', async () => {
    expect(await run(rig, ['status', ''])).toMatchObject({ code: 2, err: 'signalbox: PIPELINE is empty\n' });
  });
});

describe('a name in several regions', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront', 'ledger'], { regions: ['eu-west-1', 'us-east-1'] });
    const here = rig.aws('GetPipeline', { name: 'storefront' });
    const { codepipeline } = rig.engine.region('123456789012', 'us-east-1');
    const caller = { account: '123456789012', region: 'us-east-1', arn: 'arn:aws:iam::123456789012:user/alice' };
    codepipeline.operations.CreatePipeline?.({ pipeline: here.pipeline }, caller);
  });

  it('is a usage error that lists them', async () => {
    const { code, err } = await run(rig, ['status', 'storefront']);
    expect(code).toBe(2);
    expect(err).toContain('storefront exists in 123456789012 eu-west-1 and 123456789012 us-east-1');
  });

  it('is found where it exists once', async () => {
    const { code, document } = await runJson(rig, ['status', 'ledger']);
    expect([code, document.pipeline.region]).toEqual([0, 'eu-west-1']);
  });

  it('is 5 where it exists nowhere, with names from all of them', async () => {
    expect(await run(rig, ['status', 'leger'])).toMatchObject({
      code: 5,
      err: 'signalbox: there is no pipeline leger in eu-west-1 or us-east-1 (did you mean ledger?)\n',
    });
  });

  it('pipelines of all regions stand in one table that says where', async () => {
    const { out } = await run(rig, ['pipelines', 'store*']);
    expect(out).toContain('REGION');
    expect(out).toMatch(/storefront .*eu-west-1\n.*storefront .*us-east-1/);
  });

  it('that is in none of those that answer is the fault of the one that does not', async () => {
    const lost = new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });
    const only = await rigWithGates(['ledger']);
    const connect = async () => ({ ...connectionOf(only), unreachable: [lost.at({ region: 'us-east-1' })] });
    expect(await run(only, ['status', 'shop'], { connect })).toMatchObject({
      code: 4,
      err: 'signalbox: expired\n',
    });
  });

  it('is not changed while a place where it might be meant does not answer', async () => {
    let lists = 0;
    rig.intercept = (operation) => {
      if (operation !== 'ListPipelines') return undefined;
      lists += 1;
      return lists === 2
        ? new Fault({ kind: 'credentials', code: 'AccessDenied', message: 'denied there' })
        : undefined;
    };
    const { code, err } = await run(rig, ['transition', 'enable', 'ledger', 'Prod', '--yes']);
    expect([code, err]).toEqual([4, 'signalbox: denied there\n']);
    expect(rig.sent).not.toContain('EnableStageTransition');
  });
});
