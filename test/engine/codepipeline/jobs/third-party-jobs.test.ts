import { describe, expect, it } from 'vitest';
import { CLIENT, partnerAction, pipeline, source, stage } from '../definitions.ts';
import { TYPE, UNKNOWN, WorkerHarness } from './worker.ts';

const PARTNER = { category: 'Test', owner: 'ThirdParty', provider: 'GhostInspector', version: '1' };
const clientToken = CLIENT.token;

function atTest(): WorkerHarness {
  const engine = new WorkerHarness();
  engine.create(pipeline([stage('Source', source()), stage('Build', partnerAction('Compile'))]));
  engine.advance(1);
  return engine;
}

function poll(engine: WorkerHarness, more: object = {}) {
  return engine.call('PollForThirdPartyJobs', { actionTypeId: PARTNER, ...more }).jobs;
}

/** The next job, acknowledged. */
function take(engine: WorkerHarness): string {
  const [{ jobId }] = poll(engine);
  const { nonce } = engine.call('GetThirdPartyJobDetails', { jobId, clientToken }).jobDetails;
  expect(engine.call('AcknowledgeThirdPartyJob', { jobId, nonce, clientToken })).toEqual({ status: 'InProgress' });
  return jobId;
}

const failureDetails = { type: 'JobFailed', message: 'page is gone' };

describe('jobs of a partner', () => {
  it('2.12 are polled for by id, and looked at with the client token', () => {
    const engine = atTest();
    const [job, ...more] = poll(engine, { maxBatchSize: 10 });
    expect(more).toEqual([]);
    expect(job).toEqual({ clientId: CLIENT.id, jobId: expect.any(String) });
    const { jobDetails } = engine.call('GetThirdPartyJobDetails', { jobId: job.jobId, clientToken });
    expect(jobDetails).toEqual({
      id: job.jobId,
      nonce: expect.any(String),
      data: expect.objectContaining({
        actionTypeId: PARTNER,
        actionConfiguration: { configuration: { ClientId: CLIENT.id, ClientToken: CLIENT.token } },
        pipelineContext: expect.objectContaining({ pipelineName: 'web' }),
      }),
    });
    expect(poll(engine)).toEqual([]);
  });

  it('2.12 succeed and fail like others', () => {
    const engine = atTest();
    const jobId = take(engine);
    engine.call('PutThirdPartyJobSuccessResult', {
      jobId,
      clientToken,
      continuationToken: 'run-1',
      executionDetails: { percentComplete: 50, externalExecutionId: 'run-1' },
    });
    expect(engine.run()).toMatchObject({ status: 'InProgress', percentComplete: 50, externalExecutionId: 'run-1' });
    engine.call('PutThirdPartyJobFailureResult', { jobId: take(engine), clientToken, failureDetails });
    expect(engine.run()).toMatchObject({
      status: 'Failed',
      errorDetails: { code: 'JobFailed', message: 'page is gone' },
    });
    engine.retry('Build', engine.executions()[0].pipelineExecutionId);
    engine.call('PutThirdPartyJobSuccessResult', { jobId: take(engine), clientToken });
    expect(engine.run().status).toBe('Succeeded');
  });

  it('2.3 time out after 24 hours', () => {
    const engine = atTest();
    engine.advance(24 * 3600);
    expect(engine.run().status).toBe('Failed');
    expect(poll(engine)).toEqual([]);
  });

  it('7.4 a poll is for a type that a third party has', () => {
    const engine = atTest();
    const refusal = (more: object) =>
      engine.refusal('PollForThirdPartyJobs', { actionTypeId: { ...PARTNER, ...more } });
    expect(refusal({ provider: 'Nobody' })).toMatch(/^ActionTypeNotFoundException/);
    expect(refusal(TYPE)).toMatch(/^ValidationException/);
    expect(refusal({ owner: 'AWS', provider: 'CodeBuild' })).toMatch(/^ValidationException/);
    const github = { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' };
    expect(poll(engine, { actionTypeId: github })).toEqual([]);
  });

  const calls = (jobId: string, token: string): [string, object][] => [
    ['AcknowledgeThirdPartyJob', { jobId, nonce: '3', clientToken: token }],
    ['PutThirdPartyJobSuccessResult', { jobId, clientToken: token }],
    ['PutThirdPartyJobFailureResult', { jobId, clientToken: token, failureDetails }],
  ];

  function refusals(engine: WorkerHarness, jobId: string, token = clientToken): string[] {
    return calls(jobId, token).map(([operation, input]) =>
      engine.refusal(operation, input).replace(/Exception:.*/, ''),
    );
  }

  it('7.4 another client’s token is InvalidClientToken, and changes nothing', () => {
    const engine = atTest();
    const jobId = take(engine);
    expect(refusals(engine, jobId, 'other')).toEqual(Array(3).fill('InvalidClientToken'));
    const looking = engine.refusal('GetThirdPartyJobDetails', { jobId, clientToken: 'other' });
    expect(looking).toMatch(/^InvalidClientTokenException/);
    expect(engine.run().status).toBe('InProgress');
  });

  it('7.4 an unknown job is JobNotFound', () => {
    const engine = atTest();
    expect(refusals(engine, UNKNOWN)).toEqual(Array(3).fill('JobNotFound'));
    expect(refusals(engine, 'no-uuid')).toEqual(Array(3).fill('JobNotFound'));
    expect(engine.refusal('GetThirdPartyJobDetails', { jobId: UNKNOWN, clientToken })).toMatch(/^JobNotFoundException/);
  });

  it('7.4 what is no id, and a job that has ended, is an InvalidJob for who looks at it', () => {
    const engine = atTest();
    const jobId = take(engine);
    engine.call('PutThirdPartyJobSuccessResult', { jobId, clientToken });
    for (const id of [jobId, 'no-uuid']) {
      const refused = engine.refusal('GetThirdPartyJobDetails', { jobId: id, clientToken });
      expect(refused).toMatch(/^InvalidJobException/);
    }
    expect(refusals(engine, jobId)).toEqual(['InvalidNonce', 'InvalidJobState', 'InvalidJobState']);
  });

  it('2.12 are not the account’s, nor the account’s a partner’s', () => {
    const engine = atTest();
    const jobId = take(engine);
    for (const operation of ['GetJobDetails', 'PutJobSuccessResult']) {
      expect(engine.refusal(operation, { jobId })).toMatch(/^JobNotFoundException/);
    }
    const own = WorkerHarness.atBuild();
    expect(refusals(own, own.take().id)).toEqual(Array(3).fill('JobNotFound'));
  });

  it('7.1 an executor that is a function is called like one, and may be silent as long as its jobs may take', () => {
    const engine = new WorkerHarness();
    const { actionType } = engine.call('GetActionType', PARTNER);
    const lambdaFunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    const executor = {
      type: 'Lambda',
      jobTimeout: 600,
      configuration: { lambdaExecutorConfiguration: { lambdaFunctionArn } },
    };
    engine.call('UpdateActionType', { actionType: { ...actionType, executor } });
    engine.behave({ match: { action: 'Compile' }, outcome: 'external', times: 1 });
    engine.create(pipeline([stage('Source', source()), stage('Build', partnerAction('Compile'))]));
    engine.advance(601);
    expect(engine.run()).toMatchObject({ status: 'Failed', errorDetails: { code: 'JobFailed' } });
    engine.start();
    engine.advance(11);
    expect(engine.run().status).toBe('Succeeded');
  });
});
