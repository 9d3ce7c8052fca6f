import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { Demo, goesOn } from './support/demo.ts';

/** An example of each command: its words, whatever its output. */
const TABLE = COMMANDS.map(({ path, examples }) => {
  const own = examples.find(
    ({ command }) => command.startsWith(`signalbox ${path.join(' ')}`) && !/--output/.test(command),
  );
  return [path.join(' '), own?.command ?? `signalbox ${path.join(' ')}`] as const;
});

const ANSI = /[\x1b\x9b]/;
const TERMINAL = { columns: 80, env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } };

describe('every command', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await Demo.open();
  });
  afterAll(() => demo.close());

  it.each(TABLE)('%s ends quietly when nobody reads what it prints', async (_, command) => {
    const { code, err } = await demo.run(command, {
      prepare: (running) => {
        running.out.gone = true;
      },
    });
    expect(err).not.toContain('could not be written');
    expect([0, 130]).toContain(code);
  });

  it.each(TABLE.filter(([, command]) => !goesOn(command)))(
    '%s is 70 when what it prints cannot be written',
    async (_, command) => {
      const ran = await demo.run(command);
      const { code, err } = await demo.run(command, {
        prepare: (running) => {
          running.out.full = true;
        },
      });
      // What prints nothing cannot fail to.
      if (ran.out !== '' && ran.code === 0)
        expect([code, err]).toEqual([70, expect.stringContaining('could not be written')]);
    },
  );

  it.each(TABLE)('%s writes no escape sequence where it must not', async (_, command) => {
    const plain = [
      {},
      { flags: ['--color', 'auto'] },
      { ...TERMINAL, env: { ...TERMINAL.env, NO_COLOR: '1' } },
      { ...TERMINAL, env: { ...TERMINAL.env, TERM: 'dumb' } },
      { ...TERMINAL, flags: ['--color', 'never'] },
    ];
    for (const options of plain) {
      const { out, err } = await demo.run(command, options);
      expect(out).not.toMatch(ANSI);
      expect(err).not.toMatch(ANSI);
    }
  });

  // The lines of a log are none of ours: they stay byte for byte.
  it.each(TABLE.filter(([name]) => name !== 'logs'))(
    '%s draws in ASCII where that is asked for',
    async (_, command) => {
      const { out } = await demo.run(command, { ...TERMINAL, flags: ['--ascii', '--color', 'never'] });
      // What people and AWS have written stays as it is; signs and rules of ours do not.
      expect(out).not.toMatch(/[●►◆✗╫○⊘━─│✓…·–—]/);
    },
  );
});
