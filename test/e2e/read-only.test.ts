import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/aws/operation-ids.ts';
import { type CommandOptions, run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';
import { Screen } from './driver/screen.ts';

const CHANGES = Object.entries(OPERATIONS)
  .filter(([, kind]) => kind === 'change')
  .map(([id]) => id.split(':')[1]);

describe('the built program, read-only', () => {
  let engine: EngineProcess;
  let folder: string;

  beforeAll(async () => {
    engine = await EngineProcess.start(['--clock', 'manual']);
    folder = mkdtempSync(join(tmpdir(), 'read-only-'));
    writeFileSync(join(folder, 'config.json'), '{"readOnly":true}');
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  const endpoint = () => ['--endpoint-url', engine.endpoint];
  const arrived = async () => {
    const { requests } = (await engine.control('/requests')) as { requests: { operation: string }[] };
    return requests.map(({ operation }) => operation).filter((operation) => CHANGES.includes(operation));
  };
  const refusal = /^signalbox: codepipeline:\w+ was not sent: this session is read-only [^\n]*\n$/;

  it.each([
    ['by its flag', ['--read-only'], {}],
    ['by the environment', [], { SIGNALBOX_READ_ONLY: '1' }],
    ['by its settings', ['--config'], {}],
  ] as const)('%s', async (_, flags, env) => {
    const by = flags[0] === '--config' ? ['--config', join(folder, 'config.json')] : flags;
    const options: CommandOptions = { env };
    for (const change of [
      ['start', 'landing'],
      ['approve', 'payments'],
      ['reject', 'payments'],
      ['retry', 'checkout-api', 'Build'],
      ['transition', 'disable', 'landing', 'Publish', '--reason', 'freeze'],
    ]) {
      const { code, stdout, stderr } = await run([...change, '--yes', ...by, ...endpoint()], options);
      expect(stderr).toMatch(refusal);
      expect([code, stdout]).toEqual([8, '']);
    }
    expect(await arrived()).toEqual([]);
  });

  it('says so on every screen of the console, which offers no change', async () => {
    await using screen = await Screen.open({ args: [...endpoint(), '--read-only'] });
    await screen.sees(/READ-ONLY/);
    await screen.press('enter').sees(/READ-ONLY/);
    await screen.press('a').sees(/read-only session/);
    await screen.press('enter').sees(/read-only session/);
    expect(await arrived()).toEqual([]);
  });
});
