import { request as httpRequest } from 'node:http';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import plain from '../../fixtures/pipelines/plain.json' with { type: 'json' };
import { type RunningServer, serve } from '../../src/engine/index.ts';
import { AUTHORIZATION, emptyEngine, smallPipeline } from './support/requests.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serveEmpty() {
  const engine = await emptyEngine();
  const server = await serve({ engine, host: '127.0.0.1', port: 0 });
  running.push(server);
  const settings = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAMARA', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const advance = (seconds: number) =>
    send(server.endpoint, {
      path: '/_signalbox/clock',
      headers: { 'x-signalbox-control': '1' },
      body: JSON.stringify({ advanceSeconds: seconds }),
    });
  return { engine, server, settings, advance };
}

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

function send(endpoint: string, { method = 'POST', path = '/', headers, body }: Sent) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const request = httpRequest(new URL(path, endpoint), { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('the engine over HTTP', () => {
  it('serves the AWS SDK from the creation of a pipeline to its approval', async () => {
    const { settings, advance } = await serveEmpty();
    const client = new CodePipelineClient({ ...settings, region: 'eu-west-1' });
    await client.send(new CreatePipelineCommand(plain as never));
    await client.send(
      new DisableStageTransitionCommand({
        pipelineName: 'storefront',
        stageName: 'Prod',
        transitionType: 'Inbound',
        reason: 'freeze',
      }),
    );
    await advance(30);
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'storefront' }));
    const [, build, gate, prod] = stageStates!;
    expect(prod!.inboundTransitionState).toMatchObject({
      enabled: false,
      disabledReason: 'freeze',
      lastChangedBy: 'arn:aws:iam::123456789012:user/AKIAMARA',
      lastChangedAt: new Date('2026-03-02T09:00:00Z'),
    });
    const { approvedAt } = await client.send(
      new PutApprovalResultCommand({
        pipelineName: 'storefront',
        stageName: 'Gate',
        actionName: 'Approve',
        token: gate!.actionStates![0]!.latestExecution!.token,
        result: { status: 'Approved', summary: 'ok' },
      }),
    );
    expect(approvedAt).toEqual(new Date('2026-03-02T09:00:30Z'));
    const { externalExecutionId } = build!.actionStates![0]!.latestExecution!;
    const builds = new CodeBuildClient({ ...settings, region: 'eu-west-1' });
    const { builds: found } = await builds.send(new BatchGetBuildsCommand({ ids: [externalExecutionId!] }));
    expect(found![0]).toMatchObject({ buildStatus: 'SUCCEEDED', initiator: 'codepipeline/storefront' });
    const logs = new CloudWatchLogsClient({ ...settings, region: 'eu-west-1' });
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: found![0]!.logs!.groupName }));
    expect(events!.length).toBeGreaterThan(10);
  });

  it('1.3 the SDK reads the name and message of an error', async () => {
    const { settings } = await serveEmpty();
    const client = new CodePipelineClient(settings);
    await expect(client.send(new ListPipelineExecutionsCommand({ pipelineName: 'none' }))).rejects.toMatchObject({
      name: 'PipelineNotFoundException',
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
    });
  });

  it('9 the SDK learns who it is', async () => {
    const { settings } = await serveEmpty();
    await expect(new STSClient(settings).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/AKIAMARA',
    });
  });

  it('engine-control: a foreign Host is refused for control and for AWS calls', async () => {
    const { server } = await serveEmpty();
    const headers = { host: 'evil.example', 'x-signalbox-control': '1' };
    for (const path of ['/_signalbox/health', '/_signalbox/clock', '/']) {
      expect((await send(server.endpoint, { path, headers, body: '{}' })).status).toBe(403);
    }
    const refused = await send(server.endpoint, { headers, body: '{}' });
    expect(JSON.parse(refused.body).__type).toBe('AccessDeniedException');
    const local = { host: 'stream-engine.localhost:1' };
    expect((await send(server.endpoint, { method: 'GET', path: '/_signalbox/health', headers: local })).status).toBe(
      200,
    );
  });

  it('engine-control: a preflight is refused', async () => {
    const { server } = await serveEmpty();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const response = await send(server.endpoint, { method: 'OPTIONS', path: '/_signalbox/clock', headers });
    expect(response.status).toBe(403);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('every answer has the engine’s clock, and the Date header stays real', async () => {
    const { server } = await serveEmpty();
    const { headers } = await send(server.endpoint, { method: 'GET', path: '/_signalbox/health' });
    expect(headers['x-signalbox-clock']).toBe('1772442000000;manual;1');
    expect(Math.abs(Date.parse(headers.date as string) - Date.now())).toBeLessThan(60_000);
  });

  it('a body that is too large is answered, not cut off', async () => {
    const { server } = await serveEmpty();
    const headers = { authorization: AUTHORIZATION, 'x-amz-target': 'CodePipeline_20150709.ListPipelines' };
    const response = await send(server.endpoint, { headers, body: Buffer.alloc(9 * 1024 * 1024, 0x20) });
    expect(response.status).toBe(413);
    expect(JSON.parse(response.body).__type).toBe('RequestEntityTooLargeException');
  });

  it('a port in use is an error with its code and one clear line', async () => {
    const { engine, server } = await serveEmpty();
    const port = Number(new URL(server.endpoint).port);
    await expect(serve({ engine, host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringMatching(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use[^\\n]*$`)),
    });
  });

  it('engine-control: closing sends what a delay still holds back', async () => {
    const { engine, server, settings } = await serveEmpty();
    engine.faults.replace([{ kind: 'delay', delayMs: 600_000 }]);
    const asked = new CodePipelineClient(settings).send(new ListPipelinesCommand({}));
    await vi.waitFor(() => expect(engine.counts.list()).toHaveLength(1), { timeout: 20_000, interval: 5 });
    running.splice(0);
    await server.close();
    expect((await asked).pipelines).toEqual([]);
  });

  it('closing finishes the requests in flight', async () => {
    const { engine, server } = await serveEmpty();
    const body = JSON.stringify({ pipeline: smallPipeline('web') });
    const headers = {
      authorization: AUTHORIZATION,
      'x-amz-target': 'CodePipeline_20150709.CreatePipeline',
      'content-length': String(body.length),
      // So that the client hears when the server has the head of the request.
      expect: '100-continue',
    };
    let closed: Promise<void> | undefined;
    const answered = new Promise<number>((resolve, reject) => {
      const request = httpRequest(server.endpoint, { method: 'POST', headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      });
      request.on('error', reject);
      request.on('continue', () => {
        running.splice(0);
        closed = server.close();
        request.end(body);
      });
      request.flushHeaders();
    });
    expect(await answered).toBe(200);
    await closed;
    expect(engine.counts.list()).toMatchObject([{ operation: 'CreatePipeline', errors: 0 }]);
  });
});
