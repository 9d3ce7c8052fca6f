import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LOADER = fileURLToPath(new URL('../../bin/compiled-code.js', import.meta.url));

const MAIN = 'console.log(require("./chunks/a.js").twice()); process.exitCode = +process.argv[1];';

let folder = '';
let cache = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-compiled-'));
  cache = join(folder, 'cache');
  mkdirSync(join(folder, 'chunks'));
  file('build.sha256', 'first');
  file('main.js', `({ "main.js"(exports, require) { ${MAIN} }, "b.js"(exports) { exports.base = 21; } })`);
  file('chunks/a.js', '({ "a.js"(exports, require) { exports.twice = () => require("./b.js").base * 2; } })');
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
}

function run(exitCode = 0) {
  const script = `require(${JSON.stringify(LOADER)}).load(${JSON.stringify(join(folder, 'main.js'))}, ${JSON.stringify(cache)})`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, String(exitCode)], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const kept = (build: string) => readdirSync(join(cache, build)).sort();

describe('the loader of compiled code', () => {
  it('runs the same with and without it, and keeps it after the first run', () => {
    const first = run();
    expect(first).toEqual({ status: 0, stdout: '42\n', stderr: '' });
    expect(kept('first')).toEqual(['a.js.bin', 'main.js.bin']);
    const before = statSync(join(cache, 'first', 'main.js.bin')).mtimeMs;
    expect(run()).toEqual(first);
    expect(statSync(join(cache, 'first', 'main.js.bin')).mtimeMs).toBe(before);
  });

  it('takes code of its own build only', () => {
    run();
    // As long as the one before: V8 itself would take the old code for it.
    file('chunks/a.js', readFileSync(join(folder, 'chunks/a.js'), 'utf8').replace('base * 2', 'base * 3'));
    file('build.sha256', 'other');
    expect(run().stdout).toBe('63\n');
    expect(kept('other')).toEqual(['a.js.bin', 'main.js.bin']);
  });

  it('replaces what cannot be used', () => {
    run();
    const broken = join(cache, 'first', 'a.js.bin');
    writeFileSync(broken, readFileSync(broken).subarray(0, 40));
    expect(run().stdout).toBe('42\n');
    expect(statSync(broken).size).toBeGreaterThan(40);
  });

  it('keeps it whatever a command found: a script that waits in vain starts as fast as any other', () => {
    expect(run(3).status).toBe(3);
    expect(kept('first')).toEqual(['a.js.bin', 'main.js.bin']);
  });

  it('keeps nothing of a run that crashed', () => {
    file('chunks/a.js', '({ "a.js"(exports) { exports.twice = () => { throw new Error("no"); }; } })');
    expect(run().status).toBe(1);
    expect(() => kept('first')).toThrow('ENOENT');
  });

  it('runs without a place for it', () => {
    file('cache', 'a file');
    expect(run()).toEqual({ status: 0, stdout: '42\n', stderr: '' });
  });
});
