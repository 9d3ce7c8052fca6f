import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SETTING_KEYS } from '../../src/config/setting-table.ts';
import { Rig } from '../support/rig.ts';
import { run, runJson } from './support/cli-rig.ts';

describe('signalbox config', () => {
  let folder: string;
  let file: string;
  let rig: Rig;
  let env: Record<string, string>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
    file = join(folder, 'config.json');
    env = { SIGNALBOX_CONFIG: file };
    rig = await Rig.open();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('list says what holds, who says so, and what that beats', async () => {
    writeFileSync(file, JSON.stringify({ region: 'us-east-1', protected: [{ name: 'production' }] }));
    const { code, out } = await run(rig, ['config', 'list', '--read-only'], {
      env: { ...env, AWS_REGION: 'eu-west-1' },
    });
    expect(code).toBe(0);
    const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows).toEqual(
      expect.arrayContaining([
        ['KEY', 'VALUE', 'FROM'],
        ['profile', '-', 'not set'],
        ['region', 'eu-west-1', 'AWS_REGION'],
        ['us-east-1', `not ${file}`],
        ['readOnly', 'true', '--read-only'],
        ['false', 'not default'],
        ['protected', '[{"name":"production"}]', file],
        ['unlockMinutes', '15', 'default'],
      ]),
    );
  });

  it('list and get give the same to a script', async () => {
    writeFileSync(file, '{"unlockMinutes":5}');
    const { document } = await runJson(rig, ['config', 'list'], { env });
    expect(Object.keys(document.config)).toEqual([...SETTING_KEYS, 'sources']);
    expect(document.config).toMatchObject({ profile: null, unlockMinutes: 5, color: 'auto' });
    expect(document.config.sources).toMatchObject({
      profile: [],
      unlockMinutes: [
        { from: 'file', name: file, value: 5 },
        { from: 'default', name: null, value: 15 },
      ],
    });
    const one = await runJson(rig, ['config', 'get', 'unlockMinutes'], { env });
    const { unlockMinutes } = document.config.sources;
    expect(one.document.config).toEqual({ unlockMinutes: 5, sources: { unlockMinutes } });
    expect(await run(rig, ['config', 'get', 'profile'], { env })).toMatchObject({ code: 0, out: '' });
  });

  it.each([
    ['profile', 'ops', 'ops'],
    ['region', 'eu-west-1', 'eu-west-1'],
    ['endpointUrl', 'http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['ascii', 'true', true],
    ['readOnly', 'false', false],
    ['color', 'never', 'never'],
    ['protected', '[{"name":"production","account":"1234*"}]', [{ name: 'production', account: '1234*' }]],
    ['auditRequired', 'true', true],
    ['unlockMinutes', '30', 30],
  ])('set takes %s %s', async (key, text, value) => {
    expect(await run(rig, ['config', 'set', key, text], { env })).toMatchObject({ code: 0, out: '', err: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ [key]: value });
    expect((await run(rig, ['config', 'get', key], { env })).out).toBe(`${text}\n`);
    await run(rig, ['config', 'set', key], { env });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({});
  });

  it.each([
    ['protected', 'production', "protected takes a list in JSON, not 'production'"],
    ['protected', '[{"pipeline":"x"}]', 'protected [0] needs a name'],
    ['profile', 'dev,prod', "profile must be one profile: several are given with --profile, not 'dev,prod'"],
    ['unlockMinutes', '0', 'unlockMinutes must be a whole number of minutes from 1 to 1440'],
    ['unlockMinutes', 'ten', 'unlockMinutes must be a whole number'],
    ['regoin', 'x', "not 'regoin' (did you mean region?)"],
  ])('set refuses %s %s and writes nothing', async (key, text, says) => {
    const { code, err } = await run(rig, ['config', 'set', key, text], { env });
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('set mends the value that is wrong, and leaves a file alone that is broken elsewhere', async () => {
    writeFileSync(file, '{"profile":"dev,prod","ascii":true}');
    expect(await run(rig, ['config', 'set', 'profile', 'dev'], { env })).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ profile: 'dev', ascii: true });
    writeFileSync(file, '{"ascii":"yes"}');
    expect(await run(rig, ['config', 'set', 'profile', 'dev'], { env })).toMatchObject({ code: 2 });
    expect(readFileSync(file, 'utf8')).toBe('{"ascii":"yes"}');
  });

  it('list answers a broken file with its place, key and reason', async () => {
    writeFileSync(file, '{\n  "region": eu-west-1\n}');
    expect(await run(rig, ['config', 'list'], { env })).toMatchObject({
      code: 2,
      err: `signalbox: ${file}:2:13 is not JSON: expected a value\n`,
    });
  });
});
