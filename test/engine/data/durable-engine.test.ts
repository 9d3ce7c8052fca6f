import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { control, createPipeline } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';
import { Folder, type OpenOptions } from './folder.ts';

/** Why it could not be opened: one line, and whether the command line is to blame. */
async function refusal(folder: Folder, options: OpenOptions = {}): Promise<{ message: string; isUsage: boolean }> {
  const { message, isUsage } = await folder.open(options).then(
    () => expect.unreachable('it was opened'),
    (error) => error,
  );
  expect(message).not.toContain('\n');
  return { message: message.replaceAll(folder.path, 'DIR'), isUsage };
}

const MINUTE = 60_000;

describe('time in a data folder', () => {
  it('stands under a manual clock where it stood', async () => {
    using folder = new Folder();
    control(await folder.open(), 'POST', 'clock', { advance: 'PT5M' });
    folder.kill();
    folder.real += MINUTE;
    expect((await folder.open()).world.clock.now()).toBe(NOW + 5 * MINUTE);
  });

  it('goes on under a real one, by its speed, while no process runs', async () => {
    using folder = new Folder();
    const first = await folder.open({ clock: 'real', speed: 60 });
    folder.real += 1000;
    first.handle(createPipeline('web'));
    folder.real += 2000;
    folder.kill();
    folder.real += 3000;
    const second = await folder.open({ clock: 'real' });
    expect(second.world.clock.now()).toBe(NOW + 6 * MINUTE);
    folder.real += 1000;
    control(second, 'GET', 'health');
    expect(second.world.clock.now()).toBe(NOW + 6 * MINUTE + 1000);
  });

  it('what fell due meanwhile has happened, each thing at its time and in order', async () => {
    using folder = new Folder();
    const first = await folder.open({ clock: 'real', scenario: 'demo', speed: 10 });
    const last = first.journal.lastSequence;
    folder.kill();
    folder.real += 6 * MINUTE;
    const events = (await folder.open({ clock: 'real' })).journal.after(last)!;
    expect(events.length).toBeGreaterThan(20);
    const times = events.map(({ time }) => time);
    expect(times.toSorted()).toEqual(times);
    expect(new Set(times).size).toBeGreaterThan(10);
  });

  it('goes on from where an advance led, and by the clock that ran then', async () => {
    using folder = new Folder();
    control(await folder.open({ clock: 'real' }), 'POST', 'clock', { advance: 'PT5M' });
    folder.kill();
    folder.real += 1000;
    // The process that was killed ran in real time until now; this one stands still.
    const second = await folder.open();
    expect(second.world.clock.now()).toBe(NOW + 5 * MINUTE + 1000);
    folder.kill();
    folder.real += MINUTE;
    expect((await folder.open({ clock: 'real' })).world.clock.now()).toBe(NOW + 5 * MINUTE + 1000);
  });

  it('never goes back when somebody sets the clock of the machine back', async () => {
    using folder = new Folder();
    const first = await folder.open({ clock: 'real' });
    folder.real += 5000;
    first.handle(createPipeline('web'));
    folder.kill();
    folder.wallSet = -MINUTE;
    expect((await folder.open({ clock: 'real' })).world.clock.now()).toBe(NOW + 5000);
  });
});

describe('a data folder', () => {
  it('is made with what is above it, for its owner alone', async () => {
    using folder = new Folder();
    await folder.open();
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    for (const name of ['commands.db', 'acknowledged']) expect(statSync(folder.file(name)).mode & 0o077).toBe(0);
    folder.close();
    expect(Object.keys(folder.contents())).toEqual(['acknowledged', 'commands.db', 'lock']);
  });

  it('is not made before the engine serves, and not at all for a scenario that is none', async () => {
    using folder = new Folder();
    await expect(folder.open({ scenario: 'unknown' })).rejects.toThrow('There is no scenario unknown');
    expect(() => folder.contents()).toThrow('ENOENT');
  });

  it('may be there already and be empty, or be left unfinished by a process that was killed', async () => {
    using folder = new Folder();
    mkdirSync(folder.path);
    for (const name of ['lock', 'commands.db.new', 'commands.db.new-wal', 'acknowledged.new', 'lost+found']) {
      writeFileSync(folder.file(name), name === 'lock' ? '' : 'half');
    }
    (await folder.open()).handle(createPipeline('web'));
    folder.kill();
    expect((await folder.open()).journal.lastSequence).toBeGreaterThan(0);
  });

  it('is taken up where the last step of making it was missing', async () => {
    using folder = new Folder();
    await folder.open();
    folder.close();
    const { acknowledged } = folder.contents();
    folder.rename('acknowledged', 'acknowledged.new');
    await folder.open();
    folder.close();
    expect(folder.contents().acknowledged?.length).toBe(acknowledged!.length);
    expect(folder.contents()['acknowledged.new']).toBeUndefined();
  });

  it('lets one engine in at a time', async () => {
    using folder = new Folder();
    await folder.open();
    expect(await refusal(folder)).toEqual({
      message: 'The data folder DIR is in use by another process',
      isUsage: false,
    });
    folder.close();
    await folder.open();
  });

  it('has one scenario, for good', async () => {
    using folder = new Folder();
    await folder.open({ scenario: 'demo' });
    folder.close();
    for (const scenario of ['demo', 'none', 'x.yaml']) {
      const message = `--scenario ${scenario}: the data folder DIR has one already`;
      expect(await refusal(folder, { scenario })).toEqual({ message, isUsage: true });
    }
  });

  it.each<[OpenOptions, OpenOptions, string]>([
    [{ seed: 7 }, { seed: 8 }, '--seed 8: the data folder DIR was made with 7'],
    [
      { region: 'eu-west-1' },
      { region: 'us-east-1' },
      '--region us-east-1: the data folder DIR was made with eu-west-1',
    ],
    [{}, { account: '210987654321' }, '--account 210987654321: the data folder DIR was made with 123456789012'],
    [
      { startTime: NOW },
      { startTime: NOW + 1 },
      '--start-time 2026-03-02T09:00:00.001Z: the data folder DIR was made with 2026-03-02T09:00:00.000Z',
    ],
  ])('made with %j does not become %j', async (made, wanted, message) => {
    using folder = new Folder();
    await folder.open(made);
    folder.close();
    const before = folder.contents();
    expect(await refusal(folder, wanted)).toEqual({ message, isUsage: true });
    expect(folder.contents()).toEqual(before);
    await folder.open(made);
  });

  it('of something else is left alone', async () => {
    using folder = new Folder();
    mkdirSync(folder.path);
    writeFileSync(folder.file('notes.txt'), 'mine');
    const message = '--data DIR: expected an empty folder, or one that signalbox made; it holds notes.txt';
    expect(await refusal(folder)).toEqual({ message, isUsage: true });
    expect(folder.contents()).toEqual({ 'notes.txt': 'mine' });
  });

  it('that is a file is refused', async () => {
    using folder = new Folder();
    writeFileSync(folder.path, 'mine');
    expect(await refusal(folder)).toEqual({ message: '--data DIR: expected a folder, it is a file', isUsage: true });
  });

  it('that is below a file cannot be made', async () => {
    using folder = new Folder();
    writeFileSync(folder.path, 'mine');
    using below = new Folder(folder.file('below'));
    expect(await refusal(below)).toMatchObject({ message: '--data DIR: expected a folder, it is a file' });
  });

  it.skipIf(process.getuid?.() === 0)('that may not be written to is refused', async () => {
    using folder = new Folder();
    mkdirSync(folder.path);
    chmodSync(folder.path, 0o500);
    expect(await refusal(folder)).toMatchObject({ isUsage: false, message: expect.stringContaining('cannot be used') });
  });
});
