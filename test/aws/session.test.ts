import { CloudWatchLogsClient, StartLiveTailCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, vi } from 'vitest';
import { listPipelines, startPipelineExecution } from '../../src/aws/codepipeline.ts';
import { READS } from '../../src/aws/operation-ids.ts';
import { Session, type SessionOptions } from '../../src/aws/session.ts';
import { getCallerIdentity } from '../../src/aws/sts.ts';
import type { WireRequest, WireResponse } from '../../src/aws/transport.ts';
import { allowedOperations } from '../../src/policy/allowed-operations.ts';

const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
const ID = { ...PLACE, name: 'web' };
const START = { variables: [], revisions: [], clientRequestToken: 'a-token' };

function answer(status: number, body: object, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', ...headers }, body: JSON.stringify(body) };
}

function session(service: (request: WireRequest) => WireResponse, options: Partial<SessionOptions> = {}) {
  const seen: WireRequest[] = [];
  const inProcess = (request: WireRequest) => {
    seen.push(request);
    return service(request);
  };
  const allowed = allowedOperations({ readOnly: false });
  const made = new Session({ kind: 'mock', region: 'eu-west-1', inProcess, allowed, monotonic: () => 0, ...options });
  return { made, seen };
}

describe('a session', () => {
  it('speaks the wire protocol to a service in this process, with credentials that are worth nothing', async () => {
    const { made, seen } = session(() => answer(200, { pipelines: [{ name: 'web', version: 3, pipelineType: 'V2' }] }));
    const found = await listPipelines(made, PLACE);
    expect(found).toMatchObject([{ id: { name: 'web', region: 'eu-west-1' }, version: 3, type: 'V2' }]);
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/' });
    expect(seen[0]?.headers['x-amz-target']).toBe('CodePipeline_20150709.ListPipelines');
    expect(seen[0]?.headers.authorization).toContain('Credential=operator/');
    expect(seen[0]?.headers.authorization).toContain('/eu-west-1/codepipeline/');
  });

  it('asks a mock whatever the AWS settings of the operator are', async () => {
    // With a custom endpoint the SDK refuses to send at all.
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    try {
      const { made } = session(() => answer(200, { pipelines: [] }));
      await expect(listPipelines(made, PLACE)).resolves.toEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('1.6 puts no prefix before the host of an endpoint that was named', async () => {
    const { made, seen } = session(() => answer(400, { __type: 'AccessDeniedException', message: 'no' }));
    const command = new StartLiveTailCommand({
      logGroupIdentifiers: ['arn:aws:logs:eu-west-1:123456789012:log-group:/g'],
    });
    const sent = made.send('logs:GetLogEvents', (config) => new CloudWatchLogsClient(config), command);
    await expect(sent).rejects.toMatchObject({ code: 'AccessDeniedException' });
    expect(seen[0]?.headers['x-amz-target']).toBe('Logs_20140328.StartLiveTail');
    expect(seen[0]?.headers.host).toBe('mock.localhost');
  });

  it('reads the clock of the service off answers and errors alike', async () => {
    const { made } = session(() =>
      answer(
        400,
        { __type: 'ThrottlingException', message: 'Rate exceeded' },
        { 'x-signalbox-clock': '7000;manual;1' },
      ),
    );
    await expect(listPipelines(made, PLACE)).rejects.toMatchObject({ kind: 'unreachable', throttled: true });
    expect(made.clock.now()).toBe(7000);
  });

  it('sends a read once, too: repeating is for the scheduler', async () => {
    const { made, seen } = session(() => answer(500, { __type: 'InternalFailure', message: 'oh' }));
    await expect(listPipelines(made, PLACE)).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
    expect(seen).toHaveLength(1);
  });

  it('follows every page', async () => {
    const { made, seen } = session((request) => {
      const sent = JSON.parse(Buffer.from(request.body).toString()) as { nextToken?: string };
      return sent.nextToken
        ? answer(200, { pipelines: [{ name: 'b' }] })
        : answer(200, { pipelines: [{ name: 'a' }], nextToken: 'more' });
    });
    expect((await listPipelines(made, PLACE)).map(({ id }) => id.name)).toEqual(['a', 'b']);
    expect(seen).toHaveLength(2);
  });

  it('refuses a change when it is read-only, before anything is sent', async () => {
    const { made, seen } = session(() => answer(200, {}), { allowed: READS });
    await expect(startPipelineExecution(made, ID, START)).rejects.toMatchObject({ kind: 'refused-here', exitCode: 8 });
    expect(seen).toHaveLength(0);
  });

  it.each([
    ['PipelineNotFoundException', 'not-found', 5],
    ['ApprovalAlreadyCompletedException', 'stale', 7],
    ['ConcurrentPipelineExecutionsLimitExceededException', 'unreachable', 6],
    ['AccessDeniedException', 'credentials', 4],
    ['ExpiredTokenException', 'credentials', 4],
    ['InvalidStructureException', 'refused-by-service', 9],
  ])('tells %s as %s, exit code %i', async (name, kind, exitCode) => {
    const { made } = session(() => answer(400, { __type: name, message: 'why' }, { 'x-amzn-requestid': 'r-1' }));
    const sent = startPipelineExecution(made, ID, START);
    await expect(sent).rejects.toMatchObject({ kind, exitCode, code: name, requestId: 'r-1' });
  });

  it('tells of a service in this process that closes the connection as of one that cannot be reached', async () => {
    const { made, seen } = session(() => ({ status: 200, headers: {}, body: '{}', close: true }));
    const sent = listPipelines(made, PLACE);
    await expect(sent).rejects.toMatchObject({ kind: 'unreachable', code: 'ECONNRESET', exitCode: 6, retryable: true });
    expect(seen).toHaveLength(1);
  });

  it('tells an endpoint that is no AWS service', async () => {
    const page = { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not here</html>' };
    const { made } = session(() => page);
    const sent = listPipelines(made, PLACE);
    await expect(sent).rejects.toMatchObject({ kind: 'unreachable', code: 'NoAwsAnswer', retryable: false });
    await expect(sent).rejects.toThrow('eu-west-1 does not answer as AWS does (HTTP 404)');
  });

  it('tells the same where the first call is one of STS, whose protocol is another', async () => {
    const { made } = session(() => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '' }));
    const sent = getCallerIdentity(made);
    await expect(sent).rejects.toMatchObject({ kind: 'unreachable', code: 'NoAwsAnswer' });
  });

  it('names the request and the error of any other refusal, and of a service that is ill', async () => {
    const refusing = (status: number, name: string, message?: string) =>
      listPipelines(session(() => answer(status, { __type: name, message })).made, PLACE);
    await expect(refusing(400, 'OddException', 'odd thing')).rejects.toThrow(
      'codepipeline:ListPipelines was refused: OddException: odd thing',
    );
    await expect(refusing(400, 'OddException')).rejects.toThrow(/was refused: OddException$/);
    await expect(refusing(500, 'InternalFailure', 'oh')).rejects.toThrow(
      'codepipeline:ListPipelines failed at the service (HTTP 500 InternalFailure: oh): try again later',
    );
    await expect(refusing(400, 'LimitExceededException', 'too many')).rejects.toThrow(
      'codepipeline:ListPipelines was refused: LimitExceededException: too many',
    );
  });

  it('names the permission that is missing', async () => {
    const { made } = session(() => answer(400, { __type: 'AccessDeniedException', message: 'no' }));
    await expect(startPipelineExecution(made, ID, START)).rejects.toThrow('codepipeline:StartPipelineExecution');
  });
});
