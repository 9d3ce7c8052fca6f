import { CodePipelineClient, ListPipelinesCommand, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inProcessHandler } from '../../src/aws/transport.ts';
import { type Engine, serve } from '../../src/engine/index.ts';
import { control, createPipeline, emptyEngine } from './support/requests.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** How the SDK reaches the engine. */
const WAYS = {
  'over HTTP': async (engine: Engine) => {
    const server = await serve({ engine, host: '127.0.0.1', port: 0 });
    closing.push(server.close);
    return { endpoint: server.endpoint };
  },
  'in process': async (engine: Engine) => ({
    endpoint: 'http://mock.localhost',
    requestHandler: inProcessHandler((request) => engine.handle(request)),
  }),
};

describe.each(Object.entries(WAYS))('an SDK %s', (_name, connect) => {
  async function clientOf(...rules: object[]) {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    control(engine, 'PUT', 'faults', { rules });
    const settings = {
      ...(await connect(engine)),
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAMARA', secretAccessKey: 'x' },
      // The SDK decides what is worth another try; nobody waits for it.
      retryStrategy: new ConfiguredRetryStrategy(3, () => 0),
    };
    const client = new CodePipelineClient(settings);
    const sts = new STSClient(settings);
    closing.push(
      () => client.destroy(),
      () => sts.destroy(),
    );
    const calls = (operation: string) => engine.counts.list().find((count) => count.operation === operation)?.count;
    return { client, sts, calls };
  }
  const list = (client: CodePipelineClient) => client.send(new ListPipelinesCommand({}));

  it.each([
    { kind: 'throttle' },
    { kind: 'error', status: 503, code: 'ServiceUnavailable' },
    { kind: 'drop' },
    { kind: 'refuse' },
  ])('succeeds at the third try when twice there was $kind', async (rule) => {
    const { client } = await clientOf({ operation: 'ListPipelines', times: 2, ...rule });
    const { pipelines, $metadata } = await list(client);
    expect(pipelines).toHaveLength(1);
    expect($metadata.attempts).toBe(3);
  });

  it('gives up at the third throttled try', async () => {
    const { client, calls } = await clientOf({ kind: 'throttle' });
    await expect(list(client)).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    expect(calls('ListPipelines')).toBe(3);
  });

  it.each(['drop', 'refuse'])('sees the failure of a network when there was %s', async (kind) => {
    const { client } = await clientOf({ kind });
    await expect(list(client)).rejects.toMatchObject({ name: 'TimeoutError', code: 'ECONNRESET' });
  });

  it.each([
    [{ kind: 'expired-credentials' }, 'ExpiredTokenException'],
    [{ kind: 'access-denied' }, 'AccessDeniedException'],
    [{ kind: 'error', status: 400, code: 'ConflictException' }, 'ConflictException'],
  ])('does not try again after %j', async (rule, name) => {
    const { client, calls } = await clientOf(rule);
    await expect(list(client)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(calls('ListPipelines')).toBe(1);
  });

  it('that sends a dropped start again starts once, since its token is the same', async () => {
    const { client, calls } = await clientOf({ operation: 'Start*', kind: 'drop', times: 1 });
    const { pipelineExecutionId } = await client.send(new StartPipelineExecutionCommand({ name: 'web' }));
    expect(calls('StartPipelineExecution')).toBe(2);
    const again = await client.send(new StartPipelineExecutionCommand({ name: 'web' }));
    expect(again.pipelineExecutionId).not.toBe(pipelineExecutionId);
  });

  it('gets a delayed answer, and can stop waiting for it', async () => {
    const late = { kind: 'delay', times: 1 };
    const { client, calls } = await clientOf({ ...late, delayMs: 1 }, { ...late, delayMs: 600_000 });
    const waiting = new AbortController();
    const asked = client.send(new ListPipelinesCommand({}), { abortSignal: waiting.signal });
    await vi.waitFor(() => expect(calls('ListPipelines')).toBe(1), { timeout: 20_000, interval: 5 });
    waiting.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect((await list(client)).pipelines).toHaveLength(1);
  });

  it('of STS tries again too, and knows an expired token', async () => {
    const { sts } = await clientOf({ service: 'sts', kind: 'expired-credentials' }, { kind: 'throttle', times: 2 });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
      $metadata: { attempts: 3, httpStatusCode: 403 },
    });
  });
});
