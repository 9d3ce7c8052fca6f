import { createHmac } from 'node:crypto';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  ListPipelineExecutionsCommand,
  ListWebhooksCommand,
  PutWebhookCommand,
  type WebhookDefinition,
} from '@aws-sdk/client-codepipeline';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '../../src/engine/index.ts';
import { parseKeyFile } from '../../src/engine/key-file.ts';
import { control, controlRequest, emptyEngine, smallPipeline } from './support/requests.ts';

const KEY = { accessKeyId: 'AKIAMARA', secretAccessKey: 'mara-secret' };
const keys = parseKeyFile('keys.ini', `[p]\naws_access_key_id=AKIAMARA\naws_secret_access_key=mara-secret`);
const COMMIT = '9f3c2a1b4d5e6f708192a3b4c5d6e7f801234567';
const BODY = JSON.stringify({ ref: 'refs/heads/main', after: COMMIT, head_commit: { id: COMMIT, message: 'Grüße' } });

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serveWithPipeline({ signed = false, region = 'us-east-1' } = {}) {
  const engine = await emptyEngine();
  const callers = signed ? { keys, now: Date.now } : undefined;
  const server = await serve({ engine, host: '127.0.0.1', port: 0, callers });
  running.push(server);
  const client = new CodePipelineClient({ endpoint: server.endpoint, region, credentials: KEY, maxAttempts: 1 });
  await client.send(new CreatePipelineCommand({ pipeline: smallPipeline('web') as never }));
  const put = async (more: Partial<WebhookDefinition> = {}) => {
    const webhook: WebhookDefinition = {
      name: 'hook',
      targetPipeline: 'web',
      targetAction: 'Checkout',
      filters: [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{BranchName}' }],
      authentication: 'GITHUB_HMAC',
      authenticationConfiguration: { SecretToken: 'token' },
      ...more,
    };
    return (await client.send(new PutWebhookCommand({ webhook }))).webhook!.url!;
  };
  return { engine, server, client, put };
}

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

function signed(body: string, secret: string) {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

describe('the URL of a webhook', () => {
  it('2.11 starts the pipeline of whoever signs with the secret', async () => {
    const { server, client, engine, put } = await serveWithPipeline({ region: 'eu-west-1' });
    const url = await put();
    expect(url).toMatch(`${server.endpoint}/_signalbox/webhooks/`);
    expect(await post(url, BODY, signed(BODY, 'guess'))).toMatchObject({
      status: 403,
      answer: { error: { code: 'Forbidden' } },
    });
    const list = new ListPipelineExecutionsCommand({ pipelineName: 'web' });
    expect((await client.send(list)).pipelineExecutionSummaries).toHaveLength(1);
    const { status, answer } = await post(url, BODY, signed(BODY, 'token'));
    expect(status).toBe(200);
    control(engine, 'POST', 'clock', { advance: 'PT2S' });
    const [newest] = (await client.send(list)).pipelineExecutionSummaries!;
    expect(newest).toMatchObject({
      pipelineExecutionId: answer.pipelineExecutionId,
      trigger: { triggerType: 'Webhook', triggerDetail: 'arn:aws:codepipeline:eu-west-1:123456789012:webhook:hook' },
      sourceRevisions: [{ revisionId: COMMIT, revisionSummary: 'Grüße' }],
    });
    const { webhooks } = await client.send(new ListWebhooksCommand({}));
    expect(webhooks).toMatchObject([{ url, lastTriggered: expect.any(Date) }]);
  });

  it('2.11 starts nothing for what a filter does not match', async () => {
    const { put } = await serveWithPipeline();
    const body = '{"ref":"refs/heads/dev"}';
    expect(await post(await put(), body, signed(body, 'token'))).toEqual({
      status: 200,
      answer: { pipelineExecutionId: null },
    });
  });

  it('2.11 knows where a call comes from', async () => {
    const { put } = await serveWithPipeline();
    const from = (AllowedIPRange: string) =>
      put({ authentication: 'IP', authenticationConfiguration: { AllowedIPRange } });
    expect((await post(await from('127.0.0.0/8'), BODY)).status).toBe(200);
    expect((await post(await from('192.0.2.0/24'), BODY)).status).toBe(403);
  });

  it('2.11 needs no key of an engine with a key file, and everything else there does', async () => {
    const { server, put } = await serveWithPipeline({ signed: true });
    const url = await put();
    expect((await post(url, BODY, signed(BODY, 'token'))).status).toBe(200);
    expect((await post(url, BODY)).status).toBe(403);
    expect((await post(`${server.endpoint}/_signalbox/reset`, '{}', { 'x-signalbox-control': '1' })).status).toBe(403);
  });
});

describe('/_signalbox/webhooks', () => {
  it.each([
    ['POST', 'webhooks/none', 404, 'WebhookNotFoundException'],
    ['GET', 'webhooks/none', 400, 'MethodNotAllowed'],
    ['POST', 'webhooks', 404, 'NotFound'],
    ['POST', 'webhooks/none/more', 404, 'NotFound'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    expect(control(await emptyEngine(), method, path)).toMatchObject({ status, answer: { error: { code } } });
  });

  it('a body that is no JSON is 400, a webhook whose pipeline is gone 404', async () => {
    const { engine, put } = await serveWithPipeline();
    const url = new URL(await put({ authentication: 'UNAUTHENTICATED', authenticationConfiguration: {} }));
    const path = url.pathname.replace('/_signalbox/', '');
    expect(control(engine, 'POST', path, 'ref=main')).toMatchObject({
      status: 400,
      answer: { error: { code: 'InvalidJson' } },
    });
    const noText = engine.handle({ ...controlRequest('POST', path), body: Buffer.from([0xff]) });
    expect(noText.status).toBe(400);
    control(engine, 'POST', 'reset', { scenario: 'none' });
    expect(control(engine, 'POST', path, BODY).status).toBe(404);
  });
});
