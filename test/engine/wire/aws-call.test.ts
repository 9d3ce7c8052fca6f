import { describe, expect, it } from 'vitest';
import codebuild from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import codedeploy from '../../../src/rules/models/codedeploy.json' with { type: 'json' };
import codepipeline from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../../src/rules/models/logs.json' with { type: 'json' };
import { AUTHORIZATION, awsRequest, createPipeline, emptyEngine, json } from '../support/requests.ts';

const LIST = 'CodePipeline_20150709.ListPipelines';

async function answerTo(request: ReturnType<typeof awsRequest>) {
  const engine = await emptyEngine();
  const response = engine.handle(request);
  return { ...response, json: response.body === '' ? undefined : json(response) };
}

describe('an AWS call', () => {
  it('1.1 answers 200 in awsJson1.1 with a request id and the engine clock', async () => {
    const { status, headers, json } = await answerTo(awsRequest(LIST, {}));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/x-amz-json-1.1');
    expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers['x-signalbox-clock']).toBe(`${Date.parse('2026-03-02T09:00:00Z')};manual;1`);
    expect(json).toEqual({ pipelines: [] });
  });

  it('9 request ids are unique', async () => {
    const engine = await emptyEngine();
    const ids = [1, 2, 3].map(() => engine.handle(awsRequest(LIST, {})).headers['x-amzn-requestid']);
    expect(new Set(ids).size).toBe(3);
  });

  it('1.1 an empty body is an empty input', async () => {
    expect((await answerTo(awsRequest(LIST, ''))).status).toBe(200);
  });

  it('1.1 an operation without output answers with an empty body', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    const response = engine.handle(awsRequest('CodePipeline_20150709.DeletePipeline', { name: 'web' }));
    expect(response).toMatchObject({ status: 200, body: '' });
    expect(response.headers['content-type']).toBe('application/x-amz-json-1.1');
  });

  it('1.3 an error has __type in the body and its name in a header', async () => {
    const target = 'CodePipeline_20150709.GetPipeline';
    const { status, headers, json } = await answerTo(awsRequest(target, { name: 'none' }));
    expect(status).toBe(400);
    expect(json.__type).toBe('PipelineNotFoundException');
    expect(json.message).toContain('none');
    expect(headers['x-amzn-errortype']).toBe('PipelineNotFoundException');
  });

  it('1.2 timestamps go out in epoch seconds and come in so', async () => {
    const engine = await emptyEngine({ startTime: 1_760_000_000_512 });
    engine.handle(createPipeline('web'));
    const { pipelines } = json(engine.handle(awsRequest(LIST, {})));
    expect(pipelines[0].created).toBe(1_760_000_000.512);
  });

  it.each([
    ['unknown service', 'CodeStar_20170419.ListProjects'],
    ['unknown operation', 'CodePipeline_20150709.MakeCoffee'],
    ['inherited name', 'CodePipeline_20150709.constructor'],
    ['no operation', 'CodePipeline_20150709'],
    ['nothing', ''],
    ['a further part', `${LIST}.x`],
  ])('1.3 %s is an UnknownOperationException', async (_what, target) => {
    const { status, json } = await answerTo(awsRequest(target, {}));
    expect([status, json.__type]).toEqual([400, 'UnknownOperationException']);
  });

  it.each([codepipeline, codedeploy, codebuild, logs])(
    '7 every operation of $service that is modelled is served',
    async ({ service, operations }) => {
      const services = (await emptyEngine()).region('123456789012', 'us-east-1');
      expect(Object.keys(services[service as 'logs'].operations).sort()).toEqual(Object.keys(operations).sort());
    },
  );

  it('1.1 rpc-v2-cbor is not served', async () => {
    const headers = { 'smithy-protocol': 'rpc-v2-cbor' };
    const path = '/service/CodePipeline_20150709/operation/ListPipelines';
    const { status, json } = await answerTo({ ...awsRequest(LIST, '', headers), path });
    expect([status, json.__type]).toEqual([404, 'UnknownOperationException']);
  });

  it('1.1 only POST / is a call', async () => {
    expect((await answerTo({ ...awsRequest(LIST, {}), method: 'GET' })).status).toBe(404);
    expect((await answerTo({ ...awsRequest(LIST, {}), path: '/x' })).status).toBe(404);
  });

  it.each([
    ['no header', undefined, 'MissingAuthenticationTokenException'],
    ['another scheme', 'Bearer abc', 'IncompleteSignatureException'],
    ['no signature', AUTHORIZATION.replace(/, Signature.*/, ''), 'IncompleteSignatureException'],
    ['a scope without region', AUTHORIZATION.replace('/us-east-1', ''), 'IncompleteSignatureException'],
    ['a key that is too long', AUTHORIZATION.replace('AKIAEXAMPLE', 'A'.repeat(129)), 'IncompleteSignatureException'],
    ['a key that is not ASCII', AUTHORIZATION.replace('AKIAEXAMPLE', 'é'), 'IncompleteSignatureException'],
    ['a scope of another kind', AUTHORIZATION.replace('aws4_request', 'x'), 'IncompleteSignatureException'],
  ])('1.4 %s', async (_what, authorization, name) => {
    const { status, json } = await answerTo(awsRequest(LIST, {}, { authorization }));
    expect([status, json.__type]).toEqual([400, name]);
  });

  it.each([
    ['not JSON', '{'],
    ['not an object', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number for a text', '{"name":1}'],
    ['an object for a text', '{"name":{}}'],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])('1.3 a body that is %s is a SerializationException', async (_what, body) => {
    const { status, json } = await answerTo(awsRequest('CodePipeline_20150709.GetPipeline', body));
    expect([status, json.__type]).toEqual([400, 'SerializationException']);
  });

  it.each([
    ['CodePipeline_20150709.GetPipeline', {}, 'ValidationException'],
    ['Logs_20140328.CreateLogGroup', {}, 'InvalidParameterException'],
    ['CodeBuild_20161006.BatchGetBuilds', { ids: [] }, 'InvalidInputException'],
    ['CodeDeploy_20141006.GetApplication', {}, 'ApplicationNameRequiredException'],
  ])('1.3 a broken constraint of %s', async (target, body, name) => {
    const { json } = await answerTo(awsRequest(target, body));
    expect(json.__type).toBe(name);
    expect(json.message).toMatch(/^1 validation error detected: Value .* failed to satisfy constraint: /);
  });

  it('1.1 a target makes it a JSON call, whatever the content type says', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await answerTo(awsRequest(LIST, {}, headers))).json).toEqual({ pipelines: [] });
  });

  it('1.3 a body nested a million deep is a SerializationException', async () => {
    const { json } = await answerTo(awsRequest(LIST, '['.repeat(1_000_000)));
    expect(json.__type).toBe('SerializationException');
  });

  it('1.3 a mistake of the engine is a 500 InternalFailure, and reported', async () => {
    const reported: unknown[] = [];
    const engine = await emptyEngine({ report: (error) => reported.push(error) });
    const mistake = new Error('a mistake');
    engine.region = () => {
      throw mistake;
    };
    const response = engine.handle(awsRequest(LIST, {}));
    expect([response.status, response.headers['x-amzn-errortype']]).toEqual([500, 'InternalFailure']);
    expect(json(response)).toEqual({ __type: 'InternalFailure', message: expect.any(String) });
    expect(reported).toEqual([mistake]);
    expect(response.body).not.toContain('a mistake');
  });

  it('1.1 unknown members and nulls are ignored', async () => {
    const { status } = await answerTo(awsRequest(LIST, { colour: 'red', nextToken: null }));
    expect(status).toBe(200);
  });

  it('a body beyond the limit is refused', async () => {
    const { status, json } = await answerTo(awsRequest(LIST, ' '.repeat(8 * 1024 * 1024 + 1)));
    expect([status, json.__type]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  it('keys such as __proto__ pollute nothing', async () => {
    const body = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"x"}';
    const { json } = await answerTo(awsRequest('CodePipeline_20150709.GetPipeline', body));
    expect(json.__type).toBe('PipelineNotFoundException');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const tagged = '{"logGroupName":"g","tags":{"__proto__":"x"}}';
    expect((await answerTo(awsRequest('Logs_20140328.CreateLogGroup', tagged))).status).toBe(200);
  });

  it('engine-control: a key of 12 digits is that account, and regions are kept apart', async () => {
    const engine = await emptyEngine();
    const as = (scope: string) => ({ authorization: AUTHORIZATION.replace('AKIAEXAMPLE/20260302/us-east-1', scope) });
    const list = (scope: string) => json(engine.handle(awsRequest(LIST, {}, as(scope)))).pipelines.length;
    engine.handle(createPipeline('web'));
    expect(list('AKIAOTHER/20260302/us-east-1')).toBe(1);
    expect(list('AKIAOTHER/20260302/eu-west-1')).toBe(0);
    expect(list('999999999999/20260302/us-east-1')).toBe(0);
  });
});

describe('STS', () => {
  const sts = (body: string, authorization: string | undefined = AUTHORIZATION) => ({
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', authorization },
    body,
  });

  it('9 GetCallerIdentity tells account and ARN in XML', async () => {
    const engine = await emptyEngine();
    const { status, headers, body } = engine.handle(sts('Action=GetCallerIdentity&Version=2011-06-15'));
    expect([status, headers['content-type']]).toEqual([200, 'text/xml']);
    expect(body).toContain('<Account>123456789012</Account>');
    expect(body).toContain('<Arn>arn:aws:iam::123456789012:user/AKIAEXAMPLE</Arn>');
  });

  it('9 another action, or no signature, is an error in XML', async () => {
    const engine = await emptyEngine();
    expect(engine.handle(sts('Action=AssumeRole')).body).toContain('<Code>InvalidAction</Code>');
    const unsigned = engine.handle({
      ...sts('Action=GetCallerIdentity'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(unsigned.status).toBe(403);
    expect(unsigned.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('throttling', () => {
  const throttled = (response: { body: string }) => response.body.includes('ThrottlingException');

  it('6.2 reads have a burst of 10 and then 5 a second, by engine time under a manual clock', async () => {
    const engine = await emptyEngine({ throttle: 'aws' });
    const burst = (count: number) =>
      Array.from({ length: count }, () => engine.handle(awsRequest(LIST, {}))).filter(throttled).length;
    expect(burst(11)).toBe(1);
    engine.world.clock.advance(1000);
    expect(burst(6)).toBe(1);
  });

  it('6.2 the error is a 400 with the text of AWS', async () => {
    const engine = await emptyEngine({ throttle: 'aws' });
    const answers = Array.from({ length: 6 }, () =>
      engine.handle(awsRequest('CodePipeline_20150709.DeletePipeline', { name: 'x' })),
    );
    expect(answers.at(-1)!.status).toBe(400);
    expect(json(answers.at(-1)!)).toEqual({ __type: 'ThrottlingException', message: 'Rate exceeded' });
  });

  it('6.2 buckets are by account, region and operation', async () => {
    const engine = await emptyEngine({ throttle: 'aws' });
    for (let i = 0; i < 11; i++) engine.handle(awsRequest(LIST, {}));
    const elsewhere = { authorization: AUTHORIZATION.replace('us-east-1', 'eu-west-1') };
    expect(throttled(engine.handle(awsRequest(LIST, {}, elsewhere)))).toBe(false);
    expect(throttled(engine.handle(awsRequest('CodePipeline_20150709.GetPipeline', { name: 'x' })))).toBe(false);
  });

  it('6.2 under a real clock the buckets refill by real time', async () => {
    let real = 0;
    const engine = await emptyEngine({ throttle: 'aws', clock: 'real', speed: 1000, monotonic: () => real });
    for (let i = 0; i < 10; i++) engine.handle(awsRequest(LIST, {}));
    real += 100;
    expect(throttled(engine.handle(awsRequest(LIST, {})))).toBe(true);
    real += 100;
    expect(throttled(engine.handle(awsRequest(LIST, {})))).toBe(false);
  });
});
