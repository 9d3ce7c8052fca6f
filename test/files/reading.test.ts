import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileChunks } from '../../src/files/file-chunks.ts';
import { fileTrouble } from '../../src/files/file-trouble.ts';
import { readAtMost } from '../../src/files/read-at-most.ts';

async function allChunks(file: string, signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of fileChunks(file, signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe.skipIf(process.platform === 'win32')('reading what somebody named', () => {
  let folder: string;
  let pipe: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reading-'));
    pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    writeFileSync(join(folder, 'file'), 'x'.repeat(200_000));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives all of a file, and of a pipe that is written late', async () => {
    expect(readAtMost(join(folder, 'file'), 200_000)).toHaveLength(200_000);
    expect(await allChunks(join(folder, 'file'))).toHaveLength(200_000);
    // A writer that is there and has nothing to say yet, as <(...) of a shell has. It stays until it was read: what is in a pipe
    // goes with the last who has it open.
    const writer = openSync(pipe, 'r+');
    const chunks = fileChunks(pipe);
    const first = chunks.next();
    writeSync(writer, 'late');
    expect(String((await first).value)).toBe('late');
    closeSync(writer);
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });

  it('waits for nobody to begin to write', async () => {
    expect(readAtMost(pipe, 10)).toHaveLength(0);
    expect(await allChunks(pipe)).toBe('');
  });

  it('ends what never ends', async () => {
    expect(() => readAtMost('/dev/zero', 1000)).toThrow('it is longer than 1000 bytes');
    const end = new AbortController();
    let seen = 0;
    const reading = async () => {
      for await (const chunk of fileChunks('/dev/zero', end.signal)) {
        seen += chunk.length;
        if (seen > 1000) end.abort(new Error('enough'));
      }
    };
    await expect(reading()).rejects.toThrow('enough');
  });

  it.each([
    ['missing', 'there is no such file'],
    ['.', 'it is a folder'],
    ['file/x', 'a part of its path is no folder'],
    ['n'.repeat(300), 'its name is too long'],
  ])('says in words why not: %.10s', async (name, why) => {
    const file = join(folder, name);
    expect(() => readAtMost(file, 10)).toThrow();
    await allChunks(file).then(
      () => expect.unreachable(),
      (thrown) => expect(fileTrouble(thrown)).toBe(why),
    );
  });
});
