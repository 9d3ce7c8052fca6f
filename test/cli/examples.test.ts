import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASKING, Demo, EXAMPLES } from './support/demo.ts';

describe('every example of the help can be run on the demo', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await Demo.open();
  });
  afterAll(() => demo.close());

  it.each(EXAMPLES)('%s', async (command) => {
    const { code, err } = await demo.run(command);
    expect(err).not.toMatch(/there is no|has no|must be|unknown/);
    expect([0, 130]).toContain(code);
  });

  // But for unfreeze, which has nothing to do here.
  it.each(ASKING.filter((command) => !command.includes(' unfreeze')))(
    '%s: where nobody can be asked it is 3, and every flag that is missing is named at once',
    async (command) => {
      // A reason is asked for, as a target is that no example names here.
      const line = command.replace(/ --reason ('[^']*'|"[^"]*")/, '');
      const asked = [line === command ? '' : '--reason', command.includes(' rollback ') ? '--to' : '', '--yes'];
      const err = `signalbox: an answer is needed and nobody can be asked: give ${asked.filter(Boolean).join(' and ')}\n`;
      expect(await demo.run(line, { meant: true })).toEqual({ code: 3, out: '', err });
      const terminal = { typed: 'y\n', flags: ['--no-input'] };
      expect(await demo.run(line, { meant: true, ...terminal })).toEqual({ code: 3, out: '', err });
    },
  );
});
