import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Demo, EXAMPLES } from './support/demo.ts';

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

  /** But for unfreeze, which has nothing to do here. */
  const ASKED = EXAMPLES.filter(
    (command) => isChange(wordsOf(command).slice(1)) && !/ --(yes|dry-run)| unfreeze/.test(command),
  );

  it.each(ASKED)(
    '%s: where nobody can be asked it is 3, and every flag that is missing is named at once',
    async (command) => {
      const line = Object.entries(ids).reduce((text, [placeholder, id]) => text.replace(placeholder, id), command);
      // A reason is asked for, as a target is that no example names here.
      const [, ...argv] = wordsOf(line.replace(/ --reason ('[^']*'|"[^"]*")/, ''));
      const missing = [command.includes(' --reason ') ? '--reason' : '', argv[0] === 'rollback' ? '--to' : ''];
      const flags = [...missing.filter(Boolean), '--yes'];
      for (const asked of [{}, { typed: 'y\n', flag: '--no-input' }]) {
        const { flag, ...terminal } = { flag: '--ascii', ...asked };
        expect(await run(rig, [...argv, flag], { ...options(), ...terminal })).toEqual({
          code: 3,
          out: '',
          err: `signalbox: an answer is needed and nobody can be asked: give ${flags.join(' and ')}\n`,
        });
      }
    },
  );
});
