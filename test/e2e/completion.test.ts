import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from './driver/command.ts';

it('bash completes the names that a command has read', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'completion-'));
  try {
    expect(await run(['status', 'storefront', '--mock'], { env: { XDG_CACHE_HOME: cache } })).toMatchObject({
      code: 0,
    });
    const script = join(cache, 'script.bash');
    writeFileSync(script, (await run(['completion', 'bash'])).stdout);
    const complete = (words: string) =>
      spawnSync(
        'bash',
        ['--norc', '-c', `source ${script}; COMP_WORDS=(${words}); COMP_CWORD=4; _signalbox; echo "\${COMPREPLY[*]}"`],
        { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: cache, XDG_CACHE_HOME: cache } },
      ).stdout;
    expect(complete('signalbox --mock retry storefront Pro')).toBe('Production\n');
    expect(complete('signalbox --mock approve storefront App')).toMatch(/^App\w+\/\w+\n$/);
  } finally {
    rmSync(cache, { recursive: true });
  }
});
