import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { control, createPipeline } from '../support/requests.ts';
import { type Contents, Folder } from './folder.ts';

const FILES = ['commands.db', 'commands.db-wal', 'acknowledged'] as const;

/** What a killed process leaves: some of its log in the database, the rest in the write-ahead log. */
let left: Contents;
let mark: string;

beforeAll(async () => {
  using folder = new Folder();
  const first = await folder.open();
  for (let i = 0; i < 20; i++) first.handle(createPipeline(`p${i}`));
  folder.close();
  const second = await folder.open();
  for (let i = 0; i < 20; i++) control(second, 'POST', 'source-change', { pipeline: `p${i}`, action: 'Checkout' });
  mark = second.mark;
  folder.kill();
  left = folder.contents();
});

/** How a folder with these files is met; where it is refused nothing in it may have changed. */
async function met(contents: Contents): Promise<string> {
  using folder = new Folder();
  folder.restore(contents);
  try {
    return `opened at ${(await folder.open()).mark}`;
  } catch (error) {
    expect(folder.contents()).toEqual(contents);
    const { message } = error as Error;
    expect(message).not.toContain('\n');
    expect(message).toMatch(/^The data folder .* (is damaged|cannot be used): /);
    return message.replaceAll(folder.path, 'DIR');
  }
}

function changed(name: string, change: (content: string) => string): Contents {
  return { ...left, [name]: change(left[name]!) };
}

function without(name: string): Contents {
  return Object.fromEntries(Object.entries(left).filter(([other]) => other !== name));
}

describe('a data folder after something has happened to it', () => {
  it('unharmed, is gone on with', async () => {
    expect(Object.keys(left)).toEqual(expect.arrayContaining([...FILES]));
    expect(await met(left)).toBe(`opened at ${mark}`);
  });

  it('a changed byte is found, or it was one that nothing hangs on', async () => {
    const where = fc.record({ name: fc.constantFrom(...FILES), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(where, fc.integer({ min: 1, max: 255 }), async ({ name, share }, flip) => {
        const flipped = changed(name, (content) => {
          const at = Math.min(content.length - 1, Math.floor(share * content.length));
          const byte = String.fromCharCode(content.charCodeAt(at) ^ flip);
          return content.slice(0, at) + byte + content.slice(at + 1);
        });
        expect(await met(flipped)).toMatch(new RegExp(`^(opened at ${mark}$|The data folder DIR )`));
      }),
      { numRuns: 60 },
    );
  });

  it('a byte in the middle of a command is always found', async () => {
    using folder = new Folder();
    folder.restore(left);
    await folder.open();
    folder.close();
    const closed = folder.contents();
    for (const [contents, name] of [[closed, 'commands.db'] as const, [left, 'commands.db-wal'] as const]) {
      const content = contents[name]!;
      const at = content.lastIndexOf('"kind":"command"');
      expect(at).toBeGreaterThan(0);
      const flipped = { ...contents, [name]: `${content.slice(0, at + 9)}K${content.slice(at + 10)}` };
      expect(await met(flipped)).toContain('DIR is damaged');
    }
  });

  it('a shortened file is found, or all of what it lost is in the write-ahead log', async () => {
    const where = fc.record({ name: fc.constantFrom(...FILES), share: fc.double({ min: 0, max: 0.99, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(where, async ({ name, share }) => {
        const cut = changed(name, (content) => content.slice(0, Math.floor(share * content.length)));
        const isThere = name === 'commands.db' ? `opened at ${mark}$|` : '';
        expect(await met(cut)).toMatch(new RegExp(`^(${isThere}The data folder DIR is damaged)`));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['commands.db-wal', 'DIR is damaged: its log ends at entry 22, and 43 were acknowledged'],
    ['commands.db', 'DIR is damaged: commands.db is missing'],
    ['acknowledged', 'DIR is damaged: acknowledged is missing'],
  ])('a lost %s is found', async (name, message) => {
    expect(await met(without(name))).toContain(message);
  });

  it('garbage in place of the database is found, with and without a write-ahead log', async () => {
    expect(await met(changed('commands.db', () => 'garbage '.repeat(2000)))).toContain('DIR is damaged');
    expect(await met({ ...without('commands.db-wal'), 'commands.db': 'x' })).toContain('DIR is damaged');
    expect(await met({ ...without('commands.db-wal'), 'commands.db': '' })).toContain('DIR is damaged');
  });

  it('an edited row, its neighbours in order, is found', async () => {
    using folder = new Folder();
    folder.restore(left);
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(folder.file('commands.db'));
    database.exec(`UPDATE log SET body = CAST(replace(body, 'p7', 'q7') AS BLOB) WHERE number = 10`);
    database.close();
    expect(await met(folder.contents())).toContain('entry 10 of its log is not as it was written');
  });

  it('a lost row is found', async () => {
    using folder = new Folder();
    folder.restore(left);
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(folder.file('commands.db'));
    database.exec('DELETE FROM log WHERE number = 10');
    database.close();
    expect(await met(folder.contents())).toContain('entry 10 of its log is not as it was written');
  });

  it('of a newer form it is said so', async () => {
    using folder = new Folder();
    folder.restore(left);
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const database = new DatabaseSync(folder.file('commands.db'));
    database.exec('PRAGMA user_version = 2');
    database.close();
    const message = 'DIR cannot be used: a newer version of signalbox made it (form 2; this version knows 1)';
    expect(await met(folder.contents())).toContain(message);
  });
});

describe('a log that this version does not come to', () => {
  it('is said to be, with the version that wrote it', async () => {
    using folder = new Folder();
    const engine = await folder.open({ version: '9.9.9' });
    engine.handle(createPipeline('web'));
    // As if CreatePipeline had drawn one more number then.
    engine.world.random.bits();
    engine.handle(createPipeline('api'));
    folder.kill();
    const before = folder.contents();
    const message = 'entry 4 of its log, CreatePipeline, comes to something else than it did under version 9.9.9';
    await expect(folder.open()).rejects.toThrow(message);
    expect(folder.contents()).toEqual(before);
  });
});
