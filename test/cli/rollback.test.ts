import { beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox rollback', () => {
  let rig: Rig;
  let green: string;

  beforeEach(async () => {
    rig = await Rig.open();
    const { pipeline } = gatedPipeline('web');
    const [source, , prod] = pipeline.stages;
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, stages: [source, prod] } });
    rig.elapse(60);
    green = deploy('51d00fe000000000000000000000000000000000', 'Green header');
    deploy('77b0e1d000000000000000000000000000000000', 'Blue header');
  });

  function deploy(id: string, summary: string): string {
    const execution = rig.push('web', 'Checkout', id, summary) as string;
    rig.elapse(60);
    return execution;
  }

  it('lists the targets by number, says why the newest others are none, and sends after a yes', async () => {
    const { code, out, err } = await run(rig, ['rollback', 'web', 'Prod'], { typed: '7\n1\ny\n' });
    expect(err).toMatch(/^Roll back Prod in web to\n/);
    expect(err).toMatch(new RegExp(`  1  51d00fe Green header +2m ago  ${green.slice(0, 6)}\n`));
    expect(err).toMatch(/but not to\n +77b0e1d Blue header, 1m ago: is what Prod holds now\n/);
    expect(err).toContain('a number from 1 to 2 is needed');
    expect(err).toMatch(/Roll back to 51d00fe in web\? \[y\/N\] $/);
    expect(out).toMatch(/^Rolling Prod of web back to 51d00fe Green header: execution \w{6}\n$/);
    expect(code).toBe(0);
  });

  it('asks within the width of the terminal', async () => {
    deploy(
      '99aa11b000000000000000000000000000000000',
      'A header that tells at some length of everything there is in it',
    );
    deploy('88cc22d000000000000000000000000000000000', 'And another one that goes on and on about what it is good for');
    const { err } = await run(rig, ['rollback', 'web', 'Prod'], {
      typed: '\n',
      errColumns: 60,
      env: { NO_COLOR: '1' },
    });
    const question = err.split('\n').slice(0, -2);
    expect(question.length).toBeGreaterThan(5);
    expect(question.filter((line) => line.length > 60)).toEqual([]);
  });

  it.each(['\n', ''])('is declined with %j for a number', async (typed) => {
    expect(await run(rig, ['rollback', 'web', 'Prod'], { typed })).toMatchObject({ code: 8 });
    expect(rig.sent).not.toContain('RollbackStage');
  });

  it('is 3 where nobody can be asked, naming --to', async () => {
    expect(await run(rig, ['rollback', 'web', 'Prod', '--yes'])).toMatchObject({
      code: 3,
      err: 'signalbox: an answer is needed and nobody can be asked: give --to\n',
    });
    const { err } = await run(rig, ['rollback', 'web', 'Prod', '--no-input'], { typed: '1\n' });
    expect(err).toContain('give --to and --yes');
  });

  it('is 7 with the reasons when there is no valid target, also with --dry-run', async () => {
    for (const flags of [['--yes'], ['--dry-run']]) {
      const { code, err } = await run(rig, ['rollback', 'web', 'Source', ...flags]);
      expect([code, err]).toEqual([7, 'signalbox: the source stage cannot be rolled back\n']);
    }
  });

  it('--dry-run alone is the list, and with --to the plan', async () => {
    const { document } = await runJson(rig, ['rollback', 'web', 'Prod', '--dry-run']);
    expect(document.plan.facts[0]).toEqual({ label: green.slice(0, 6), text: '51d00fe Green header, started 2m ago' });
    const planned = await runJson(rig, ['rollback', 'web', 'Prod', '--dry-run', '--to', green.slice(0, 6)]);
    expect(planned.document.plan).toMatchObject({ operation: 'rollback', stage: 'Prod', executionId: green });
    expect(rig.sent).not.toContain('RollbackStage');
  });

  it('--to with --yes answers the execution that began, which status shows as a rollback', async () => {
    const { code, document } = await runJson(rig, ['rollback', 'web', 'Prod', '--to', green, '--yes']);
    expect(code).toBe(0);
    expect(document.result).toMatchObject({
      operation: 'rollback',
      status: 'InProgress',
      pipeline: 'web',
      stage: 'Prod',
    });
    expect(document.result.executionId).not.toBe(green);
    expect((await run(rig, ['status', 'web'])).out).toMatch(/► Prod +rollback: 51d00fe Green header/);
  });
});
