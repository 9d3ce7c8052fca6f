import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox apply', () => {
  let rig: Rig;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'apply-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.sent.length = 0;
  });

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const changed = () => {
    const { pipeline } = gatedPipeline('web');
    pipeline.artifactStore.location = 'another-bucket';
    return pipeline;
  };
  const changes = () => rig.sent.filter((operation) => /^(Create|Update)Pipeline$/.test(operation));

  it('shows the difference, asks, and sends on a clear yes', async () => {
    const { code, out, err } = await run(rig, ['apply', file('p.json', JSON.stringify(changed()))], { typed: 'y\n' });
    expect({ code, out }).toEqual({ code: 0, out: 'Updated web: version 2\n' });
    expect(err).toContain('Update web from version 1\n');
    expect(err).toMatch(/Change +artifactStore, location: artifacts-bucket -> another-bucket/);
    expect(err).toMatch(/Update web from version 1\? \[y\/N\] $/);
    expect(changes()).toEqual(['UpdatePipeline']);
  });

  it('declined is 8, nobody to ask is 3, read-only is 8, and nothing is sent', async () => {
    const path = file('p.json', JSON.stringify(changed()));
    expect((await run(rig, ['apply', path], { typed: 'n\n' })).code).toBe(8);
    expect(await run(rig, ['apply', path])).toMatchObject({ code: 3, err: expect.stringContaining('--yes') });
    expect(await run(rig, ['apply', '-'], { typed: JSON.stringify(changed()) })).toMatchObject({ code: 3 });
    expect(changes()).toEqual([]);
    rig = await Rig.open({ readOnly: true });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    const refused = await run(rig, ['apply', path, '--yes', '--read-only']);
    expect(refused).toMatchObject({ code: 8, err: expect.stringContaining('read-only') });
    expect(changes()).toEqual([]);
  });

  it('--dry-run prints the plan with the difference', async () => {
    const { code, document } = await runJson(rig, ['apply', file('p.json', JSON.stringify(changed())), '--dry-run']);
    expect(code).toBe(0);
    const ascii = await run(rig, ['apply', file('p.json', JSON.stringify(changed())), '--dry-run', '--ascii']);
    expect(ascii.out).toMatch(/^[\n\x20-\x7e]*$/);
    expect(document.plan).toMatchObject({
      operation: 'apply',
      pipeline: 'web',
      difference: [
        { path: 'artifactStore, location', kind: 'changed', before: 'artifacts-bucket', after: 'another-bucket' },
      ],
    });
    expect(changes()).toEqual([]);
  });

  it('without a difference says so and sends nothing', async () => {
    const text = JSON.stringify(rig.aws('GetPipeline', { name: 'web' }));
    const { code, document } = await runJson(rig, ['apply', file('p.json', text)]);
    expect(code).toBe(0);
    expect(document.result).toMatchObject({ operation: 'apply', status: 'Unchanged', pipeline: 'web', exitCode: 0 });
    expect(document.result.message).toBe('web is as the file says: there is no difference, and nothing was sent');
    expect(changes()).toEqual([]);
  });

  it.each([
    ['YAML', 'p.yaml', () => stringify(changed())],
    ['what get-pipeline prints', 'g.yaml', () => stringify({ pipeline: changed(), metadata: { created: 1 } })],
    [
      'a template whose values are all there',
      't.yaml',
      () => stringify({ Resources: { P: { Type: 'AWS::CodePipeline::Pipeline', Properties: inTemplate(changed()) } } }),
    ],
  ])('takes %s', async (_, name, text) => {
    const { code, err } = await run(rig, ['apply', file(name, text()), '--yes']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(rig.aws('GetPipeline', { name: 'web' }).pipeline).toMatchObject({
      artifactStore: { location: 'another-bucket' },
    });
  });

  it('reads stdin', async () => {
    const { code, out } = await run(rig, ['apply', '-', '--yes'], {
      typed: JSON.stringify({ ...changed(), name: 'shop' }),
    });
    expect({ code, out }).toEqual({ code: 0, out: 'Created shop: version 1\n' });
  });

  it('a file with an error is told as validate does, and nothing is asked of the service', async () => {
    const wrong = { ...changed(), roleArn: undefined };
    const path = file('p.json', JSON.stringify(wrong));
    const offline = { connect: () => Promise.reject(new Error('connected')) };
    const { code, document } = await runJson(rig, ['apply', path, '--yes'], offline);
    expect(code).toBe(1);
    expect(document.findings).toMatchObject([{ file: path, line: 1, message: 'the pipeline has no roleArn' }]);
    expect((await run(rig, ['apply', path, '--yes'], offline)).out).toContain('1 file checked: 1 error');
  });

  it('the rules of regions are held against the region that it goes to', async () => {
    const { artifactStore, ...rest } = changed();
    const path = file('p.json', JSON.stringify({ ...rest, artifactStores: { 'us-east-1': artifactStore } }));
    const { code, out } = await run(rig, ['apply', path, '--yes']);
    expect(code).toBe(1);
    expect(out).toContain("The following region is missing in 'pipeline.artifactStores': eu-west-1");
    expect(changes()).toEqual([]);
  });

  it('what only a stack knows cannot be sent', async () => {
    const head = 'Resources:\n  P:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n';
    const text = `${head}      Name: !Sub '${'${'}E}'\n      RoleArn: !Ref R\n`;
    const { out, code } = await run(rig, ['apply', file('t.yaml', text), '--yes']);
    expect(code).toBe(1);
    const unknown = out.split('\n').filter((line) => line.includes('known only when a stack is made'));
    expect(unknown).toEqual([
      expect.stringMatching(/t\.yaml:5:18 .*: write it out/),
      expect.stringMatching(/t\.yaml:6:21 .*: write it out/),
    ]);
  });

  it('what is beside the definition is told not to be applied', async () => {
    const tags = [{ key: 'team', value: 'shop' }];
    const wrapped = await run(rig, [
      'apply',
      file('c.json', JSON.stringify({ pipeline: changed(), tags })),
      '--dry-run',
    ]);
    expect(wrapped).toMatchObject({
      code: 0,
      err: expect.stringMatching(/c\.json:1:\d+: warning: web: tags is not applied/),
    });
    const properties = { ...(inTemplate(changed()) as object), RestartExecutionOnUpdate: true };
    const template = JSON.stringify({
      Resources: { P: { Type: 'AWS::CodePipeline::Pipeline', Properties: properties } },
    });
    const { err } = await run(rig, ['apply', file('t.json', template), '--dry-run']);
    expect(err).toMatch(/warning: web: RestartExecutionOnUpdate is not applied: the definition alone is sent\n$/);
  });

  it('takes what definition prints as a document, without a word about the difference that is not there', async () => {
    const { out } = await run(rig, ['definition', 'web', '--output', 'json', '--query', 'definition']);
    const { code, err } = await run(rig, ['apply', file('d.json', out), '--dry-run']);
    expect([code, err]).toEqual([0, '']);
  });

  it('a file of another kind, or with several pipelines, is a mistake', async () => {
    const spec = await run(rig, ['apply', file('buildspec.yml', 'version: 0.2\nphases: {}\n'), '--yes']);
    expect(spec).toMatchObject({
      code: 2,
      err: expect.stringContaining('declares no pipeline: it is one of the kind buildspec'),
    });
    const resource = (name: string) => ({
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: { ...(inTemplate(changed()) as object), Name: name },
    });
    const two = file('two.json', JSON.stringify({ Resources: { A: resource('one'), B: resource('two') } }));
    expect(await run(rig, ['apply', two, '--yes'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('declares several pipelines (one, two)'),
    });
    expect(await run(rig, ['apply', join(folder, 'none.json')])).toMatchObject({ code: 2 });
  });

  it('warnings do not keep it from being sent, and are told on stderr', async () => {
    const pipeline = changed();
    delete (pipeline.stages[0]!.actions[0]!.configuration as Record<string, string>).PollForSourceChanges;
    const { code, err } = await run(rig, ['apply', file('p.json', JSON.stringify(pipeline, null, 1)), '--yes']);
    expect(code).toBe(0);
    expect(err).toMatch(/^signalbox: .*p\.json:\d+:\d+: warning: web Source\/Checkout: without PollForSourceChanges/);
  });

  it('a definition that somebody changed meanwhile is stale', async () => {
    const before = rig.intercept;
    let reads = 0;
    rig.intercept = (operation) => {
      if (operation === 'GetPipeline' && ++reads === 2) rig.aws('UpdatePipeline', gatedPipeline('web'));
      return before(operation);
    };
    const { code, err } = await run(rig, ['apply', file('p.json', JSON.stringify(changed())), '--yes']);
    expect(code).toBe(7);
    expect(err).toContain('web was changed meanwhile: it is at version 2, not 1; nothing was sent');
    expect(changes()).toEqual([]);
  });

  it('needs a place where several would do', async () => {
    rig = await Rig.open({ regions: ['eu-west-1', 'us-east-1'] });
    const path = file('p.json', JSON.stringify({ ...changed(), name: 'shop' }));
    const { code, err } = await run(rig, ['apply', path, '--yes', '--region', 'eu-west-1,us-east-1']);
    expect(code).toBe(2);
    expect(err).toContain('there is no pipeline shop yet, and it could be made in');
  });
});

/** A declaration in the words of CloudFormation, all of whose keys but those of configurations begin with a capital. */
function inTemplate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTemplate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key[0]!.toUpperCase() + key.slice(1),
      key === 'configuration' ? inner : inTemplate(inner),
    ]),
  );
}
