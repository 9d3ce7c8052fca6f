import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DefinitionFiles } from '../../src/config/definition-files.ts';
import { definitionsFolder } from '../../src/config/paths.ts';

const ID = { partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'web' };

describe('definitions kept in files', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'definitions-'));
    folder = definitionsFolder({ XDG_CACHE_HOME: home });
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const files = (endpoint?: string) => new DefinitionFiles(folder, endpoint);

  it('are found by account, region, name, version and endpoint', () => {
    files().keep(ID, 3, 'three');
    expect(files().find(ID, 3)).toBe('three');
    expect(files().find(ID, 4)).toBeUndefined();
    expect(files('http://127.0.0.1:4566').find(ID, 3)).toBeUndefined();
    for (const other of [
      { account: '999999999999' },
      { region: 'us-east-1' },
      { name: 'shop' },
      { partition: 'aws-cn' },
    ]) {
      expect(files().find({ ...ID, ...other }, 3)).toBeUndefined();
    }
  });

  it('are read by nobody else, and nothing half-written is left', () => {
    files().keep(ID, 3, 'three');
    const [name = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, name)).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('are as if they were not there when a file is broken, or another one was put in its place', () => {
    files().keep(ID, 3, 'three');
    const [name = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, name), 'utf8');
    for (const broken of ['', '{', '[]', 'null', text.slice(0, -2), text.replace(' 3"', ' 4"')]) {
      writeFileSync(join(folder, name), broken);
      expect([broken, files().find(ID, 3)]).toEqual([broken, undefined]);
    }
  });

  it('trouble nobody where nothing can be written', () => {
    mkdirSync(join(home, 'signalbox'), { recursive: true });
    writeFileSync(folder, 'a file in the way');
    files().keep(ID, 3, 'three');
    expect(files().find(ID, 3)).toBeUndefined();
  });

  it('are no more than a thousand; the oldest go, and none is larger than half a megabyte', () => {
    files().keep(ID, 1, 'x'.repeat(600_000));
    expect(files().find(ID, 1)).toBeUndefined();
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < 1005; n += 1) writeFileSync(join(folder, `old-${n}`), '');
    for (let n = 0; n < 200; n += 1) utimesSync(join(folder, `old-${n}`), n, n);
    files().keep(ID, 2, 'two');
    const left = readdirSync(folder);
    expect(left).toHaveLength(900);
    expect(left).not.toContain('old-105');
    expect(left).toContain('old-106');
    expect(files().find(ID, 2)).toBe('two');
  });
});
