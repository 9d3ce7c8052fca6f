import { request as httpRequest } from 'node:http';
import { CodePipelineClient, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '../../src/engine/index.ts';
import { parseKeyFile } from '../../src/engine/key-file.ts';
import { emptyEngine } from './support/requests.ts';
import { signedHeaders } from './support/sign.ts';

const REAL = Date.now();
const MARA = { accessKeyId: 'AKIAMARA', secretAccessKey: 'mara-secret' };
const TRAINEE = { accessKeyId: '210987654321', secretAccessKey: 'trainee-secret' };
const keys = parseKeyFile(
  'keys.ini',
  [MARA, TRAINEE]
    .map((key, at) => `[p${at}]\naws_access_key_id=${key.accessKeyId}\naws_secret_access_key=${key.secretAccessKey}`)
    .join('\n'),
);

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serveSigned({ host = '127.0.0.1', now = REAL } = {}) {
  const engine = await emptyEngine();
  const server = await serve({ engine, host, port: 0, callers: { keys, now: () => now } });
  running.push(server);
  const endpoint = `http://127.0.0.1:${new URL(server.endpoint).port}`;
  const settings = (credentials = MARA) => ({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  return { engine, endpoint, settings };
}

interface Call {
  method?: string;
  path: string;
  body?: string;
  host?: string;
  secret?: string;
  unsigned?: boolean;
  headers?: Record<string, string>;
}

/** A request signed by hand, as a script would send it. */
async function call(endpoint: string, { method = 'POST', path, body = '', ...rest }: Call) {
  const { host = new URL(endpoint).host, secret = MARA.secretAccessKey, unsigned = false, headers: more } = rest;
  const headers = { host, 'x-signalbox-control': '1', ...more };
  const key = MARA.accessKeyId;
  const sent = unsigned
    ? headers
    : await signedHeaders({ method, path, headers, body, key, secret, service: 'signalbox', date: new Date(REAL) });
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const request = httpRequest(new URL(path, endpoint), { method, headers: sent, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const list = new ListPipelinesCommand({});

describe('an engine with a key file, called by the AWS SDK', () => {
  it('lets in whoever has the key, as the account that the key names', async () => {
    const { settings } = await serveSigned();
    await expect(new CodePipelineClient(settings()).send(list)).resolves.toMatchObject({ pipelines: [] });
    const who = (credentials: typeof MARA) =>
      new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({}));
    await expect(who(MARA)).resolves.toMatchObject({ Account: '123456789012' });
    await expect(who(TRAINEE)).resolves.toMatchObject({ Account: '210987654321' });
  });

  it('1.3 refuses a wrong secret and an unknown key', async () => {
    const { engine, settings } = await serveSigned();
    const guess = { ...MARA, secretAccessKey: 'guessed' };
    const stranger = { ...MARA, accessKeyId: 'AKIASTRANGER' };
    await expect(new CodePipelineClient(settings(guess)).send(list)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
    });
    await expect(new CodePipelineClient(settings(stranger)).send(list)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 400 },
    });
    const who = (credentials: typeof MARA) =>
      new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({}));
    await expect(who(guess)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(who(stranger)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    expect(engine.counts.list()).toEqual([]);
  });

  it('1.3 refuses a body that was changed on its way', async () => {
    const { settings } = await serveSigned();
    const client = new CodePipelineClient(settings());
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: Uint8Array };
        expect(new TextDecoder().decode(request.body)).toBe('{}');
        request.body = Buffer.from('[]');
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    await expect(client.send(list)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  it('1.3 refuses what was signed more than 15 real minutes ago, whatever the engine’s clock says', async () => {
    const { settings } = await serveSigned({ now: REAL + 20 * 60_000 });
    await expect(new CodePipelineClient(settings()).send(list)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining('Signature expired'),
    });
  });

  it('1.3 refuses an AWS call without a signature', async () => {
    const { endpoint } = await serveSigned();
    const headers = { 'x-amz-target': 'CodePipeline_20150709.ListPipelines' };
    const refused = await call(endpoint, { path: '/', body: '{}', unsigned: true, headers });
    expect(refused).toMatchObject({
      status: 400,
      headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
    });
  });
});

describe('an engine with a key file, called by a script', () => {
  const advance = { path: '/_signalbox/clock', body: '{"advance":"PT5M"}' };

  it('answers a signed control call', async () => {
    const { endpoint } = await serveSigned();
    const moved = await call(endpoint, advance);
    expect(moved).toMatchObject({ status: 200, text: '{"now":"2026-03-02T09:05:00.000Z"}' });
    expect((await call(endpoint, { method: 'GET', path: '/_signalbox/events?after=0' })).status).toBe(200);
    expect((await call(endpoint, { method: 'GET', path: '/_signalbox/health' })).status).toBe(200);
  });

  it('refuses one that is not signed, or wrongly, and does nothing', async () => {
    const { engine, endpoint } = await serveSigned();
    const attempts: Call[] = [
      { ...advance, unsigned: true },
      { ...advance, secret: 'guessed' },
      { method: 'GET', path: '/_signalbox/health', unsigned: true },
    ];
    for (const attempt of attempts) {
      const refused = await call(endpoint, attempt);
      expect(refused.status).toBe(403);
      expect(JSON.parse(refused.text)).toEqual({ error: { code: 'InvalidSignature', message: expect.any(String) } });
      expect(refused.text).not.toContain(MARA.secretAccessKey);
    }
    expect(engine.world.clock.now()).toBe(Date.parse('2026-03-02T09:00:00Z'));
  });

  it('still asks for the control header', async () => {
    const { endpoint } = await serveSigned();
    const refused = await call(endpoint, { ...advance, headers: { 'x-signalbox-control': '0' } });
    expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'Forbidden' } });
  });

  it('takes any Host where it listens at every address, and only its own elsewhere', async () => {
    const health = { method: 'GET', path: '/_signalbox/health', host: 'stream-signals.example:4599' };
    const everywhere = await serveSigned({ host: '0.0.0.0' });
    expect((await call(everywhere.endpoint, health)).status).toBe(200);
    expect((await call(everywhere.endpoint, { ...health, unsigned: true })).status).toBe(403);
    const one = await serveSigned();
    expect(JSON.parse((await call(one.endpoint, health)).text)).toMatchObject({ error: { code: 'Forbidden' } });
  });

  it('without a key file a server at every address answers to loopback names alone', async () => {
    const server = await serve({ engine: await emptyEngine(), host: '0.0.0.0', port: 0 });
    running.push(server);
    const endpoint = `http://127.0.0.1:${new URL(server.endpoint).port}`;
    const refused = await call(endpoint, { method: 'GET', path: '/_signalbox/health', host: 'signals.example' });
    expect(refused.status).toBe(403);
  });
});
