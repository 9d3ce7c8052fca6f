import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './driver/command.ts';
import { FakeAws } from './driver/fake-aws.ts';

const ENDPOINT = 'http://codepipeline.eu-west-1.example.test';
const KEYS = { AWS_ACCESS_KEY_ID: 'AKENV', AWS_SECRET_ACCESS_KEY: 's', AWS_REGION: 'eu-west-1' };

// Node knows proxies since 22.21 and 24.5.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const knowsProxies = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);

describe('the way to AWS', () => {
  let aws: FakeAws;
  let proxy: Server;
  const through: string[] = [];

  beforeAll(async () => {
    aws = await FakeAws.start();
    // Takes whole addresses, as a proxy does, and has everything answered by the fake.
    proxy = createServer(async (request, response) => {
      through.push(new URL(request.url ?? '').host);
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk);
      const answer = await fetch(aws.endpoint, {
        method: request.method,
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(body),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await aws.stop();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });

  const env = () => ({ ...KEYS, HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });

  it.skipIf(!knowsProxies)('leads through the proxy of the environment', async () => {
    const { code, stderr } = await run(['pipelines', '--endpoint-url', ENDPOINT], { env: env() });
    expect([code, stderr]).toEqual([0, '']);
    expect(new Set(through)).toEqual(new Set(['codepipeline.eu-west-1.example.test']));
  });

  it('is straight to what listens on this machine', async () => {
    through.length = 0;
    expect(await run(['pipelines', '--endpoint-url', aws.endpoint], { env: env() })).toMatchObject({ code: 0 });
    expect(through).toEqual([]);
  });

  it('says which bundle of certificates cannot be read', async () => {
    const { code, stderr } = await run(['pipelines'], { env: { ...KEYS, AWS_CA_BUNDLE: '/nowhere.pem' } });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^signalbox: AWS_CA_BUNDLE \/nowhere\.pem cannot be read/),
    ]);
  });
});
