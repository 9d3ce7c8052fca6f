import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

const CLEAN = 'version: 0.2\nphases: { build: { commands: [make] } }\n';
const BROKEN = 'version: 0.3\nphases: { build: { commands: [make] } }\n';

describe('signalbox validate', () => {
  let rig: Rig;
  let folder: string;
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  /** Whatever connects fails. */
  const offline = { connect: () => Promise.reject(new Error('connected')) };

  beforeAll(async () => {
    rig = await Rig.open();
    folder = mkdtempSync(join(tmpdir(), 'validate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells findings as a compiler does, counts them, and exits 1 when one is an error', async () => {
    const broken = file('buildspec.yml', BROKEN);
    const warned = file('appspec.yml', 'version: 0.0\nos: linux\nfile: []\n');
    const { code, out, err } = await run(rig, ['validate', broken, warned], offline);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.split('\n')).toEqual([
      `${broken}:1:10  error    version 0.3 is not supported  buildspec`,
      '',
      `${warned}:3:1  warning  the agent does not read "file": it knows version, os, files, file_exists_behavior, permissions, hooks  appspec`,
      '',
      '2 files checked: 1 error, 1 warning',
      '',
    ]);
  });

  it('exits 0 with warnings alone, and says so where nothing is wrong', async () => {
    const { code, out } = await run(rig, ['validate', file('clean.yml', CLEAN)], offline);
    expect({ code, out }).toEqual({ code: 0, out: '1 file checked: 0 errors, 0 warnings\n' });
    const warned = await run(rig, ['validate', file('b.yml', `${CLEAN}color: red\n`)], offline);
    expect(warned.code).toBe(0);
  });

  it('prints documents: all findings, each with its file and part', async () => {
    const pipeline = file('p.json', '{"name":"web","stages":[{"name":"Source","actions":[{"name":"A"}]}]}');
    const { code, document } = await runJson(rig, ['validate', pipeline], offline);
    expect(code).toBe(1);
    expect(document.errors).toEqual([]);
    expect(document.findings[0]).toEqual({
      file: pipeline,
      kind: 'pipeline',
      line: 1,
      column: 1,
      severity: 'error',
      rule: 'ValidationException',
      message: 'the pipeline has no roleArn',
      pipeline: 'web',
      stage: null,
      action: null,
    });
    expect(document.findings[1]).toMatchObject({ stage: 'Source', action: 'A', line: 1 });
    const { out } = await run(rig, ['validate', pipeline, '--output', 'ndjson'], offline);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(document.findings);
  });

  it('reads stdin once', async () => {
    const { code, out } = await run(rig, ['validate', '-'], { ...offline, typed: BROKEN });
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^-:1:10 {2}error/) });
    const twice = await run(rig, ['validate', '-', '-'], { ...offline, typed: BROKEN });
    expect(twice).toMatchObject({ code: 2, out: '', err: 'signalbox: stdin can be read once: - is given twice\n' });
  });

  it('a file that cannot be read is a mistake before anything is checked', async () => {
    const broken = file('buildspec.yml', BROKEN);
    mkdirSync(join(folder, 'sub'), { recursive: true });
    for (const [name, why] of [
      ['none.json', 'there is no such file'],
      ['sub', 'it is a folder'],
    ]) {
      const path = join(folder, name!);
      const { code, out, err } = await run(rig, ['validate', broken, path], offline);
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: `signalbox: FILE ${path} cannot be read: ${why}\n` });
    }
  });

  it('what a file holds cannot steer the terminal', async () => {
    const { out } = await run(
      rig,
      ['validate', file('x.yml', '{"\\u001b[2J\\u202e": 1, "phases": {}, "version": 0.2}')],
      offline,
    );
    expect(out).toContain('\\u001b[2J\\u202e');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  it('never reads more of a file than any definition has', async () => {
    const { code, out } = await run(rig, ['validate', '/dev/zero'], offline);
    expect(code).toBe(1);
    expect(out).toContain('the file is larger than 1 MiB');
  });
});
