import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Command } from './command.ts';
import { bytesOfKey } from './keys.ts';
import { Screen } from './screen.ts';

const program = fileURLToPath(new URL('./sample-program.ts', import.meta.url));

describe('the screen driver', () => {
  it('shows what a program draws, with its styles, and sends it keys', async () => {
    await using app = await Screen.open({ program, columns: 60, rows: 10 });
    await app.sees('size 60x10');
    expect(app.inAlternateScreen()).toBe(true);
    expect(app.showsCursor()).toBe(false);
    expect(app.styleAt(0, 0)).toMatchObject({ text: 's', bold: true, foreground: 1, background: undefined });
    expect(app.styleAt(1, 0)).toMatchObject({ text: 'g', inverse: true, foreground: undefined });
    await app.press('ctrl+r').sees(String.raw`got "\u0012"`);
    await app.type('storefront').sees(/got "store\w+"/);
    expect(app.rowOf('got')).toBe(1);
    expect(app.row(0)).toBe('size 60x10');
    expect(app.cursorRow()).toBe(2);
  });

  it('counts as idle only what follows the last input, with the frame on the screen', async () => {
    await using app = await Screen.open({ program });
    await app.idle();
    const before = app.bytesWritten();
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      await app.press(key).idle();
      expect(app.row(1)).toBe(`got "${key}"`);
    }
    expect(app.bytesWritten()).toBeGreaterThan(before);
  });

  it('resizes', async () => {
    await using app = await Screen.open({ program });
    await app.sees('size 80x24');
    await app.resize(100, 30).sees('size 100x30');
    await app.seesNot('size 80x24');
  });

  it('tells how the program ended and what it left behind', async () => {
    await using app = await Screen.open({ program });
    await app.sees('got');
    const { code, signal, screenAfter } = await app.press('q').exit();
    expect({ code, signal }).toEqual({ code: 3, signal: 0 });
    expect(screenAfter[0]).toBe('bye');
    expect(app.inAlternateScreen()).toBe(false);
    expect(app.showsCursor()).toBe(true);
  });

  it('says what was on the screen when something was not seen', async () => {
    await using app = await Screen.open({ program });
    await app.sees('got');
    await expect(app.sees('nowhere', 50)).rejects.toThrow(/waited for nowhere to be seen.*│size 80x24/s);
    const waiting = app.sees('nowhere');
    app.signal('SIGKILL');
    await expect(waiting).rejects.toThrow(/the program ended with signal 9/);
  });

  it('knows the keys of a terminal', () => {
    expect(['enter', 'esc', 'ctrl+l', 'alt+x', 'G', 'shift+tab'].map(bytesOfKey)).toEqual([
      '\r',
      '\x1b',
      '\x0c',
      '\x1bx',
      'G',
      '\x1b[Z',
    ]);
    expect(() => bytesOfKey('hyper+x')).toThrow('no such key');
  });
});

describe('the command driver', () => {
  it('refuses to wait for what cannot come any more', async () => {
    await using command = new Command([], { program, env: { SIGNALBOX_IDLE_FD: undefined } });
    await expect(command.prints(/never/)).rejects.toThrow(/the command ended with code 1.*stderr: ./s);
    expect(await command.result()).toMatchObject({
      code: 1,
      signal: null,
      stderr: expect.stringContaining('setRawMode'),
    });
  });
});
