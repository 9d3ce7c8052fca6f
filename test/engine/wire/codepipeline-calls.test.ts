import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import model from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import { CLIENT } from '../codepipeline/definitions.ts';
import { busyEngine, DEFINITIONS, jobsOf, PARTNER, send } from '../support/busy-engine.ts';
import { AUTHORIZATION, awsRequest, json } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ARN = 'arn:aws:codepipeline:us-east-1:123456789012';

let engine: Engine;
beforeEach(async () => {
  engine = await busyEngine();
});

function refusal(operation: string, input: object): string | undefined {
  return engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input)).headers['x-amzn-errortype'];
}

describe('the calls of CodePipeline', () => {
  it.each(Object.keys(model.operations))('1.1 %s is served', (operation) => {
    expect(refusal(operation, {})).not.toBe('UnknownOperationException');
  });

  it('1.1 a query string is no part of the path', () => {
    const request = awsRequest('CodePipeline_20150709.ListPipelines', {});
    expect(engine.handle({ ...request, path: '/?Action=x' }).status).toBe(200);
  });

  it.each([1_772_442_000, 1_772_442_000.123])('1.2 the time %d is taken', (created) => {
    const input = { pipelineName: 'gated', stageName: 'Source', actionName: 'Checkout' };
    const actionRevision = { revisionId: '1', revisionChangeId: 'a', created };
    expect(refusal('PutActionRevision', { ...input, actionRevision })).toBe(undefined);
    engine.world.clock.advance(1000);
    const [source] = send(engine, 'GetPipelineState', { name: 'gated' }).stageStates;
    expect(source.actionStates[0].currentRevision).toEqual({ ...actionRevision, created });
  });

  it.each(['2026-03-02T09:00:00Z', '1772442000', true, 1e300])('1.2 the time %j is none', (created) => {
    const input = { pipelineName: 'gated', stageName: 'Source', actionName: 'Checkout' };
    const actionRevision = { revisionId: '1', revisionChangeId: 'a', created };
    expect(refusal('PutActionRevision', { ...input, actionRevision })).toBe('SerializationException');
  });

  it('1.2 times go out as seconds with their milliseconds', () => {
    engine.world.clock.advance(123);
    send(engine, 'StartPipelineExecution', { name: 'parallel' });
    const { pipelineExecutionSummaries } = send(engine, 'ListPipelineExecutions', { pipelineName: 'parallel' });
    expect(pipelineExecutionSummaries[0].startTime).toBe((NOW + 65_123) / 1000);
  });

  it.each([
    ['no spaces', AUTHORIZATION.replaceAll(', ', ',')],
    ['few signed headers', AUTHORIZATION.replace('content-type;host;x-amz-date', 'host')],
    ['the fields in another order', AUTHORIZATION.replace(/(Credential=\S+), (SignedHeaders=\S+),/, '$2, $1,')],
  ])('1.4 a signature with %s is well formed', (_what, authorization) => {
    const request = awsRequest(
      'CodePipeline_20150709.ListPipelines',
      {},
      { authorization, 'x-amz-security-token': 't' },
    );
    expect(engine.handle(request).status).toBe(200);
  });

  it('1.4 the scope need not name the service', () => {
    const authorization = AUTHORIZATION.replace('/codepipeline/', '/execute-api/');
    const request = awsRequest('CodePipeline_20150709.ListPipelines', {}, { authorization });
    expect(engine.handle(request).status).toBe(200);
  });
});

describe('calls without an answer of their own', () => {
  const onGate = { pipelineName: 'gated', stageName: 'Gate', transitionType: 'Inbound' };
  const failureDetails = { type: 'JobFailed', message: 'no' };

  it.each<[string, () => object]>([
    ['DeleteCustomActionType', () => ({ category: 'Build', provider: 'Jenkins', version: '1' })],
    ['DeletePipeline', () => ({ name: 'gated' })],
    ['DisableStageTransition', () => ({ ...onGate, reason: 'freeze' })],
    ['EnableStageTransition', () => onGate],
    ['OverrideStageCondition', overridable],
    ['PutJobFailureResult', () => ({ jobId: acknowledged().own, failureDetails })],
    ['PutJobSuccessResult', () => ({ jobId: acknowledged().own })],
    [
      'PutThirdPartyJobFailureResult',
      () => ({ jobId: acknowledged().foreign, clientToken: CLIENT.token, failureDetails }),
    ],
    ['PutThirdPartyJobSuccessResult', () => ({ jobId: acknowledged().foreign, clientToken: CLIENT.token })],
    ['UpdateActionType', () => send(engine, 'GetActionType', PARTNER)],
  ])('7.1 %s answers 200 with an empty body', (operation, input) => {
    const response = engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input()));
    expect([response.status, response.body]).toEqual([200, '']);
    expect(response.headers['content-type']).toBe('application/x-amz-json-1.1');
  });

  /** The jobs of a worker and of a partner that are acknowledged. */
  function acknowledged() {
    const jobs = jobsOf(engine);
    return { own: jobs[0]!.id, foreign: jobs[2]!.id };
  }

  function overridable(): object {
    const { latestExecution } = send(engine, 'GetPipelineState', { name: 'superseded' }).stageStates[1];
    const { pipelineExecutionId } = latestExecution;
    return { pipelineName: 'superseded', stageName: 'Test', pipelineExecutionId, conditionType: 'BEFORE_ENTRY' };
  }
});

describe('pages', () => {
  const ofGated = { pipelineName: 'gated' };
  const ofPipeline = { resourceArn: `${ARN}:gated` };

  it.each([
    ['ListPipelines', {}, 'nextToken', 'maxResults', 1000],
    ['ListPipelineExecutions', ofGated, 'nextToken', 'maxResults', 100],
    ['ListActionExecutions', ofGated, 'nextToken', 'maxResults', 100],
    ['ListRuleExecutions', ofGated, 'nextToken', 'maxResults', 100],
    ['ListWebhooks', {}, 'NextToken', 'MaxResults', 100],
    ['ListTagsForResource', ofPipeline, 'nextToken', 'maxResults', 100],
  ])('1.5 %s of %j takes %s, and %s from 1 to %i', (operation, input, token, size, most) => {
    expect(refusal(operation, { ...input, [size]: 1 })).toBe(undefined);
    expect(refusal(operation, { ...input, [size]: most })).toBe(undefined);
    expect(refusal(operation, { ...input, [size]: 0 })).toBe('ValidationException');
    expect(refusal(operation, { ...input, [size]: most + 1 })).toBe('ValidationException');
    expect(refusal(operation, { ...input, [token]: 'x' })).toBe('InvalidNextTokenException');
  });

  it('1.5 ListActionTypes has a token and no size, ListRuleTypes neither', () => {
    expect(refusal('ListActionTypes', { nextToken: 'x' })).toBe('InvalidNextTokenException');
    expect(refusal('ListRuleTypes', { nextToken: 'x' })).toBe(undefined);
  });

  it('1.5 a token holds for its operation and its arguments', () => {
    const { nextToken } = send(engine, 'ListPipelines', { maxResults: 1 });
    expect(send(engine, 'ListPipelines', { maxResults: 1, nextToken }).pipelines).toHaveLength(1);
    expect(refusal('ListPipelines', { maxResults: 2, nextToken })).toBe('InvalidNextTokenException');
    expect(refusal('ListPipelineExecutions', { ...ofGated, nextToken })).toBe('InvalidNextTokenException');
    const elsewhere = { authorization: AUTHORIZATION.replace('us-east-1', 'eu-west-1') };
    const request = awsRequest('CodePipeline_20150709.ListPipelines', { maxResults: 1, nextToken }, elsewhere);
    expect(json(engine.handle(request)).__type).toBe('InvalidNextTokenException');
  });

  it.each([1, 2, 3, 7])('1.5 pages of %i make up the whole list', (maxResults) => {
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = send(engine, 'ListPipelines', { maxResults, ...(nextToken && { nextToken }) });
      seen.push(...page.pipelines.map(({ name }: { name: string }) => name));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(DEFINITIONS.map(({ name }) => name).sort());
  });
});

describe('ids and ARNs', () => {
  it('1.7 a pipeline has its name in its ARN, and a webhook its kind before it', () => {
    expect(send(engine, 'GetPipeline', { name: 'gated' }).metadata.pipelineArn).toBe(`${ARN}:gated`);
    expect(send(engine, 'ListWebhooks', {}).webhooks[0].arn).toBe(`${ARN}:webhook:hook`);
    const resourceArn = `${ARN}:actiontype:Custom/Build/Jenkins/1`;
    expect(send(engine, 'ListTagsForResource', { resourceArn })).toEqual({ tags: [] });
  });

  it('1.7 executions, runs, approval tokens and jobs have lower-case UUIDs', () => {
    const ids = DEFINITIONS.flatMap(({ name }) =>
      send(engine, 'ListActionExecutions', { pipelineName: name }).actionExecutionDetails.flatMap(
        (run: Record<string, string>) => [run.actionExecutionId, run.pipelineExecutionId],
      ),
    );
    const gate = send(engine, 'GetPipelineState', { name: 'gated' }).stageStates[1];
    const actionTypeId = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' };
    const { jobs } = send(engine, 'PollForJobs', { actionTypeId });
    ids.push(gate.actionStates[0].latestExecution.token, jobs[0].id);
    expect(ids.length).toBeGreaterThan(20);
    for (const id of ids) expect(id).toMatch(UUID);
  });

  it('1.7 the key of an artifact names pipeline and artifact', () => {
    const { actionExecutionDetails } = send(engine, 'ListActionExecutions', { pipelineName: 'gated' });
    const keys = actionExecutionDetails.flatMap(
      ({ output }: { output: { outputArtifacts: { s3location: object }[] } }) =>
        output.outputArtifacts.map(({ s3location }) => s3location),
    );
    expect(keys[0]).toEqual({
      bucket: 'artifacts-us-east-1',
      key: expect.stringMatching(/^gated\/Src\/[A-Za-z0-9]{7}$/),
    });
  });
});
