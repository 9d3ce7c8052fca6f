import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const CI_RUN = fileURLToPath(new URL('../../.ci/run', import.meta.url));

describe('.ci/run', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
    mkdirSync(join(folder, '.ci'));
    mkdirSync(join(folder, 'bin'));
    cpSync(CI_RUN, join(folder, '.ci', 'run'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** With an npm that prints this and ends so. */
  function ciRun(prints: string, code: number) {
    const npm = join(folder, 'bin', 'npm');
    writeFileSync(npm, `#!/bin/sh\ncat <<'END'\n${prints}\nEND\nexit ${code}\n`);
    chmodSync(npm, 0o755);
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
    const { status, stdout } = spawnSync('bash', [join(folder, '.ci', 'run')], { env, encoding: 'utf8' });
    return { status, last: stdout.trimEnd().split('\n').at(-1) };
  }

  it('ends with the line of the tests and their code', () => {
    expect(ciRun('a test\n12 passed, 0 failed', 0)).toEqual({ status: 0, last: '12 passed, 0 failed' });
    expect(ciRun('a test\n11 passed, 1 failed', 1)).toEqual({ status: 1, last: '11 passed, 1 failed' });
  });

  it('does so whatever npm has to say after it', () => {
    const notice = 'npm notice\n'.repeat(9);
    expect(ciRun(`12 passed, 0 failed\n${notice}`, 0)).toEqual({ status: 0, last: '12 passed, 0 failed' });
  });

  it('has failed when the tests never began', () => {
    expect(ciRun('no network', 1)).toEqual({ status: 1, last: '0 passed, 1 failed' });
  });
});
