import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';
import { PROGRAM } from './driver/environment.ts';
import { Screen } from './driver/screen.ts';

/** One clear line: no stack, no second line. */
const ONE_LINE = /^[^\n]+\n$/;

describe('bad input, one clear line and the right exit code', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
    writeFileSync(join(folder, 'broken.yaml'), 'pipelines:\n  - name: web\n    stages: 7\n');
    writeFileSync(join(folder, 'settings.json'), '{"regoin":"x"}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['an unknown command', ['frobnicate'], 2, /frobnicate/],
    ['an unknown flag', ['pipelines', '--mock', '--colour', 'blue'], 2, /--colour/],
    ['a missing argument', ['status', '--mock'], 2, /pipeline/i],
    ['an unknown pipeline', ['status', 'storefrnt', '--mock'], 5, /storefrnt.*storefront/],
    ['an unknown stage', ['retry', 'storefront', 'Bild', '--mock', '--yes'], 5, /no stage Bild/],
    ['an unknown scenario', ['pipelines', '--scenario', 'nope'], 2, /nope.*demo/],
    [
      'a mock and an endpoint',
      ['pipelines', '--mock', '--endpoint-url', 'http://127.0.0.1:1'],
      2,
      /exclude each other/,
    ],
    ['an endpoint that is no URL', ['pipelines', '--endpoint-url', 'nowhere'], 2, /nowhere/],
    ['a region that is none', ['pipelines', '--region', '../x'], 2, /--region must be a region/],
    ['a region that is none, of a mock', ['pipelines', '--mock', '--region', 'US'], 2, /--region must be a region/],
    ['a setting that is no region', ['config', 'set', 'region', 'U S'], 2, /region must be a region/],
    ['a setting that is no URL', ['config', 'set', 'endpointUrl', 'nonsense'], 2, /endpointUrl must be an http/],
    ['a settings file that is not there', ['pipelines', '--mock', '--config', '/nowhere.json'], 2, /nowhere\.json/],
    ['no setting of a file that is not there', ['config', 'list', '--config', '/nowhere.json'], 2, /nowhere\.json/],
    ['a change without --yes', ['start', 'landing', '--mock'], 3, /--yes/],
    ['a closing without a reason', ['transition', 'disable', 'landing', 'Publish', '--mock', '--yes'], 3, /--reason/],
    ['an approval where none is open', ['approve', 'landing', '--mock', '--yes'], 7, /no approval is open/],
    ['another revision', ['approve', 'payments', '--revision', 'fffffff', '--mock', '--yes'], 7, /fffffff/],
    ['a change when read-only', ['start', 'landing', '--mock', '--yes', '--read-only'], 8, /read-only/],
    ['a wrong port', ['mock', 'serve', '--port', 'x'], 2, /--port x/],
    ['a data folder that is a file', ['mock', 'serve', '--data', PROGRAM], 2, /--data .*expected a folder/],
  ])('%s', async (_, args, code, says) => {
    const result = await run(args);
    expect(result.stderr).toMatch(says);
    expect(result.stderr.split('\n').length).toBeLessThanOrEqual(3);
    expect(result.stdout).toBe('');
    expect(result.code).toBe(code);
  });

  it('a scenario with a mistake: file, line and what was expected', async () => {
    const file = join(folder, 'broken.yaml');
    const { code, stderr } = await run(['pipelines', '--scenario', file]);
    expect(stderr).toMatch(/broken\.yaml:3:\d+: .*expected/);
    expect(stderr).toMatch(ONE_LINE);
    expect(code).toBe(2);
  });

  it('a region in the environment that is none', async () => {
    const env = { AWS_REGION: '../x', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const { code, stdout } = await run(['pipelines', '--output', 'json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ errors: [{ message: expect.stringMatching(/^AWS_REGION must be/) }] });
    expect(code).toBe(2);
  });

  it.skipIf(process.platform !== 'linux').each([['pipelines', '--mock'], ['--help'], ['frobnicate', '--output=json']])(
    'a full disk behind stdout: %s %s',
    (...args) => {
      const full = openSync('/dev/full', 'w');
      const words = args.filter(Boolean);
      const ended = spawnSync(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', full, 'pipe'] });
      closeSync(full);
      expect(ended.stderr.toString()).toMatch(/signalbox: stdout could not be written: ENOSPC[^\n]*\n$/);
      expect(ended.status).toBe(words[0] === 'frobnicate' ? 2 : 70);
    },
  );

  it('settings with a mistake: file, key and reason', async () => {
    const { code, stderr } = await run(['pipelines', '--mock', '--config', join(folder, 'settings.json')]);
    expect(stderr).toMatch(/settings\.json: unknown key regoin/);
    expect(code).toBe(2);
  });

  it('no credentials', async () => {
    const { code, stderr } = await run(['pipelines', '--region', 'eu-west-1'], {
      env: { AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(stderr).toMatch(/credentials/);
    expect(stderr).toMatch(ONE_LINE);
    expect(code).toBe(4);
  });

  it('no credentials, or nobody there, for the console: one line and no screen', async () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' };
    await using nobody = await Screen.open({ env });
    const ended = await nobody.exit();
    expect(ended.code).toBe(4);
    expect(ended.screenAfter.join(' ')).toMatch(/^signalbox: no usable AWS credentials/);
    const keys = { ...env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    await using away = await Screen.open({ args: ['--endpoint-url', 'http://127.0.0.1:9'], env: keys });
    expect(await away.exit()).toMatchObject({ code: 6 });
  });

  it.each([
    ['no region and no credentials', {}],
    ['a region, and credentials that are not meant', { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a' }],
  ])('nobody at a loopback endpoint, with %s', async (_, env) => {
    const { code, stderr } = await run(['pipelines', '--endpoint-url', 'http://127.0.0.1:9', '--profile', 'x'], {
      env,
    });
    expect(stderr).toBe(
      'signalbox: http://127.0.0.1:9 could not be reached (ECONNREFUSED): check the network and the endpoint\n',
    );
    expect(code).toBe(6);
  });

  it.each([[[]], [['--region', 'eu-west-1']]])('a profile that does not exist, with %j', async (more) => {
    const env = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: join(folder, 'aws-config') };
    const { code, stderr } = await run(['pipelines', '--profile', 'nope', ...more], { env });
    expect(stderr).toMatch(/there is no AWS profile nope in \S+aws-config or \S+\/\.aws\/credentials\n$/);
    expect(stderr).toMatch(ONE_LINE);
    expect(code).toBe(4);
  });

  it('a profile without credentials is not said to be missing', async () => {
    const file = join(folder, 'aws-config-poor');
    writeFileSync(file, '[profile poor]\nregion = eu-west-1\n');
    const env = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: file };
    const { code, stderr } = await run(['pipelines', '--profile', 'poor'], { env });
    expect(stderr).toMatch(/no usable AWS credentials/);
    expect(code).toBe(4);
  });

  it('an engine that verifies signatures is a mock, and is sent the keys of the usual chain', async () => {
    const file = join(folder, 'keys.ini');
    writeFileSync(file, '[default]\naws_access_key_id = AKIAMARA\naws_secret_access_key = s\n', { mode: 0o600 });
    await using engine = await EngineProcess.start(['--allow-remote', file]);
    const argv = ['pipelines', '--output', 'json', '--endpoint-url', engine.endpoint];
    const known = await run(argv, { env: { AWS_SHARED_CREDENTIALS_FILE: file } });
    expect(JSON.parse(known.stdout)).toMatchObject({ source: { kind: 'mock', regions: ['us-east-1'] }, errors: [] });
    expect(known.code).toBe(0);
    const unknown = await run(argv, { env: { AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 's' } });
    expect(unknown.code).toBe(4);
  });

  it('no region', async () => {
    const { code, stderr } = await run(['pipelines']);
    expect(stderr).toMatch(/no region: give --region/);
    expect(code).toBe(2);
  });

  it('nobody at the endpoint', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' };
    const argv = ['pipelines', '--endpoint-url', 'http://127.0.0.1:9', '--output', 'json'];
    const { code, stderr, stdout } = await run(argv, { env });
    expect(stderr).toMatch(/could not be reached/);
    expect(JSON.parse(stdout).errors).toMatchObject([{ region: 'eu-west-1', exitCode: 6 }]);
    expect(code).toBe(6);
  });

  it('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { code, stderr, stdout } = await run(['mock', 'serve', '--port', String(port), '--output', 'json']);
    taken.close();
    expect(stderr).toMatch(new RegExp(`${port}.*in use`));
    expect([stdout, code]).toEqual(['', 1]);
  });

  it('an error is a document too where documents are asked for', async () => {
    const { code, stdout } = await run(['status', 'nope', '--mock', '--output', 'json']);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: 'signalbox/1', errors: [{ exitCode: 5 }] });
    expect(code).toBe(5);
  });

  it('without a terminal the console prints the fleet and a hint', async () => {
    const { code, stdout, stderr } = await run(['--mock']);
    expect(stdout).toMatch(/✗ failed +checkout-api/);
    expect(stderr).toMatch(/no terminal/);
    expect(code).toBe(0);
  });

  it('malformed requests get the AWS error, and the engine goes on', async () => {
    await using engine = await EngineProcess.start(['--scenario', 'none']);
    const send = async (target: string, body: string, authorization?: string) => {
      const headers: Record<string, string> = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
      if (authorization) headers.authorization = authorization;
      const answer = await fetch(engine.endpoint, { method: 'POST', headers, body });
      return { status: answer.status, error: ((await answer.json()) as { __type: string }).__type };
    };
    const signed =
      'AWS4-HMAC-SHA256 Credential=mock/20261120/us-east-1/codepipeline/aws4_request, SignedHeaders=host, Signature=00';
    const target = 'CodePipeline_20150709.GetPipeline';
    expect(await send(target, '{"name":"x"}')).toEqual({ status: 400, error: 'MissingAuthenticationTokenException' });
    expect(await send(target, '{"name":', signed)).toEqual({ status: 400, error: 'SerializationException' });
    expect(await send(target, '{"name":""}', signed)).toEqual({ status: 400, error: 'ValidationException' });
    expect(await send(target, '{"name":"x"}', signed)).toEqual({ status: 400, error: 'PipelineNotFoundException' });
    expect(await send('CodePipeline_20150709.Nope', '{}', signed)).toEqual({
      status: 400,
      error: 'UnknownOperationException',
    });
    expect(await engine.control('/health')).toMatchObject({ status: 'ok' });
  });
});
