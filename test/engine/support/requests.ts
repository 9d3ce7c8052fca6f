import { createEngine, type Engine, type WireRequest, type WireResponse } from '../../../src/engine/index.ts';
import { NOW } from './small-world.ts';

export const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260302/us-east-1/codepipeline/aws4_request, ' +
  'SignedHeaders=content-type;host;x-amz-date, Signature=0123456789abcdef';

/** An engine under a manual clock, empty unless a scenario is named. Exceptions that are no AWS errors fail the test. */
export function emptyEngine(options: Partial<Parameters<typeof createEngine>[0]> = {}): Promise<Engine> {
  const report = (error: unknown) => {
    throw error;
  };
  return createEngine({ clock: 'manual', startTime: NOW, monotonic: () => 0, version: '1.2.3', report, ...options });
}

export function awsRequest(target: string, body: unknown, headers: WireRequest['headers'] = {}): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: AUTHORIZATION,
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  };
}

export function controlRequest(method: string, path: string, body?: unknown): WireRequest {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path: `/_signalbox/${path}`, headers: { 'x-signalbox-control': '1' }, body: text };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
export function json(response: WireResponse): any {
  return JSON.parse(response.body);
}

/** A control call, and what it answers. */
export function control(engine: Engine, method: string, path: string, body?: unknown) {
  const response = engine.handle(controlRequest(method, path, body));
  return { status: response.status, answer: json(response) };
}

/** A pipeline of a source and an approval, small enough for tests of what surrounds it. */
export function smallPipeline(name: string): object {
  return {
    name,
    roleArn: 'arn:aws:iam::123456789012:role/pipelines',
    artifactStore: { type: 'S3', location: 'bucket' },
    stages: [
      {
        name: 'Source',
        actions: [
          {
            name: 'Checkout',
            actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
            configuration: { RepositoryName: name, BranchName: 'main' },
            outputArtifacts: [{ name: 'Source' }],
          },
        ],
      },
      {
        name: 'Gate',
        actions: [
          {
            name: 'Approve',
            actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' },
          },
        ],
      },
    ],
  };
}

export const createPipeline = (name: string) =>
  awsRequest('CodePipeline_20150709.CreatePipeline', { pipeline: smallPipeline(name) });
