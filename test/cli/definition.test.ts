import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { gatedPipeline, type Rig } from '../support/rig.ts';
import { rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox definition', () => {
  let rig: Rig;

  /** The second version has another bucket, and a variable that tries to steer the terminal. */
  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
    const { pipeline } = gatedPipeline('storefront');
    const [source, gate, prod] = pipeline.stages as [object, object, { name: string; actions: object[] }];
    const deploy = { ...prod.actions[0], configuration: { BucketName: 'www\u202e', Extract: 'true' } };
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: [source, gate, { ...prod, actions: [deploy] }] } });
  });

  it('is exactly what GetPipeline gives', async () => {
    const { code, document, out } = await runJson(rig, ['definition', 'storefront']);
    const { pipeline } = rig.aws('GetPipeline', { name: 'storefront' });
    expect(code).toBe(0);
    expect(document.definition).toEqual({
      pipeline,
      metadata: {
        pipelineArn: 'arn:aws:codepipeline:eu-west-1:123456789012:storefront',
        created: '2026-11-20T12:00:00.000Z',
        updated: '2026-11-20T12:00:10.000Z',
      },
      difference: null,
    });
    expect(out).toContain('www\\u202e');
  });

  it('gives an older version', async () => {
    const { document } = await runJson(rig, ['definition', 'storefront', '--version', '1']);
    expect(document.definition.pipeline).toEqual(rig.aws('GetPipeline', { name: 'storefront', version: 1 }).pipeline);
  });

  it('is YAML for a person, without anything that steers the terminal', async () => {
    const { code, out } = await run(rig, ['definition', 'storefront']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# MOCK none\n# storefront {2}version 2 {2}123456789012 eu-west-1\npipeline:\n/);
    expect(out).not.toContain('\u202e');
    expect(parse(out)).toEqual({ pipeline: rig.aws('GetPipeline', { name: 'storefront' }).pipeline });
  });

  it('tells what is different from another version', async () => {
    const { code, document } = await runJson(rig, ['definition', 'storefront', '--diff', '1']);
    expect(code).toBe(0);
    expect(document.definition.difference).toEqual({
      from: 1,
      to: 2,
      changes: [
        {
          path: 'stage Prod, action Deploy, configuration BucketName',
          kind: 'changed',
          before: 'site',
          after: 'www\u202e',
        },
      ],
    });
    const { out } = await run(rig, ['definition', 'storefront', '--diff', '1']);
    expect(out.split('\n')[2]).toBe('~ stage Prod, action Deploy, configuration BucketName: site -> www\\u202e');
    const same = await run(rig, ['definition', 'storefront', '--version', '1', '--diff', '1']);
    expect(same.out).toContain('no difference');
  });

  it('is 5 for a version that there is not, saying which there are', async () => {
    const { code, err, document } = await runJson(rig, ['definition', 'storefront', '--version', '3']);
    expect(code).toBe(5);
    expect(err).toBe('signalbox: storefront has no version 3: there are 1 to 2\n');
    expect(document).toMatchObject({ definition: null, errors: [{ code: 'PipelineVersionNotFoundException' }] });
    expect(rig.sent).not.toContain('GetPipeline');
    expect(await run(rig, ['definition', 'storefront', '--diff', '7'])).toMatchObject({ code: 5 });
  });

  it('refuses a version that is no number', async () => {
    for (const flag of ['--version', '--diff']) {
      expect(await run(rig, ['definition', 'storefront', flag, '0'])).toMatchObject({
        code: 2,
        err: `signalbox: ${flag} must be a whole number from 1, not '0'\n`,
      });
    }
  });
});
