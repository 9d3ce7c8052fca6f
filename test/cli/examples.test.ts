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
});
