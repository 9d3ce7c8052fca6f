import { describe, expect, it } from 'vitest';
import { parseServeOptions, type ServeFlags } from '../../src/engine/serve-options.ts';

function read(flags: ServeFlags) {
  const parsed = parseServeOptions(flags);
  return 'options' in parsed ? parsed.options : parsed.error;
}

describe('the options of mock serve', () => {
  it('have the defaults of the contract', () => {
    expect(read({})).toEqual({
      port: 4599,
      host: '127.0.0.1',
      allowRemote: undefined,
      scenario: 'demo',
      clock: 'real',
      startTime: undefined,
      speed: 1,
      seed: expect.any(Number),
      throttle: 'off',
      region: 'us-east-1',
      account: '123456789012',
      output: 'text',
    });
  });

  it('take strings', () => {
    const flags = {
      port: '0',
      host: 'localhost',
      allowRemote: 'keys.ini',
      scenario: 'none',
      clock: 'manual',
      startTime: '2026-03-02T10:00:00+01:00',
      speed: '2.5',
      seed: '7',
      throttle: 'aws',
      region: 'eu-west-1',
      account: '000000000001',
      output: 'json',
    };
    expect(read(flags)).toEqual({
      ...flags,
      port: 0,
      startTime: Date.parse('2026-03-02T09:00:00Z'),
      speed: 2.5,
      seed: 7,
    });
  });

  it('listen beyond loopback only with the keys of who may call', () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.5', 'engine.example']) {
      expect(read({ host })).toMatch(/^--host .* needs --allow-remote KEYFILE/);
      expect(read({ host, allowRemote: 'keys.ini' })).toMatchObject({ host, allowRemote: 'keys.ini' });
    }
  });

  it('a seed that is not given differs from start to start', () => {
    const seeds = Array.from({ length: 8 }, () => (read({}) as { seed: number }).seed);
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it.each<[ServeFlags, string]>([
    [{ port: '70000' }, '--port'],
    [{ port: 'x' }, '--port'],
    [{ port: '-1' }, '--port'],
    [{ port: '' }, '--port'],
    [{ host: '0.0.0.0' }, '--host'],
    [{ scenario: ' ' }, '--scenario'],
    [{ data: '/data' }, '--data'],
    [{ host: '0.0.0.0' }, '--allow-remote KEYFILE'],
    [{ host: '' }, '--host'],
    [{ host: '', allowRemote: 'keys' }, '--host'],
    [{ allowRemote: ' ' }, '--allow-remote'],
    [{ clock: 'fast' }, '--clock'],
    [{ startTime: 'yesterday' }, '--start-time'],
    [{ startTime: '2026-02-30T25:00:00Z' }, '--start-time'],
    [{ speed: '0' }, '--speed'],
    [{ speed: '-2' }, '--speed'],
    [{ speed: 'Infinity' }, '--speed'],
    [{ seed: '1.5' }, '--seed'],
    [{ throttle: 'on' }, '--throttle'],
    [{ region: 'EU West' }, '--region'],
    [{ account: '12' }, '--account'],
    [{ output: 'yaml' }, '--output'],
  ])('%j is one line that names %s', (flags, named) => {
    const error = read(flags);
    expect(error).toContain(named);
    expect(error).not.toContain('\n');
  });
});
