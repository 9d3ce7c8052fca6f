import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox freeze and unfreeze', () => {
  let rig: Rig;
  const changesSent = () => rig.sent.filter((operation) => /^(Dis|En)ableStageTransition$/.test(operation));

  beforeEach(async () => {
    rig = await Rig.open();
    for (const name of ['ledger', 'shop-api', 'shop-web']) rig.aws('CreatePipeline', gatedPipeline(name));
    rig.elapse(5);
  });

  it('asks with the plan before it, and sends on a clear yes', async () => {
    const typed = 'no, commas\nyear-end freeze\ny\n';
    const { code, out, err } = await run(rig, ['freeze', 'shop-*'], { typed });
    expect(code).toBe(0);
    expect(err).toMatch(/^Reason: signalbox: --reason: AWS does not take "," here/);
    expect(err).toMatch(/Close 4 transitions in 2 pipelines\n {2}Closes +shop-api: Gate, Prod\n {2}Closes +shop-web: /);
    expect(err).toMatch(/Close 4 transitions in 2 pipelines\? \[y\/N\] $/);
    expect(out).toMatch(
      /^Closed 4 transitions in 2 pipelines: year-end freeze; remembered only while this engine runs\n$/,
    );
    expect(changesSent()).toHaveLength(4);
  });

  it('checks the reason before the first call', async () => {
    const { code, err } = await run(rig, ['freeze', '*', '--reason', "it's broken", '--yes']);
    expect([code, rig.sent]).toEqual([2, []]);
    expect(err).toMatch(/^signalbox: --reason: AWS does not take "'" here/);
    expect(await run(rig, ['freeze', '*', '--yes'])).toMatchObject({
      code: 3,
      err: 'signalbox: an answer is needed and nobody can be asked: give --reason\n',
    });
    expect(await run(rig, ['freeze', '--reason', 'x', '--yes'])).toMatchObject({ code: 2 });
  });

  it('--dry-run lists everything and sends nothing', async () => {
    const { code, document } = await runJson(rig, ['freeze', '*', '--stage', 'Prod', '--reason', 'x', '--dry-run']);
    expect(code).toBe(0);
    expect(document.plan.changes.map((one: Record<string, string>) => `${one.pipeline}/${one.stage}`)).toEqual([
      'ledger/Prod',
      'shop-api/Prod',
      'shop-web/Prod',
    ]);
    expect(document.plan).toMatchObject({ operation: 'freeze', pipeline: null, stage: null, awsCommand: null });
    expect(changesSent()).toEqual([]);
  });

  it('lists what became of each stage, and gives the exit code of the first failure', async () => {
    let sent = 0;
    rig.intercept = (operation) => {
      if (operation !== 'DisableStageTransition') return undefined;
      sent += 1;
      return sent === 1
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' })
        : undefined;
    };
    const { code, document, err } = await runJson(rig, ['freeze', 'shop-api', '--reason', 'x', '--yes']);
    expect(code).toBe(4);
    expect(document.result).toMatchObject({
      operation: 'freeze',
      status: 'Disabled',
      exitCode: 4,
      pipeline: 'shop-api',
    });
    expect(document.result.changes).toEqual([
      {
        pipeline: 'shop-api',
        account: '123456789012',
        region: 'eu-west-1',
        stage: 'Gate',
        status: 'Failed',
        requestId: null,
        message: 'not allowed',
      },
      expect.objectContaining({ stage: 'Prod', status: 'Disabled', message: null }),
    ]);
    expect(document.errors).toMatchObject([{ code: 'AccessDeniedException', pipeline: 'shop-api', exitCode: 4 }]);
    expect(err).toContain('not allowed');
  });

  it('is nothing and 0 where no name matches, and asks nobody', async () => {
    for (const argv of [['freeze', 'nope*', '--reason', 'x'], ['unfreeze']]) {
      const { code, document } = await runJson(rig, argv);
      expect([code, document.result.changes, document.errors]).toEqual([0, [], []]);
    }
  });

  it('unfreezes what is its own, reports the others and exits 7', async () => {
    await run(rig, ['freeze', '*', '--reason', 'freeze', '--yes']);
    rig.elapse(60);
    const closed = { pipelineName: 'ledger', stageName: 'Prod', transitionType: 'Inbound', reason: 'audit' };
    rig.aws('DisableStageTransition', closed, 'bob');
    expect(await run(rig, ['unfreeze'])).toMatchObject({ code: 3 });
    const { code, out, err } = await run(rig, ['unfreeze', '--yes']);
    expect(code).toBe(7);
    expect(out).toBe('Opened 5 transitions in 3 pipelines; 1 of the freeze could not be\n');
    expect(err).toMatch(/Prod of ledger was closed by bob 0s ago: audit, which is not this freeze: it stays closed/);
    expect(await run(rig, ['unfreeze', '--yes'])).toMatchObject({ code: 0 });
  });
});
