import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS, type OperationId } from '../../src/aws/operation-ids.ts';
import { Session } from '../../src/aws/session.ts';
import { allowedOperations } from '../../src/policy/allowed-operations.ts';

const IDS = Object.keys(OPERATIONS) as OperationId[];
const CHANGES = IDS.filter((id) => OPERATIONS[id] === 'change');
const CLIENTS = {
  codepipeline: '@aws-sdk/client-codepipeline',
  codedeploy: '@aws-sdk/client-codedeploy',
  codebuild: '@aws-sdk/client-codebuild',
  logs: '@aws-sdk/client-cloudwatch-logs',
  sts: '@aws-sdk/client-sts',
};

describe('a read-only session, as the service sees it', () => {
  let server: Server;
  let arrived: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      arrived.push(request.headers['x-amz-target']?.toString().split('.').at(-1) ?? 'sts');
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end('{"__type":"NotHereException","message":"seen"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    arrived = [];
  });

  async function attempt(id: OperationId, readOnly: boolean): Promise<unknown> {
    const [service, operation] = id.split(':') as [keyof typeof CLIENTS, string];
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const session = new Session({
      kind: 'mock',
      region: 'eu-west-1',
      endpoints: { [service]: endpoint },
      allowed: allowedOperations({ readOnly }),
      monotonic: () => 0,
    });
    const sdk = await import(CLIENTS[service]);
    const Client = sdk[Object.keys(sdk).find((name) => /^(?!__).+Client$/.test(name)) ?? ''];
    try {
      return await session
        .send(id, (config) => new Client(config), new sdk[`${operation}Command`]({}))
        .catch((fault) => fault);
    } finally {
      session.close();
    }
  }

  it.each(CHANGES)('%s is refused, and nothing arrives', async (id) => {
    const refusal = { kind: 'refused-here', code: 'ReadOnly', exitCode: 8 };
    expect(await attempt(id, true)).toMatchObject({
      ...refusal,
      message: expect.stringContaining(`${id} was not sent`),
    });
    expect(arrived).toEqual([]);
  });

  it.each(IDS)('%s arrives where it is allowed: a read always, a change unless read-only', async (id) => {
    await attempt(id, OPERATIONS[id] === 'read');
    expect(arrived).toEqual([id.startsWith('sts:') ? 'sts' : id.split(':')[1]]);
  });
});
