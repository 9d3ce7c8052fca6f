import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import { awsRequest, control, createPipeline, emptyEngine, json } from '../support/requests.ts';

const LIST = awsRequest('CodePipeline_20150709.ListPipelines', {});
const GET = awsRequest('CodePipeline_20150709.GetPipeline', { name: 'web' });
const BUILDS = awsRequest('CodeBuild_20161006.ListProjects', {});

async function withFaults(...rules: object[]): Promise<Engine> {
  const engine = await emptyEngine();
  expect(control(engine, 'PUT', 'faults', { rules }).status).toBe(200);
  return engine;
}

/** The names of the errors of so many calls; an answer without one is ''. */
function errors(engine: Engine, request: typeof LIST, calls: number): string[] {
  return Array.from({ length: calls }, () => engine.handle(request).headers['x-amzn-errortype'] ?? '');
}

describe('faults', () => {
  it('PUT replaces, GET tells what is left of times, and used-up rules are passed over', async () => {
    const rule = { service: 'codepipeline', operation: 'List*', kind: 'throttle', times: 2 };
    const engine = await withFaults(rule);
    expect(control(engine, 'GET', 'faults').answer).toEqual({ rules: [rule] });
    expect(errors(engine, LIST, 3)).toEqual(['ThrottlingException', 'ThrottlingException', '']);
    expect(control(engine, 'GET', 'faults').answer).toEqual({ rules: [{ ...rule, times: 0 }] });
    expect(control(engine, 'PUT', 'faults', { rules: [] }).answer).toEqual({ rules: [] });
  });

  it('strike the services and operations that their globs name; what is absent is any', async () => {
    const throttle = { kind: 'throttle' };
    const struck = async (rule: object) => {
      const engine = await withFaults({ ...throttle, ...rule });
      return [LIST, GET, BUILDS].map((request) => errors(engine, request, 1)[0] === 'ThrottlingException');
    };
    expect(await struck({})).toEqual([true, true, true]);
    expect(await struck({ service: 'code*' })).toEqual([true, true, true]);
    expect(await struck({ service: 'codepipeline' })).toEqual([true, true, false]);
    expect(await struck({ operation: 'List*' })).toEqual([true, false, true]);
    expect(await struck({ service: 'codepipeline', operation: 'Get?ipeline' })).toEqual([false, true, false]);
  });

  it('later rules win', async () => {
    const engine = await withFaults({ kind: 'throttle' }, { kind: 'expired-credentials', times: 1 });
    expect(errors(engine, LIST, 2)).toEqual(['ExpiredTokenException', 'ThrottlingException']);
  });

  it('rate is the share of calls that they strike; times counts only those', async () => {
    const engine = await withFaults({ kind: 'throttle', rate: 0.3, times: 250 });
    const struck = errors(engine, LIST, 1000).filter(Boolean).length;
    expect(struck).toBeGreaterThan(240);
    expect(struck).toBeLessThanOrEqual(250);
    expect(control(engine, 'GET', 'faults').answer.rules[0].times).toBe(250 - struck);
    control(engine, 'PUT', 'faults', { rules: [{ kind: 'throttle', rate: 0 }] });
    expect(errors(engine, LIST, 100).filter(Boolean)).toEqual([]);
  });

  it('draw from a stream of their own, so that ids stay the same', async () => {
    const story = (engine: Engine) => {
      errors(engine, LIST, 20);
      engine.handle(createPipeline('web'));
      control(engine, 'POST', 'clock', { advance: 'PT1M' });
      return engine.handle(awsRequest('CodePipeline_20150709.ListActionExecutions', { pipelineName: 'web' })).body;
    };
    const faulty = await withFaults({ operation: 'ListPipelines', kind: 'throttle', rate: 0.5 });
    expect(story(faulty)).toBe(story(await emptyEngine()));
  });

  it.each([
    [{ kind: 'throttle' }, 400, 'ThrottlingException', 'Rate exceeded'],
    [{ kind: 'error' }, 500, 'InternalFailure', 'An error was asked for'],
    [{ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'later' }, 503, 'ServiceUnavailable', 'later'],
    [{ kind: 'error', status: 400, code: 'ConflictException' }, 400, 'ConflictException', 'An error was asked for'],
    [
      { kind: 'expired-credentials' },
      400,
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ],
    [
      { kind: 'access-denied' },
      400,
      'AccessDeniedException',
      'User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: codepipeline:CreatePipeline',
    ],
  ])('1.3 %j is answered as AWS answers it, and nothing happens', async (rule, status, name, message) => {
    const engine = await withFaults({ ...rule, operation: 'Create*' });
    const answer = engine.handle(createPipeline('web'));
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, name]);
    expect(json(answer)).toEqual({ __type: name, message });
    expect(json(engine.handle(LIST)).pipelines).toEqual([]);
    expect(engine.counts.list()[0]).toMatchObject({ operation: 'CreatePipeline', count: 1, errors: 1 });
  });

  it('drop closes the connection after the change was made, refuse before', async () => {
    const engine = await withFaults({ operation: 'Create*', kind: 'drop' });
    expect(engine.handle(createPipeline('web'))).toMatchObject({ close: true });
    expect(json(engine.handle(LIST)).pipelines).toHaveLength(1);
    control(engine, 'PUT', 'faults', { rules: [{ operation: 'Create*', kind: 'refuse' }] });
    const before = engine.journal.lastSequence;
    expect(engine.handle(createPipeline('api'))).toMatchObject({ close: true, body: '' });
    expect(json(engine.handle(LIST)).pipelines).toHaveLength(1);
    expect(engine.journal.lastSequence).toBe(before);
  });

  it('drop closes the connection on an error as well', async () => {
    const engine = await withFaults({ kind: 'drop' });
    expect(engine.handle(GET)).toMatchObject({ close: true });
  });

  it('delay holds the answer back, real time, after the change was made', async () => {
    const engine = await withFaults({ operation: 'Create*', kind: 'delay', delayMs: 1500 });
    expect(engine.handle(createPipeline('web'))).toMatchObject({ status: 200, delayMs: 1500 });
    expect(json(engine.handle(LIST)).pipelines).toHaveLength(1);
  });

  it('STS is the service sts, and answers in its own protocol', async () => {
    const engine = await emptyEngine();
    const request = {
      ...LIST,
      headers: { ...LIST.headers, 'content-type': 'application/x-www-form-urlencoded', 'x-amz-target': undefined },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    };
    const answered = (rule: object) => {
      control(engine, 'PUT', 'faults', { rules: [{ service: 'sts', ...rule }] });
      const { status, body } = engine.handle(request);
      return [status, /<Type>(.*)<.Type>/.exec(body)?.[1], /<Code>(.*)<.Code>/.exec(body)?.[1]];
    };
    expect(answered({ kind: 'throttle' })).toEqual([400, 'Sender', 'Throttling']);
    expect(answered({ kind: 'expired-credentials' })).toEqual([403, 'Sender', 'ExpiredToken']);
    expect(answered({ kind: 'access-denied' })).toEqual([403, 'Sender', 'AccessDenied']);
    expect(answered({ kind: 'error', status: 503, code: 'ServiceUnavailable' })).toEqual([
      503,
      'Receiver',
      'ServiceUnavailable',
    ]);
    expect(engine.handle(LIST).status).toBe(200);
  });

  it('are not for control calls, and reset clears them', async () => {
    const engine = await withFaults({ kind: 'refuse' });
    expect(control(engine, 'GET', 'health').status).toBe(200);
    control(engine, 'POST', 'reset');
    expect(control(engine, 'GET', 'faults').answer).toEqual({ rules: [] });
    expect(engine.handle(LIST).status).toBe(200);
  });

  it.each([
    [{}, 'rules: is missing'],
    [{ rules: [{}] }, 'rules[0].kind: is missing'],
    [{ rules: [1] }, 'rules[0]: expected an object, found 1'],
    [{ rules: [{ kind: 'explode' }] }, 'rules[0].kind: expected throttle, error, delay, drop, refuse'],
    [{ rules: [{ kind: 'throttle', operations: '*' }] }, 'rules[0].operations: is not known here'],
    [{ rules: [{ kind: 'throttle', service: 1 }] }, 'rules[0].service: expected a text'],
    [{ rules: [{ kind: 'throttle', rate: 1.1 }] }, 'rules[0].rate: expected a number from 0 to 1'],
    [{ rules: [{ kind: 'throttle', rate: '1' }] }, 'rules[0].rate: expected a number from 0 to 1'],
    [{ rules: [{ kind: 'throttle', times: -1 }] }, 'rules[0].times: expected a whole number'],
    [{ rules: [{ kind: 'throttle', delayMs: 1 }] }, 'rules[0].delayMs: is not known here'],
    [{ rules: [{ kind: 'delay' }] }, 'rules[0].delayMs: is missing'],
    [{ rules: [{ kind: 'delay', delayMs: 3_600_001 }] }, 'rules[0].delayMs: expected at most an hour'],
    [{ rules: [{ kind: 'error', status: 200 }] }, 'rules[0].status: expected a whole number of at least 400'],
    [{ rules: [{ kind: 'error', status: 600 }] }, 'rules[0].status: expected an HTTP status'],
    [{ rules: [{ kind: 'error', code: 'a\nb' }] }, 'rules[0].code: expected the name of an error'],
    [{ rules: [{ kind: 'throttle' }, { kind: 'drop', code: 'x' }] }, 'rules[1].code: is not known here'],
  ])('%j is refused as a whole: %s', async (body, message) => {
    const engine = await withFaults({ kind: 'throttle', times: 3 });
    const { status, answer } = control(engine, 'PUT', 'faults', body);
    expect([status, answer.error.code]).toEqual([400, 'InvalidParameter']);
    expect(answer.error.message).toContain(message);
    expect(control(engine, 'GET', 'faults').answer).toEqual({ rules: [{ kind: 'throttle', times: 3 }] });
  });
});
