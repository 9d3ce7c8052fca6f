import { execFile } from 'node:child_process';
import {
  existsSync,
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
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FreezeFile } from '../../src/operations/freeze-file.ts';
import type { FrozenStage } from '../../src/operations/freeze-memory.ts';

const MODULE = fileURLToPath(new URL('../../src/operations/freeze-file.ts', import.meta.url));

function frozen(name: string, stage = 'Prod', changes: Partial<FrozenStage> = {}): FrozenStage {
  return {
    pipeline: { partition: 'aws', account: '123456789012', region: 'eu-west-1', name },
    endpoint: null,
    stage,
    reason: 'freeze',
    principal: 'arn:aws:iam::123456789012:user/alice',
    sentAt: 1000,
    changedAt: null,
    ...changes,
  };
}

describe('the freeze memory in a file', () => {
  let folder: string;
  let file: string;
  let ids: number;
  let waits: number;
  /** Happens while somebody waits for the lock. */
  let meanwhile: () => void;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'freezes-'));
    file = join(folder, 'state', 'freezes.json');
    [ids, waits, meanwhile] = [0, 0, () => {}];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = () =>
    new FreezeFile({
      file,
      wall: Date.now,
      wait: async () => {
        waits += 1;
        meanwhile();
      },
      newId: () => `id-${process.pid}-${++ids}`,
    });
  const names = async () => (await open().recall()).map(({ pipeline, stage }) => `${pipeline.name}/${stage}`);

  it('remembers nothing at first, and what it was told after', async () => {
    expect(await open().recall()).toEqual([]);
    await open().revise({ remember: [frozen('web'), frozen('api')] });
    expect(await open().recall()).toEqual([frozen('web'), frozen('api')]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'state'))).toEqual(['freezes.json']);
  });

  it('knows a stage by partition, account, region, endpoint, pipeline and stage', async () => {
    const { pipeline } = frozen('web');
    const others = [
      frozen('web', 'Gate'),
      frozen('web', 'Prod', { endpoint: 'http://127.0.0.1:1' }),
      frozen('web', 'Prod', { pipeline: { ...pipeline, region: 'us-east-1' } }),
      frozen('web', 'Prod', { pipeline: { ...pipeline, account: '210987654321' } }),
      frozen('web', 'Prod', { pipeline: { ...pipeline, partition: 'aws-cn' } }),
    ];
    await open().revise({ remember: [frozen('web'), ...others] });
    await open().revise({ remember: [frozen('web', 'Prod', { changedAt: 2000 })] });
    expect(await open().recall()).toEqual([...others, frozen('web', 'Prod', { changedAt: 2000 })]);
    await open().revise({ forget: others });
    expect(await names()).toEqual(['web/Prod']);
  });

  it('does not forget what was remembered anew meanwhile', async () => {
    await open().revise({ remember: [frozen('web', 'Prod', { changedAt: 2000 })] });
    await open().revise({ forget: [frozen('web', 'Prod', { changedAt: 1000 })] });
    expect(await names()).toEqual(['web/Prod']);
  });

  it('is whole whatever a crash left beside it', async () => {
    await open().revise({ remember: [frozen('web')] });
    writeFileSync(`${file}.id-of-the-dead`, '{"schema":"signalbox-fre');
    expect(await names()).toEqual(['web/Prod']);
    await open().revise({ remember: [frozen('api')] });
    expect(await names()).toEqual(['web/Prod', 'api/Prod']);
  });

  it('waits for whoever holds the lock', async () => {
    await open().revise({ remember: [frozen('web')] });
    writeFileSync(`${file}.lock`, 'another');
    meanwhile = () => rmSync(`${file}.lock`, { force: true });
    await open().revise({ remember: [frozen('api')] });
    expect([waits, await names()]).toEqual([1, ['web/Prod', 'api/Prod']]);
  });

  it('takes the lock of a process that died, and leaves nothing of it', async () => {
    await open().revise({ remember: [frozen('web')] });
    writeFileSync(`${file}.lock`, 'dead');
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(`${file}.lock`, longAgo, longAgo);
    await open().revise({ remember: [frozen('api')] });
    expect(await names()).toEqual(['web/Prod', 'api/Prod']);
    expect(readdirSync(join(folder, 'state'))).toEqual(['freezes.json']);
  });

  it('says who is in the way when the lock is not given back', async () => {
    await open().revise({ remember: [frozen('web')] });
    writeFileSync(`${file}.lock`, 'another');
    const refused = open().revise({ remember: [frozen('api')] });
    await expect(refused).rejects.toMatchObject({ kind: 'refused-here', code: 'FreezeMemory', exitCode: 8 });
    await expect(refused).rejects.toThrow(/freezes\.json\.lock is held by another process.*nothing was sent$/);
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('another');
  });

  it.each([
    '{"schema":"signalbox-fre',
    '{"schema":"other/1","stages":[]}',
    '{"schema":"signalbox-freezes/1","stages":[1]}',
    'null',
  ])('refuses what it did not write, and leaves it alone: %s', async (text) => {
    await open().revise({ remember: [frozen('web')] });
    writeFileSync(file, text);
    await expect(open().recall()).rejects.toThrow(/cannot be read .*: move it away to begin anew; nothing was sent$/);
    await expect(open().revise({ remember: [frozen('api')] })).rejects.toThrow('move it away to begin anew');
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('says so where nothing can be written', async () => {
    writeFileSync(join(folder, 'state'), 'a file in place of the folder');
    await expect(open().revise({ remember: [frozen('web')] })).rejects.toThrow(
      /cannot be written .*XDG_STATE_HOME; nothing was sent$/,
    );
  });

  it('loses nothing when processes write at once', async () => {
    const script = `
      import { randomUUID } from 'node:crypto';
      const { FreezeFile } = await import(${JSON.stringify(MODULE)});
      const [file, name] = process.argv.slice(1);
      const wait = (ms) => new Promise((done) => setTimeout(done, ms));
      const memory = new FreezeFile({ file, wall: Date.now, wait, newId: randomUUID });
      const template = ${JSON.stringify(frozen('web'))};
      for (let count = 0; count < 20; count += 1) {
        const one = { ...template, stage: name + count };
        await memory.revise({ remember: [one] });
        if (count % 2) await memory.revise({ forget: [one] });
      }`;
    const writers = ['a', 'b', 'c'].map((name) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file, name]),
    );
    await Promise.all(writers);
    const stages = (await open().recall()).map(({ stage }) => stage);
    const kept = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 10 }, (_, index) => `${name}${index * 2}`));
    expect(stages.sort()).toEqual(kept.sort());
    expect(readdirSync(join(folder, 'state'))).toEqual(['freezes.json']);
  });
});
