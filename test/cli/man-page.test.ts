import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { manPage, storedManPage } from '../../scripts/man-page.ts';

const FILE = fileURLToPath(new URL('../../man/signalbox.1', import.meta.url));
const has = (program: string) => !spawnSync(program, ['--version']).error;

describe('man/signalbox.1', () => {
  it('is what the table of commands says; node scripts/man-page.ts writes it anew', () => {
    expect(storedManPage()).toBe(manPage());
  });

  it('holds ASCII alone, whatever the locale of its reader is', () => {
    expect(manPage()).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.skipIf(!has('groff'))('is taken by groff without a warning', () => {
    const { stdout, stderr } = spawnSync('groff', ['-ww', '-man', '-Tascii', FILE], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('the full-screen console');
  });

  it.skipIf(!has('mandoc'))('is taken by mandoc without a warning', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', FILE], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
