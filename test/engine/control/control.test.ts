import { describe, expect, it } from 'vitest';
import { awsRequest, control, controlRequest, createPipeline, emptyEngine, json } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';

const LIST = awsRequest('CodePipeline_20150709.ListPipelines', {});
const iso = (time: number) => new Date(time).toISOString();

describe('control endpoints', () => {
  it('health needs no header and tells version, scenario and clock', async () => {
    const engine = await emptyEngine();
    const response = engine.handle({ ...controlRequest('GET', 'health'), headers: {} });
    expect(json(response)).toEqual({
      status: 'ok',
      version: '1.2.3',
      scenario: 'none',
      clock: { mode: 'manual', now: iso(NOW), speed: 1 },
    });
    expect(response.headers['x-signalbox-clock']).toBe(`${NOW};manual;1`);
    expect(response.headers['x-signalbox-account']).toBe(engine.account);
  });

  it.each([
    ['GET', 'requests'],
    ['POST', 'clock'],
    ['OPTIONS', 'clock'],
    ['POST', 'health'],
    ['GET', 'nowhere'],
  ])('%s %s without the header is refused with 403', async (method, path) => {
    const engine = await emptyEngine();
    const response = engine.handle({ ...controlRequest(method, path), headers: {} });
    expect(response.status).toBe(403);
    expect(json(response).error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it('an unknown endpoint is 404, a wrong method 400', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'GET', 'nowhere').status).toBe(404);
    expect(control(engine, 'GET', 'constructor').status).toBe(404);
    expect(control(engine, 'DELETE', 'clock')).toMatchObject({
      status: 400,
      answer: { error: { code: 'MethodNotAllowed' } },
    });
  });

  it('a body that is no JSON is 400', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'POST', 'clock', '{').answer.error.code).toBe('InvalidJson');
  });
});

describe('clock', () => {
  it('advances by a duration or by seconds', async () => {
    const engine = await emptyEngine();
    expect(control(engine, 'POST', 'clock', { advance: 'PT5M' }).answer).toEqual({ now: iso(NOW + 300_000) });
    expect(control(engine, 'POST', 'clock', { advanceSeconds: 0.5 }).answer).toEqual({ now: iso(NOW + 300_500) });
  });

  it('runs what falls due before it answers', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    control(engine, 'POST', 'clock', { advance: 'PT1S' });
    const state = json(engine.handle(awsRequest('CodePipeline_20150709.GetPipelineState', { name: 'web' })));
    expect(state.stageStates[0].latestExecution.status).toBe('Succeeded');
    expect(state.stageStates[1].latestExecution.status).toBe('InProgress');
  });

  it('works in both modes, and real time goes on from there', async () => {
    let real = 0;
    const engine = await emptyEngine({ clock: 'real', speed: 2, monotonic: () => real });
    control(engine, 'POST', 'clock', { advance: 'PT1M' });
    real += 1000;
    expect(engine.handle(LIST).headers['x-signalbox-clock']).toBe(`${NOW + 62_000};real;2`);
  });

  it.each([
    [{}, 'advance'],
    [{ advance: 'PT1S', advanceSeconds: 1 }, 'advance'],
    [{ advance: '5m' }, 'advance'],
    [{ advance: 'P1Y' }, 'advance'],
    [{ advance: 5 }, 'advance'],
    [{ advanceSeconds: -1 }, 'advanceSeconds'],
    [{ advanceSeconds: '1' }, 'advanceSeconds'],
    [{ advanceSeconds: 1e12 }, 'advanceSeconds'],
    [{ forward: 1 }, 'forward'],
    [[], 'object'],
  ])('%j is refused and %s named', async (body, named) => {
    const engine = await emptyEngine();
    const { status, answer } = control(engine, 'POST', 'clock', body);
    expect(status).toBe(400);
    expect(answer.error.message).toContain(named);
    expect(engine.world.clock.now()).toBe(NOW);
  });
});

describe('behaviors', () => {
  it('PUT replaces, POST appends, GET tells', async () => {
    const engine = await emptyEngine();
    const a = { match: { pipeline: 'a' }, outcome: 'fail' };
    const b = { match: {}, durationSeconds: 3, times: 2 };
    expect(control(engine, 'PUT', 'behaviors', { rules: [a] }).answer).toEqual({ rules: [a] });
    expect(control(engine, 'POST', 'behaviors', { rules: [b] }).answer).toEqual({ rules: [a, b] });
    expect(control(engine, 'PUT', 'behaviors', { rules: [b] }).answer).toEqual({ rules: [b] });
    expect(control(engine, 'GET', 'behaviors').answer).toEqual({ rules: [b] });
  });

  it('a rule decides about an action that starts', async () => {
    const engine = await emptyEngine();
    const rule = { match: { pipeline: 'w*', action: 'Checkout' }, outcome: 'fail', durationSeconds: 2 };
    control(engine, 'PUT', 'behaviors', { rules: [rule] });
    engine.handle(createPipeline('web'));
    control(engine, 'POST', 'clock', { advanceSeconds: 2 });
    const state = json(engine.handle(awsRequest('CodePipeline_20150709.GetPipelineState', { name: 'web' })));
    expect(state.stageStates[0].latestExecution.status).toBe('Failed');
  });

  it('engine-control: a rule is read when the thing starts', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    const rule = { match: { action: 'Checkout' }, outcome: 'fail', times: 1 };
    control(engine, 'PUT', 'behaviors', { rules: [rule] });
    const statusAfter = () => {
      control(engine, 'POST', 'clock', { advanceSeconds: 1 });
      const state = json(engine.handle(awsRequest('CodePipeline_20150709.GetPipelineState', { name: 'web' })));
      return state.stageStates[0].latestExecution.status;
    };
    expect(statusAfter()).toBe('Succeeded');
    engine.handle(awsRequest('CodePipeline_20150709.StartPipelineExecution', { name: 'web' }));
    expect(control(engine, 'GET', 'behaviors').answer.rules).toEqual([{ ...rule, times: 0 }]);
    control(engine, 'PUT', 'behaviors', { rules: [] });
    expect(statusAfter()).toBe('Failed');
  });

  it.each([
    [{}, 'rules'],
    [{ rules: {} }, 'rules'],
    [{ rules: [{}] }, 'rules[0].match'],
    [{ rules: [{ match: {} }, { match: { pipline: 'x' } }] }, 'rules[1].match.pipline'],
    [{ rules: [{ match: {}, outcome: 'explode' }] }, 'rules[0].outcome'],
    [{ rules: [{ match: {}, durationSeconds: -1 }] }, 'rules[0].durationSeconds'],
    [{ rules: [{ match: {}, times: 0.5 }] }, 'rules[0].times'],
    [{ rules: [{ match: {}, logLines: 'x' }] }, 'rules[0].logLines'],
    [{ rules: [{ match: {}, outputVariables: { A: 1 } }] }, 'rules[0].outputVariables.A'],
    [{ rules: [{ match: {}, error: { code: 'x' } }] }, 'rules[0].error.message'],
    [{ rules: [{ match: {}, testReport: { passed: 1, failed: -1 } }] }, 'rules[0].testReport.failed'],
  ])('%j is refused as a whole and %s named', async (body, named) => {
    const engine = await emptyEngine();
    const { status, answer } = control(engine, 'PUT', 'behaviors', body);
    expect([status, answer.error.code]).toEqual([400, 'InvalidParameter']);
    expect(answer.error.message).toContain(named);
    expect(control(engine, 'GET', 'behaviors').answer).toEqual({ rules: [] });
  });
});

describe('source-change', () => {
  async function withPipeline() {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    control(engine, 'POST', 'clock', { advanceSeconds: 1 });
    return engine;
  }

  it('starts an execution of that revision', async () => {
    const engine = await withPipeline();
    const revision = { id: 'a'.repeat(40), summary: 'Fix login', author: 'Mara', url: 'https://git.example/a' };
    const push = { pipeline: 'web', action: 'Checkout', revision };
    const { answer } = control(engine, 'POST', 'source-change', push);
    control(engine, 'POST', 'clock', { advanceSeconds: 1 });
    const list = awsRequest('CodePipeline_20150709.ListPipelineExecutions', { pipelineName: 'web' });
    const [newest] = json(engine.handle(list)).pipelineExecutionSummaries;
    expect(newest.pipelineExecutionId).toBe(answer.pipelineExecutionId);
    expect(newest.sourceRevisions[0]).toMatchObject({ revisionId: revision.id, revisionSummary: 'Fix login' });
  });

  it.each([
    [{ branch: 'main', files: ['a.ts'] }, expect.any(String)],
    [{ branch: 'dev' }, null],
    [{ tag: 'v1' }, null],
    [{ pullRequest: { event: 'OPEN', branch: 'feature/a', targetBranch: 'main', number: 12 } }, null],
  ])('%j on a source of the branch main gives %s', async (change, pipelineExecutionId) => {
    const push = { pipeline: 'web', action: 'Checkout', ...change };
    expect(control(await withPipeline(), 'POST', 'source-change', push)).toEqual({
      status: 200,
      answer: { pipelineExecutionId },
    });
  });

  it('an unknown pipeline or action is 404', async () => {
    const engine = await withPipeline();
    const unknown = control(engine, 'POST', 'source-change', { pipeline: 'x', action: 'Checkout' });
    expect([unknown.status, unknown.answer.error.code]).toEqual([404, 'PipelineNotFoundException']);
    expect(control(engine, 'POST', 'source-change', { pipeline: 'web', action: 'x' }).status).toBe(404);
  });

  it('goes to the account and region it names', async () => {
    const engine = await withPipeline();
    const push = { pipeline: 'web', action: 'Checkout', region: 'eu-west-1' };
    expect(control(engine, 'POST', 'source-change', push).status).toBe(404);
  });

  it.each([
    [{ action: 'Checkout' }, 'pipeline'],
    [{ pipeline: 'web' }, 'action'],
    [{ pipeline: 'web', action: 'Checkout', account: '12' }, 'account'],
    [{ pipeline: 'web', action: 'Checkout', region: 'EU West' }, 'region'],
    [{ pipeline: 'web', action: 'Checkout', revision: { sha: 'x' } }, 'revision.sha'],
    [{ pipeline: 'web', action: 'Checkout', files: 'a.ts' }, 'files'],
    [{ pipeline: 'web', action: 'Checkout', pullRequest: {} }, 'pullRequest.event'],
    [{ pipeline: 'web', action: 'Checkout', pullRequest: { event: 'MERGED' } }, 'pullRequest.event'],
  ])('%j is refused and %s named', async (body, named) => {
    const { status, answer } = control(await withPipeline(), 'POST', 'source-change', body);
    expect(status).toBe(400);
    expect(answer.error.message).toContain(named);
  });
});

describe('events', () => {
  it('are lines of JSON after a sequence number', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    const read = (after: number) => {
      const response = engine.handle(controlRequest('GET', `events?after=${after}`));
      expect(response.headers['content-type']).toBe('application/x-ndjson');
      return response.body
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    const all = read(0);
    expect(all.length).toBeGreaterThan(1);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, i) => i + 1));
    expect(all[0]).toMatchObject({
      version: '0',
      source: 'aws.codepipeline',
      account: '123456789012',
      time: '2026-03-02T09:00:00Z',
    });
    expect(read(1)[0].sequence).toBe(2);
    expect(read(all.length)).toEqual([]);
  });

  it('a bad sequence number is named', async () => {
    const { status, answer } = control(await emptyEngine(), 'GET', 'events?after=-1');
    expect(status).toBe(400);
    expect(answer.error.message).toContain('after');
  });

  it('beyond the newest 100,000 the answer is EventsTrimmed with the first kept sequence', async () => {
    const engine = await emptyEngine();
    const happening = {
      source: 'aws.sns',
      detailType: 'x',
      account: '1',
      region: 'r',
      resources: [],
      detail: {},
    } as const;
    for (let i = 0; i < 100_010; i++) engine.journal.append({ ...happening, resources: [], detail: {} });
    const { status, answer } = control(engine, 'GET', 'events?after=9');
    expect([status, answer.error.code]).toEqual([400, 'EventsTrimmed']);
    expect(answer.error.message).toContain('11');
    const kept = engine.handle(controlRequest('GET', 'events?after=10'));
    expect(kept.body.slice(0, 20)).toContain('"sequence":11');
  });
});

describe('requests and reset', () => {
  it('requests are counted by operation, with their errors', async () => {
    const engine = await emptyEngine();
    engine.handle(LIST);
    engine.handle(LIST);
    engine.handle(awsRequest('CodePipeline_20150709.GetPipeline', { name: 'x' }));
    expect(control(engine, 'GET', 'requests').answer).toEqual({
      requests: [
        { service: 'codepipeline', operation: 'ListPipelines', count: 2, errors: 0 },
        { service: 'codepipeline', operation: 'GetPipeline', count: 1, errors: 1 },
      ],
    });
  });

  it('reset empties the account, clears rules and counters; time and the event sequence go on', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    control(engine, 'PUT', 'behaviors', { rules: [{ match: {} }] });
    control(engine, 'POST', 'clock', { advanceSeconds: 5 });
    const before = engine.journal.lastSequence;
    expect(control(engine, 'POST', 'reset', { scenario: 'none' }).status).toBe(200);
    expect(json(engine.handle(LIST)).pipelines).toEqual([]);
    expect(control(engine, 'GET', 'behaviors').answer).toEqual({ rules: [] });
    expect(control(engine, 'GET', 'requests').answer.requests).toHaveLength(1);
    expect(engine.world.clock.now()).toBe(NOW + 5000);
    engine.handle(createPipeline('web'));
    expect(engine.journal.lastSequence).toBeGreaterThan(before);
  });

  it('nothing of the time before a reset happens after it', async () => {
    const engine = await emptyEngine();
    engine.handle(createPipeline('web'));
    control(engine, 'POST', 'reset');
    const before = engine.journal.lastSequence;
    control(engine, 'POST', 'clock', { advance: 'P8D' });
    expect(engine.journal.lastSequence).toBe(before);
  });

  it('reset takes none and no other scenario', async () => {
    const { status, answer } = control(await emptyEngine(), 'POST', 'reset', { scenario: 'demo' });
    expect(status).toBe(400);
    expect(answer.error.message).toContain('scenario');
  });
});
