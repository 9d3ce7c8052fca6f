import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { PROGRAM } from './driver/environment.ts';

/** Every way to name a file that is read or written. */
const LINES: readonly (readonly string[])[] = [
  ['validate', 'FILE'],
  ['apply', 'FILE', '--mock'],
  ['audit', '--file', 'FILE'],
  ['pipelines', '--mock', '--config', 'FILE'],
  ['config', 'set', 'region', 'eu-west-1', '--config', 'FILE'],
  ['pipelines', '--scenario', 'FILE'],
  ['mock', 'serve', '--port', '0', '--allow-remote', 'FILE'],
  ['mock', 'serve', '--port', '0', '--data', 'FILE'],
];

describe.skipIf(process.platform !== 'linux')('a file that is none, one line and no waiting', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ended = (line: readonly string[], file: string) => run(line.map((word) => word.replace('FILE', file)));

  it.each(LINES)('a pipe that nobody writes into: %s %s %s %s %s %s', async (...words) => {
    const { code, stderr } = await ended(words.filter(Boolean), join(folder, 'pipe'));
    expect(stderr).toMatch(/^(signalbox: [^\n]+\n)?$/);
    expect([0, 1, 2]).toContain(code);
  });

  it.each(LINES)('a device that never ends: %s %s %s %s %s %s', async (...words) => {
    const { code, stderr } = await ended(words.filter(Boolean), '/dev/zero');
    expect(stderr).toMatch(/^(signalbox: [^\n]+\n)?$/);
    expect([1, 2]).toContain(code);
  });

  it('a pipe for the call log that nobody reads', async () => {
    const { code, stderr } = await run(['pipelines', '--mock', `--debug=${join(folder, 'pipe')}`]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^signalbox: --debug: .* nobody reads .*\n$/)]);
  });

  it('what a shell pipes in by a name is a file like any other', async () => {
    const script = '"$0" "$1" pipelines --mock --config <(echo "{}") --query "length(pipelines)"';
    const { code, stdout } = await run(['-c', script, process.execPath, PROGRAM], { executable: 'bash' });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\n$/)]);
  });

  it('bytes that are no UTF-8 are refused as such', async () => {
    const script = '"$0" "$1" reject payments --mock --yes -m "$(printf "caf\\351")"';
    const { code, stderr } = await run(['-c', script, process.execPath, PROGRAM], { executable: 'sh' });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^signalbox: --message is not UTF-8 text: [^\n]*\n$/)]);
  });
});
