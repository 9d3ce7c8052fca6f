import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Command, run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';

const MEMBERS = ['time', 'operation', 'region', 'ms', 'requestId', 'error', 'throttled'].concat([
  'decision',
  'need',
  'attempt',
  'afterMs',
  'kind',
  'endpoint',
  'account',
  'code',
]);

const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

it('--debug tells of every call and decision, and of nothing that was asked, answered or secret', async () => {
  await using engine = await EngineProcess.start(['--clock', 'manual']);
  const env = { AWS_ACCESS_KEY_ID: 'alice', AWS_SECRET_ACCESS_KEY: 'hidden-key', AWS_SESSION_TOKEN: 'hidden-token' };
  const asked = ['approve', 'storefront', '--yes', '-m', 'hidden words', '--endpoint-url', engine.endpoint];
  const { code, stdout, stderr } = await run([...asked, '--debug', '--output', 'json'], { env });
  expect(code).toBe(0);
  const told = lines(stderr);
  const operations = told.map(({ operation }) => operation).filter(Boolean);
  expect(operations).toContain('codepipeline:PutApprovalResult');
  expect(told[0]).toMatchObject({ decision: 'connect', kind: 'mock', endpoint: engine.endpoint });
  expect(told.at(-1)).toMatchObject({ decision: 'exit', code: 0 });
  for (const line of told) expect(MEMBERS).toEqual(expect.arrayContaining(Object.keys(line)));
  expect(told.find(({ operation }) => operation === 'codepipeline:PutApprovalResult')?.requestId).toBe(
    JSON.parse(stdout).result.requestId,
  );
  expect(stderr).not.toMatch(/hidden|storefront|token/);
});

it('--debug=FILE tells of reads that are repeated, and of why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'debug-'));
  const file = join(folder, 'debug.log');
  try {
    await using engine = await EngineProcess.start([]);
    const rule = { service: 'codepipeline', operation: 'ListPipelines', kind: 'throttle', times: 1 };
    await engine.control('/faults', { rules: [rule] }, 'PUT');
    await using command = new Command(['pipelines', '--endpoint-url', engine.endpoint, `--debug=${file}`]);
    expect(await command.result()).toMatchObject({ code: 0, stderr: '' });
    const told = lines(readFileSync(file, 'utf8'));
    expect(told).toContainEqual(
      expect.objectContaining({
        operation: 'codepipeline:ListPipelines',
        error: 'ThrottlingException',
        throttled: true,
      }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ decision: 'repeat', need: 'pipelines', attempt: 1, afterMs: expect.any(Number) }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('is 2 where its file cannot be opened, before anything is asked', async () => {
  const { code, stderr } = await run(['pipelines', '--mock', '--debug=/nowhere/debug.log']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^signalbox: --debug: \/nowhere\/debug.log cannot be written: its folder is not there\n$/);
});
