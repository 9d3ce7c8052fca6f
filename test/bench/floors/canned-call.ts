import { CodePipelineClient, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';

const ANSWER = JSON.stringify({
  pipelines: [{ name: 'storefront', version: 1, created: 1795000000, updated: 1795000000 }],
});

/** One real SDK call whose answer comes out of this process: the least that any program over the SDK pays. */
export async function cannedCall(): Promise<string[]> {
  const client = new CodePipelineClient({
    region: 'us-east-1',
    endpoint: 'http://mock.localhost',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'mock' },
    maxAttempts: 1,
    requestHandler: {
      handle: async () => ({
        // biome-ignore lint/suspicious/noExplicitAny: the SDK asks for a class instance but reads these three members.
        response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(ANSWER) } as any,
      }),
    },
  });
  const { pipelines } = await client.send(new ListPipelinesCommand({}));
  return (pipelines ?? []).map(({ name }) => name ?? '');
}
