import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from './driver/command.ts';

it('settings are written by the built program and count at the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const file = join(folder, 'config.json');
  const config = (...words: string[]) => run(['config', ...words, '--config', file]);
  expect(await config('set', 'region', 'eu-west-1')).toMatchObject({ code: 0, stdout: '' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ region: 'eu-west-1' });
  expect(await config('get', 'region')).toMatchObject({ code: 0, stdout: 'eu-west-1\n' });
  expect(await config('set', 'readOnly', 'perhaps')).toMatchObject({ code: 2, stdout: '' });
  expect(await config('set', 'readOnly', 'true')).toMatchObject({ code: 0 });
  const refused = await run(['start', 'landing', '--mock', '--yes', '--config', file]);
  expect(refused).toMatchObject({ code: 8 });
  expect(await config('set', 'readOnly')).toMatchObject({ code: 0 });
  expect((await config('list')).stdout).toMatch(/^region +eu-west-1 +\S+config\.json$/m);
  expect(
    await run(['pipelines', '--mock', '--config', file], { env: { SIGNALBOX_READ_ONLY: 'perhaps' } }),
  ).toMatchObject({
    code: 2,
    stderr: "signalbox: SIGNALBOX_READ_ONLY must be 1 or 0, not 'perhaps'\n",
  });
  rmSync(folder, { recursive: true });
});
