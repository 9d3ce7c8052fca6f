import { describe, expect, it } from 'vitest';
import { engineToServe } from '../../src/engine/engine-to-serve.ts';
import { parseServeOptions, type ServeFlags } from '../../src/engine/serve-options.ts';
import { Folder } from './data/folder.ts';
import { NOW } from './support/small-world.ts';

function engineFor(flags: ServeFlags) {
  const parsed = parseServeOptions(flags);
  if ('error' in parsed) throw new Error(parsed.error);
  return engineToServe(parsed.options, { monotonic: () => 0, wall: () => NOW, version: '1.2.3' });
}

describe('the engine of mock serve', () => {
  it('has the defaults of the contract', async () => {
    const { engine } = await engineFor({});
    expect(engine.options).toMatchObject({
      account: '123456789012',
      region: 'us-east-1',
      clock: 'real',
      startTime: NOW,
    });
    expect(engine.scenarioName).toBe('demo');
  });

  it('is what the flags say', async () => {
    const made = { account: '000000000001', region: 'eu-west-1', scenario: 'none' };
    const { engine } = await engineFor({ ...made, seed: '7', startTime: '2026-01-01', clock: 'manual', speed: '3' });
    const options = { account: '000000000001', region: 'eu-west-1', seed: 7, clock: 'manual', speed: 3 };
    expect(engine.options).toMatchObject({ ...options, startTime: Date.parse('2026-01-01') });
    expect(engine.scenarioName).toBe('none');
  });

  it('a seed that is not given differs from start to start', async () => {
    const engines = await Promise.all(Array.from({ length: 4 }, () => engineFor({ scenario: 'none' })));
    expect(new Set(engines.map(({ engine }) => engine.options.seed)).size).toBeGreaterThan(1);
  });

  it('with a data folder goes on with the same making, and begins with the demo', async () => {
    using folder = new Folder();
    const first = await engineFor({ data: folder.path });
    first.begin();
    first.close();
    const second = await engineFor({ data: folder.path });
    expect(second.engine.options.seed).toBe(first.engine.options.seed);
    expect(second.engine.scenarioName).toBe('demo');
    second.close();
  });
});
