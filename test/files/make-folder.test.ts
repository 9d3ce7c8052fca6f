import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/files/make-folder.ts';

describe('making a folder', () => {
  let base: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'signalbox-folder-'));
  });

  afterEach(() => rmSync(base, { recursive: true }));

  it('makes those around it too, for nobody else to look into, and is content with those that are there', () => {
    const folder = join(base, 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(base, 'a')).mode & 0o777).toBe(0o700);
  });

  it('says that a file is in the way', () => {
    writeFileSync(join(base, 'file'), '');
    expect(() => makeFolder(join(base, 'file', 'a'))).toThrow('ENOTDIR');
  });

  it.runIf(process.platform === 'linux')(
    'ends where the file system takes no folders and says that there are none',
    () => {
      expect(() => makeFolder('/proc/signalbox/state')).toThrow('ENOENT');
    },
  );
});
