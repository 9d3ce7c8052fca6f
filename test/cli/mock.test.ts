import { beforeEach, describe, expect, it } from 'vitest';
import type { MockHost } from '../../src/cli/host.ts';
import { usage } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { begin, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox mock serve', () => {
  let rig: Rig;
  let flags: Readonly<Record<string, string>> | undefined;
  let closed = false;

  const mock: Partial<MockHost> = {
    parseServeOptions: async (given) => {
      flags = given;
      return { options: given };
    },
    serve: async () => ({
      endpoint: 'http://127.0.0.1:4599',
      scenario: 'demo',
      clock: 'manual',
      close: async () => {
        closed = true;
      },
    }),
  };

  beforeEach(async () => {
    rig = await rigWithGates([]);
    flags = undefined;
    closed = false;
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints exactly one line when it is ready, and ends with 0 on %s',
    async (signal) => {
      const running = begin(rig, ['mock', 'serve', '--output', 'json'], { mock });
      await running.until(({ out }) => out.text !== '');
      expect(running.out.text).toBe(
        '{"endpoint":"http://127.0.0.1:4599","pid":4711,"scenario":"demo","clock":"manual"}\n',
      );
      expect(closed).toBe(false);
      running.send(signal);
      expect(await rig.finish(running.code)).toBe(0);
      expect(closed).toBe(true);
      expect(running.out.text.trimEnd().split('\n')).toHaveLength(1);
    },
  );

  it('hands every option on as a string, those that are global as well', async () => {
    const argv = ['mock', 'serve', '--port', '0', '--host', '::1', '--clock', 'manual', '--start-time', '2026-01-01'];
    const more = ['--speed', '2', '--seed', '7', '--throttle', 'aws', '--account', '210987654321', '--data', 'd'];
    const rest = ['--allow-remote', 'k', '--scenario', 'none', '--region', 'eu-west-1'];
    const running = begin(rig, [...argv, ...more, ...rest], { mock });
    await running.until(({ out }) => out.text.includes('http://127.0.0.1:4599'));
    expect(flags).toEqual({
      port: '0',
      host: '::1',
      clock: 'manual',
      startTime: '2026-01-01',
      speed: '2',
      seed: '7',
      throttle: 'aws',
      account: '210987654321',
      data: 'd',
      allowRemote: 'k',
      scenario: 'none',
      region: 'eu-west-1',
      output: 'text',
    });
    running.send('SIGINT');
    await rig.finish(running.code);
  });

  it('shows how to reach it, with a key file by the keys in it', async () => {
    const shown = async (...more: string[]) => {
      const running = begin(rig, ['mock', 'serve', ...more], { mock });
      await running.until(({ out }) => out.text.includes('list-pipelines\n'));
      running.send('SIGTERM');
      await rig.finish(running.code);
      return running.out.text;
    };
    expect(await shown()).toContain('AWS_ACCESS_KEY_ID=mock AWS_SECRET_ACCESS_KEY=mock aws ');
    const keyed = await shown('--allow-remote', 'my keys.ini');
    expect(keyed).toContain("AWS_SHARED_CREDENTIALS_FILE='my keys.ini' aws ");
    expect(keyed).toContain("AWS_SHARED_CREDENTIALS_FILE='my keys.ini' signalbox ");
    expect(keyed).not.toContain('=mock');
  });

  it('a bad option is 2 with the one line that names it', async () => {
    const parseServeOptions = async () => ({ error: '--port must be a number, not x' });
    const ran = await run(rig, ['mock', 'serve', '--port', 'x'], { mock: { ...mock, parseServeOptions } });
    expect(ran).toEqual({ code: 2, out: '', err: 'signalbox: --port must be a number, not x\n' });
  });

  it('a scenario that cannot be read is 2', async () => {
    const serve = () => Promise.reject(usage('demo.yaml:3: expected a list'));
    expect(await run(rig, ['mock', 'serve'], { mock: { ...mock, serve } })).toMatchObject({ code: 2, out: '' });
  });

  it('a port in use is 1', async () => {
    const serve = () => Promise.reject(Object.assign(new Error('Port 4599 is in use'), { code: 'EADDRINUSE' }));
    const ran = await run(rig, ['mock', 'serve'], { mock: { ...mock, serve } });
    expect(ran).toEqual({ code: 1, out: '', err: 'signalbox: Port 4599 is in use\n' });
  });

  it.each([
    ['--output', 'yaml'],
    ['--output', 'ndjson'],
    ['--endpoint-url', 'http://x'],
    ['--profile', 'p'],
    ['--region', 'eu-west-1,eu-west-2'],
  ])('refuses %s %s', async (flag, value) => {
    expect(await run(rig, ['mock', 'serve', flag, value], { mock })).toMatchObject({ code: 2, out: '' });
    expect(flags).toBeUndefined();
  });
});

describe('signalbox mock scenarios', () => {
  it('lists the names with what each shows, and needs no service', async () => {
    const rig = await rigWithGates([]);
    const scenarios = [
      { name: 'demo', description: 'A shop' },
      { name: 'rolling', description: 'Twelve machines' },
    ];
    const options = {
      mock: { scenarios: async () => scenarios },
      connect: () => Promise.reject(new Error()),
    };
    expect(await run(rig, ['mock', 'scenarios'], options)).toEqual({
      code: 0,
      out: 'demo     A shop\nrolling  Twelve machines\n',
      err: '',
    });
    const { document } = await runJson(rig, ['mock', 'scenarios'], options);
    expect(document).toMatchObject({ source: { kind: 'mock' }, scenarios });
  });
});
