import { expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';

interface Told {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
}

async function doctor(flags: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(['doctor', ...flags, '--output', 'json'], { env });
  expect(stderr).toBe('');
  const checks: Told[] = JSON.parse(stdout).doctor.checks;
  return { code, failed: checks.filter(({ status }) => status === 'fail') };
}

it('finds nothing wrong with a mock that is served', async () => {
  await using engine = await EngineProcess.start([]);
  expect(await doctor(['--endpoint-url', engine.endpoint])).toEqual({ code: 0, failed: [] });
});

it('tells of each profile in each region who cannot be asked', async () => {
  const none = { AWS_CONFIG_FILE: '/none', AWS_SHARED_CREDENTIALS_FILE: '/none' };
  const { code, failed } = await doctor(['--profile', 'a,b', '--region', 'eu-west-1,us-east-1'], none);
  expect(code).toBe(4);
  expect(failed.map(({ name }) => name)).toEqual([
    'profile a eu-west-1: identity',
    'profile a us-east-1: identity',
    'profile b eu-west-1: identity',
    'profile b us-east-1: identity',
  ]);
});

it('says that there is no region, and is 2', async () => {
  const { code, failed } = await doctor([]);
  expect([code, failed]).toEqual([2, [expect.objectContaining({ detail: expect.stringContaining('--region') })]]);
});
