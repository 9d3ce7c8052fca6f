import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';

/** Not a byte can be written to any file, as on a full disk. */
const FULL_DISK = "trap '' XFSZ; ulimit -f 0";

describe('the audit log of the built program', () => {
  let folder: string;
  let engine: EngineProcess;
  let settings: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    settings = join(folder, 'config.json');
    writeFileSync(settings, '{"auditRequired":true}');
    engine = await EngineProcess.start(['--clock', 'manual']);
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  const close = (options: Parameters<typeof run>[1], ...flags: string[]) =>
    run(
      ['transition', 'disable', 'landing', 'Publish', '--reason', 'freeze', '--yes', ...flags].concat(
        '--endpoint-url',
        engine.endpoint,
      ),
      options,
    );
  const sent = async () => {
    const { requests } = (await engine.control('/requests')) as { requests: { operation: string; count: number }[] };
    return requests.find(({ operation }) => operation === 'DisableStageTransition')?.count ?? 0;
  };

  it('refuses a change that it must write down and cannot, before that is sent', async () => {
    const { code, stdout, stderr } = await close({ before: FULL_DISK }, '--config', settings);
    expect(stderr).toMatch(/^signalbox: the audit log .*audit\.jsonl cannot be written .*auditRequired.*\n$/);
    expect([code, stdout, await sent()]).toEqual([8, '', 0]);
  });

  it('otherwise makes the change and warns', async () => {
    const { code, stdout, stderr } = await close({ before: FULL_DISK });
    expect(stderr).toMatch(/^signalbox: the audit log .*audit\.jsonl cannot be written [^\n]*\n$/);
    expect([code, stdout.includes('closed: freeze'), await sent()]).toEqual([0, true, 1]);
  });

  it('is read by whoever comes after', async () => {
    const env = { XDG_STATE_HOME: folder };
    expect(await close({ env }, '--config', settings, '--why', 'INC-7')).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await run(['audit', '--since', '1h', '--output', 'json'], { env });
    expect(JSON.parse(stdout).changes).toMatchObject([
      { operation: 'disable-transition', outcome: 'succeeded', pipeline: 'landing', stage: 'Publish', why: 'INC-7' },
    ]);
  });
});
