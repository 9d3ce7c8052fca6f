import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { PROGRAM } from './driver/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-start-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the executable on what takes itself for another version of Node. */
function runOnNode(version: string) {
  const preload = join(folder, 'version.cjs');
  const versions = `{...process.versions, node: ${JSON.stringify(version)}}`;
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
  return spawnSync(process.execPath, ['--require', preload, PROGRAM, '--version'], { encoding: 'utf8' });
}

describe('the executable', () => {
  it.each(['6.17.1', '18.20.4', '20.20.2', '22.11.0'])('refuses Node %s in one line', (version) => {
    const { status, stdout, stderr } = runOnNode(version);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `signalbox needs Node 22.12 or newer; this is Node ${version}\n`,
    });
  });

  it.each(['22.12.0', '23.0.0', '26.10.0'])('starts on Node %s', (version) => {
    expect(runOnNode(version).status).toBe(0);
  });

  it('is written so that an old Node can read it', async () => {
    await expect(
      transform(readFileSync(PROGRAM, 'utf8'), { target: 'es5', logLevel: 'silent' }),
    ).resolves.toBeDefined();
  });

  it('says what to do when nothing is built', () => {
    mkdirSync(join(folder, 'bin'));
    const copy = join(folder, 'bin', 'signalbox.cjs');
    copyFileSync(PROGRAM, copy);
    const { status, stderr } = spawnSync(process.execPath, [copy], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 70, stderr: 'signalbox is not built: run "npm run build" first\n' });
  });

  it('starts without a place for compiled code', async () => {
    const env = { NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: '/dev/null' };
    const { code, stdout, stderr } = await run(['--version'], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the build', () => {
  const dist = join(PROGRAM, '..', '..', 'dist');

  /** The files of the build that a command loads. */
  function loadedBy(args: readonly string[]): string {
    const preload = join(folder, 'loads.cjs');
    const script = `
      const fs = require('fs');
      const { readFileSync } = fs;
      const names = [];
      fs.readFileSync = (name, ...rest) => (names.push(name), readFileSync(name, ...rest));
      process.on('exit', () => process.stderr.write(names.join('\\n')));`;
    writeFileSync(preload, script);
    const { status, stderr } = spawnSync(process.execPath, ['--require', preload, PROGRAM, ...args], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const files = stderr.split('\n').filter((file) => file.startsWith(dist) && file.endsWith('.js'));
    expect(files.length).toBeGreaterThan(0);
    return files.map((file) => readFileSync(file, 'utf8')).join('\n');
  }

  // Words that survive minifying and stand in one package alone.
  const REACT = 'react.memo';
  const YAML = 'tag:yaml.org,2002:';
  const ENGINE = 'EventsTrimmed';

  it('keeps React and YAML out of a scripted command, and the engine out of one that needs none', () => {
    const scripted = loadedBy(['pipelines', '--mock', '--output', 'json']);
    expect(scripted).not.toContain(REACT);
    expect(scripted).not.toContain(YAML);
    expect(scripted).toContain(ENGINE);
    expect(loadedBy(['--version'])).not.toContain(ENGINE);
  });

  it.each([
    ['status', 'storefront'],
    ['explain', 'storefront'],
    ['executions', 'storefront'],
    ['approvals'],
    ['approve', 'storefront', '--dry-run'],
    ['deployments'],
    ['audit'],
    ['doctor', '--no-input'],
    ['completion', 'zsh'],
    ['config', 'list'],
  ])('keeps React out of %s too', (...argv) => {
    expect(loadedBy([...argv, '--mock'])).not.toContain(REACT);
  });

  it('loads YAML where it is asked for', () => {
    expect(loadedBy(['pipelines', '--mock', '--output', 'yaml'])).toContain(YAML);
  });
});
