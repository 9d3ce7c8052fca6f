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
      data: undefined,
      wanted: {},
      clock: 'real',
      speed: 1,
      throttle: 'off',
      output: 'text',
    });
  });

  it('take strings', () => {
    const same = {
      host: 'localhost',
      allowRemote: 'keys.ini',
      data: 'kept',
      clock: 'manual',
      throttle: 'aws',
      output: 'json',
    };
    const made = { scenario: 'none', region: 'eu-west-1', account: '000000000001' };
    const startTime = '2026-03-02T10:00:00+01:00';
    expect(read({ ...same, ...made, port: '0', startTime, speed: '2.5', seed: '7' })).toEqual({
      ...same,
      port: 0,
      speed: 2.5,
      wanted: { ...made, seed: 7, startTime: Date.parse('2026-03-02T09:00:00Z') },
    });
  });

  it('listen beyond loopback only with the keys of who may call', () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.5', 'engine.example']) {
      expect(read({ host })).toMatch(/^--host .* needs --allow-remote KEYFILE/);
      expect(read({ host, allowRemote: 'keys.ini' })).toMatchObject({ host, allowRemote: 'keys.ini' });
    }
  });

  it.each<[ServeFlags, string]>([
    [{ port: '70000' }, '--port'],
    [{ port: 'x' }, '--port'],
    [{ port: '-1' }, '--port'],
    [{ port: '' }, '--port'],
    [{ host: '0.0.0.0' }, '--host'],
    [{ scenario: ' ' }, '--scenario'],
    [{ data: ' ' }, '--data'],
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
