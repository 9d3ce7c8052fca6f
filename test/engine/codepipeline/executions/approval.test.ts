import { describe, expect, it } from 'vitest';
import { approval, deploy, gated, pipeline, source, stage, V2 } from '../definitions.ts';
import { BOB, DAY, Harness, START } from '../harness.ts';

function waiting(extra = {}) {
  const engine = new Harness();
  const id = engine.create(gated(extra));
  engine.advance(1);
  return { engine, id, token: engine.action('Gate', 'Approve').latestExecution.token };
}

function put(token: string, names: object = {}) {
  const result = { status: 'Approved', summary: '' };
  return { pipelineName: 'web', stageName: 'Gate', actionName: 'Approve', token, result, ...names };
}

const OTHER = '00000000-0000-4000-8000-000000000000';

describe('manual approval', () => {
  it('2.6 a started approval is in progress with a token', () => {
    const { engine, token } = waiting();
    expect(token).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(engine.action('Gate', 'Approve').latestExecution.status).toBe('InProgress');
  });

  it('2.6 approved: the action succeeds with the reviewer and the words, and the next stage has begun', () => {
    const { engine } = waiting();
    engine.advance(59);
    expect(engine.answer('Gate', 'Approve', 'Approved', 'looks good')).toEqual({ approvedAt: START + 60_000 });
    const { latestExecution } = engine.action('Gate', 'Approve');
    expect(latestExecution).toMatchObject({
      status: 'Succeeded',
      summary: 'looks good',
      lastUpdatedBy: BOB,
      lastStatusChange: START + 60_000,
    });
    expect(latestExecution.token).toBeUndefined();
    expect(engine.action('Prod', 'Ship').latestExecution.status).toBe('InProgress');
  });

  it('2.6 rejected: action, stage and execution fail', () => {
    const { engine, id } = waiting();
    engine.answer('Gate', 'Approve', 'Rejected', 'not on a Friday');
    expect(engine.action('Gate', 'Approve').latestExecution).toMatchObject({
      status: 'Failed',
      summary: 'not on a Friday',
      lastUpdatedBy: BOB,
    });
    expect(engine.stage('Gate').latestExecution.status).toBe('Failed');
    expect(engine.status(id)).toBe('Failed');
  });

  it('2.6 an empty summary is allowed and left out', () => {
    const { engine } = waiting();
    engine.answer('Gate', 'Approve', 'Approved', '');
    expect(engine.action('Gate', 'Approve').latestExecution).not.toHaveProperty('summary');
  });

  it.each([
    ['7 days', {}, 7 * DAY],
    ['timeoutInMinutes', { timeoutInMinutes: 5 }, 300],
  ])('2.6 without an answer it fails after %s', (_, extra, seconds) => {
    const { engine, id, token } = waiting(extra);
    engine.advance(seconds - 1);
    expect(engine.status(id)).toBe('InProgress');
    engine.advance(1);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.refusal('PutApprovalResult', put(token))).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 answered already: ApprovalAlreadyCompleted for the latest token', () => {
    const { engine, token } = waiting();
    engine.answer('Gate', 'Approve', 'Rejected');
    expect(engine.refusal('PutApprovalResult', put(token))).toMatch(/^ApprovalAlreadyCompletedException/);
  });

  it('2.6 a token that is not the open one is invalid: unknown, or of an older run', () => {
    const { engine, token } = waiting();
    expect(engine.refusal('PutApprovalResult', put(OTHER))).toMatch(/^InvalidApprovalTokenException/);
    engine.answer('Gate', 'Approve', 'Approved');
    engine.start();
    engine.advance(2);
    expect(engine.refusal('PutApprovalResult', put(token))).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 a token of an abandoned request is invalid', () => {
    const { engine, id, token } = waiting();
    engine.stop(id, { abandon: true });
    expect(engine.refusal('PutApprovalResult', put(token))).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 names are looked at before the token: pipeline, stage, action', () => {
    const { engine } = waiting();
    const bad = { pipelineName: 'nope', stageName: 'Nope', actionName: 'Nope' };
    expect(engine.refusal('PutApprovalResult', put(OTHER, bad))).toMatch(/^PipelineNotFoundException/);
    const { pipelineName: _, ...names } = bad;
    expect(engine.refusal('PutApprovalResult', put(OTHER, names))).toMatch(/^StageNotFoundException/);
    expect(engine.refusal('PutApprovalResult', put(OTHER, { actionName: 'Nope' }))).toMatch(/^ActionNotFoundException/);
    expect(engine.refusal('PutApprovalResult', put(OTHER, { stageName: 'Prod', actionName: 'Ship' }))).toMatch(
      /^InvalidApprovalTokenException/,
    );
  });

  it('2.6 a retry after a rejection opens a new request with a new token', () => {
    const { engine, id, token } = waiting();
    engine.answer('Gate', 'Approve', 'Rejected');
    engine.retry('Gate', id);
    const next = engine.action('Gate', 'Approve').latestExecution;
    expect(next.token).toBeDefined();
    expect(next.token).not.toBe(token);
    expect(engine.refusal('PutApprovalResult', put(token))).toMatch(/^InvalidApprovalTokenException/);
    engine.answer('Gate', 'Approve', 'Approved');
    engine.advance(10);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.6 a topic gets the message with the token and the end of the request', () => {
    const configuration = {
      NotificationArn: 'arn:aws:sns:us-east-1:123456789012:approvals',
      CustomData: 'check staging',
      ExternalEntityLink: 'https://staging.example.com',
    };
    const { engine, token } = waiting({ configuration, timeoutInMinutes: 60 });
    const message = engine.events().find((event) => event.source === 'aws.sns');
    expect(message?.resources).toEqual([configuration.NotificationArn]);
    const link = expect.stringMatching(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\/.*\/web\/view#/);
    expect(message?.detail).toEqual({
      region: 'us-east-1',
      consoleLink: link,
      approval: {
        pipelineName: 'web',
        stageName: 'Gate',
        actionName: 'Approve',
        token,
        expires: '2026-01-05T09:00Z',
        externalEntityLink: 'https://staging.example.com',
        approvalReviewLink: link,
        customData: 'check staging',
      },
    });
  });

  it('2.6 nobody is told where no topic is named, and each request of a topic is told once', () => {
    const messages = (engine: Harness) => engine.events().filter(({ source }) => source === 'aws.sns');
    expect(messages(waiting().engine)).toEqual([]);
    const { engine, id } = waiting({ configuration: { NotificationArn: 'arn:aws:sns:us-east-1:123456789012:a' } });
    expect(messages(engine)).toHaveLength(1);
    expect(messages(engine)[0]!.detail.approval).toMatchObject({ externalEntityLink: null, customData: null });
    engine.answer('Gate', 'Approve', 'Rejected');
    engine.retry('Gate', id);
    const [, second] = messages(engine).map(({ detail }) => detail.approval as { token: string });
    expect(second?.token).toBe(engine.action('Gate', 'Approve').latestExecution.token);
  });

  it('2.6 the history keeps the token as the external id', () => {
    const { engine, token } = waiting();
    expect(engine.details()[0].output.executionResult.externalExecutionId).toBe(token);
  });

  it('2.6 two approvals of a stage are answered each by its own token', () => {
    const engine = new Harness();
    const gate = stage('Gate', approval('Lead'), approval('Security'));
    const id = engine.create(pipeline([stage('Source', source()), gate]));
    engine.advance(1);
    engine.answer('Gate', 'Lead', 'Approved');
    expect(engine.status(id)).toBe('InProgress');
    engine.answer('Gate', 'Security', 'Approved');
    expect(engine.status(id)).toBe('Succeeded');
  });

  it.each([
    ['succeed', 'Succeeded'],
    ['fail', 'Failed'],
  ] as const)('2.6 a rule that says %s answers at once where it names no time', (outcome, status) => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Approve' }, outcome, summary: 'by rule' });
    engine.create(gated());
    engine.advance(1);
    expect(engine.action('Gate', 'Approve').latestExecution).toMatchObject({ status, summary: 'by rule' });
  });

  it('2.6 a rule that says succeed answers in the place of a person', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Approve' }, outcome: 'succeed', durationSeconds: 30 });
    engine.create(gated());
    engine.advance(30.999);
    expect(engine.action('Gate', 'Approve').latestExecution.status).toBe('InProgress');
    engine.advance(0.001);
    expect(engine.action('Gate', 'Approve').latestExecution.status).toBe('Succeeded');
  });
});

describe.each(['SUPERSEDED', 'QUEUED', 'PARALLEL'] as const)('the errors of PutApprovalResult in %s mode', (mode) => {
  function asked(extra = {}) {
    const engine = new Harness();
    const id = engine.create({ ...gated(extra), ...V2, executionMode: mode });
    engine.advance(1);
    return { engine, id, token: latestToken(engine) };
  }

  /** The newest request's token, as every mode tells it. */
  function latestToken(engine: Harness): string {
    const run = engine.details().find((other: { actionName: string }) => other.actionName === 'Approve');
    return run.output.executionResult.externalExecutionId;
  }

  const approve = (engine: Harness, token: string, names = {}) =>
    engine.call('PutApprovalResult', put(token, names), BOB);
  const refuse = (engine: Harness, token: string, names = {}) => engine.refusal('PutApprovalResult', put(token, names));
  const reject = { result: { status: 'Rejected', summary: 'no' } };

  it('2.6 none: the action succeeds with summary and reviewer', () => {
    const { engine, id, token } = asked();
    approve(engine, token);
    const run = engine.details().find((other: { actionName: string }) => other.actionName === 'Approve');
    expect(run).toMatchObject({ status: 'Succeeded', updatedBy: BOB });
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it.each(['Approved', 'Rejected'])(
    '2.6 %s already: ApprovalAlreadyCompleted, also once the execution is over',
    (status) => {
      const { engine, token } = asked();
      engine.call('PutApprovalResult', put(token, { result: { status, summary: '' } }));
      expect(refuse(engine, token)).toMatch(/^ApprovalAlreadyCompletedException/);
      engine.advance(60);
      expect(refuse(engine, token)).toMatch(/^ApprovalAlreadyCompletedException/);
    },
  );

  it('2.6 unknown: InvalidApprovalToken', () => {
    const { engine } = asked();
    expect(refuse(engine, OTHER)).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 of an older run, answered or not: InvalidApprovalToken', () => {
    const { engine, id, token } = asked({ timeoutInMinutes: 5 });
    engine.call('PutApprovalResult', put(token, reject));
    engine.retry('Gate', id);
    const second = latestToken(engine);
    expect(second).not.toBe(token);
    expect(refuse(engine, token)).toMatch(/^InvalidApprovalTokenException/);
    engine.advance(300);
    engine.retry('Gate', id);
    expect(refuse(engine, second)).toMatch(/^InvalidApprovalTokenException/);
    approve(engine, latestToken(engine));
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.6 expired: InvalidApprovalToken, and it was like any failed action', () => {
    const { engine, id, token } = asked({ timeoutInMinutes: 5 });
    engine.advance(300);
    expect(refuse(engine, token)).toMatch(/^InvalidApprovalTokenException/);
    expect(engine.story(id).slice(-3)).toEqual(['action Gate/Approve FAILED', 'stage Gate FAILED', 'pipeline FAILED']);
  });

  it('2.6 abandoned: InvalidApprovalToken', () => {
    const { engine, id, token } = asked();
    engine.stop(id, { abandon: true });
    expect(refuse(engine, token)).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 cancelled by an update: InvalidApprovalToken', () => {
    const { engine, id, token } = asked();
    engine.update({ ...gated({ timeoutInMinutes: 60 }), ...V2, executionMode: mode });
    expect(engine.status(id)).toBe('Cancelled');
    expect(refuse(engine, token)).toMatch(/^InvalidApprovalTokenException/);
  });

  it('2.6 an update that leaves the stages alone: the request is open still', () => {
    const { engine, id, token } = asked();
    engine.update({ ...gated(), ...V2, executionMode: mode, variables: [{ name: 'A', defaultValue: 'x' }] });
    approve(engine, token);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.6 of another action, or of one that asks nobody: InvalidApprovalToken', () => {
    const engine = new Harness();
    const stages = [stage('Source', source()), stage('Gate', approval('Lead'), approval('Security'), deploy())];
    engine.create(pipeline(stages, { ...V2, executionMode: mode }));
    engine.advance(1);
    const token = engine.details().find((run: { actionName: string }) => run.actionName === 'Lead').output
      .executionResult.externalExecutionId;
    for (const actionName of ['Security', 'Ship']) {
      expect(refuse(engine, token, { actionName })).toMatch(/^InvalidApprovalTokenException/);
    }
    approve(engine, token, { actionName: 'Lead' });
  });

  it('2.6 names are looked at before the token: pipeline, stage, action', () => {
    const { engine, token } = asked();
    const bad = { pipelineName: 'nope', stageName: 'Nope', actionName: 'Nope' };
    expect(refuse(engine, token, bad)).toMatch(/^PipelineNotFoundException/);
    expect(refuse(engine, token, { ...bad, pipelineName: 'web' })).toMatch(/^StageNotFoundException/);
    expect(refuse(engine, token, { actionName: 'Nope' })).toMatch(/^ActionNotFoundException/);
  });
});
