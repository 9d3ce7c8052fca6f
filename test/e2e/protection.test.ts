import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineProcess } from './driver/engine.ts';
import { Screen } from './driver/screen.ts';

describe('a protected environment on the built console', () => {
  let engine: EngineProcess;
  let folder: string;

  beforeAll(async () => {
    engine = await EngineProcess.start(['--clock', 'manual']);
    folder = mkdtempSync(join(tmpdir(), 'protection-'));
    writeFileSync(join(folder, 'config.json'), '{"protected":[{"name":"production","pipeline":"land*"}]}');
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  const changes = async () => {
    const { requests } = (await engine.control('/requests')) as { requests: { operation: string }[] };
    return requests.map(({ operation }) => operation).filter((operation) => operation.endsWith('StageTransition'));
  };
  const open = (env = {}) =>
    Screen.open({ args: ['--endpoint-url', engine.endpoint, '--config', join(folder, 'config.json')], env });

  it('is changed once its name and a reason were typed, and both are written down', async () => {
    await using screen = await open({ XDG_STATE_HOME: folder });
    await screen.sees(/─ PROTECTED production ─/);
    await screen.press('/').type('landing');
    await screen.press('enter', 'enter').sees(/^ landing /);
    await screen.press('G', 't').sees(/Name +▏/);
    await screen.type('production').press('tab').type('INC-7').press('tab').type('freeze').press('tab', 'tab');
    await screen.sees('› y  Close');
    await screen.idle();
    expect(await changes()).toEqual([]);
    await screen.press('enter').sees(/─ UNLOCKED production for 15m ─/);
    await screen.sees(/closed by operator .*freeze/);
    expect(await changes()).toEqual(['DisableStageTransition']);
    const lines = readFileSync(join(folder, 'signalbox', 'audit.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { phase: 'attempted', why: 'INC-7', text: 'freeze' },
      { phase: 'succeeded', why: 'INC-7' },
    ]);
    await screen.press('L').sees(/─ PROTECTED production ─/);
  });
});
