import { describe, expect, it } from 'vitest';
import { customAction, customType, lambda, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';
import { TYPE, UNKNOWN, WorkerHarness, withWorker } from './worker.ts';

describe('PollForJobs', () => {
  it('2.12 gives a job when its action has started, with everything that the worker needs', () => {
    const engine = WorkerHarness.atBuild();
    const [job] = engine.poll();
    const [run] = engine.details();
    const [input] = run.input.inputArtifacts;
    expect(job).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      nonce: expect.any(String),
      accountId: '123456789012',
      data: {
        actionTypeId: TYPE,
        actionConfiguration: { configuration: { ProjectName: 'web', Password: 'hunter2' } },
        pipelineContext: {
          pipelineName: 'web',
          stage: { name: 'Build' },
          action: { name: 'Compile', actionExecutionId: run.actionExecutionId },
          pipelineArn: 'arn:aws:codepipeline:us-east-1:123456789012:web',
          pipelineExecutionId: run.pipelineExecutionId,
        },
        inputArtifacts: [
          {
            name: 'Src',
            revision: engine.action('Source', 'Checkout').currentRevision.revisionId,
            location: {
              type: 'S3',
              s3Location: { bucketName: 'artifacts-us-east-1', objectKey: input.s3location.key },
            },
          },
        ],
        outputArtifacts: [
          {
            name: 'App',
            location: {
              type: 'S3',
              s3Location: {
                bucketName: 'artifacts-us-east-1',
                objectKey: expect.stringMatching(/^web\/App\/[A-Za-z0-9]{7}$/),
              },
            },
          },
        ],
        artifactCredentials: {
          accessKeyId: expect.stringContaining('MOCK'),
          secretAccessKey: expect.stringContaining('mock'),
          sessionToken: expect.stringContaining('mock'),
        },
      },
    });
    expect(run.status).toBe('InProgress');
  });

  it('2.12 the place of an output artifact is where the artifact is afterwards', () => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    expect(engine.details()[0].output.outputArtifacts).toEqual([]);
    engine.succeed(job.id);
    const [{ s3location }] = engine.details()[0].output.outputArtifacts;
    expect(s3location.key).toBe(job.data.outputArtifacts[0].location.s3Location.objectKey);
  });

  it('2.12 names the encryption key of the store', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    const encryptionKey = { id: 'arn:aws:kms:us-east-1:123456789012:key/one', type: 'KMS' };
    engine.create(withWorker({ artifactStore: { type: 'S3', location: 'bucket', encryptionKey } }));
    engine.advance(1);
    expect(engine.poll()[0].data.encryptionKey).toEqual(encryptionKey);
  });

  it('2.12 secrets are in clear for the worker alone', () => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    expect(job.data.actionConfiguration.configuration.Password).toBe('hunter2');
    expect(JSON.stringify([engine.state(), engine.details(), engine.events()])).not.toContain('hunter2');
  });

  it('2.10 the worker sees the configuration with its variables resolved', () => {
    const engine = new WorkerHarness();
    const configured = { required: true, key: true, secret: false };
    engine.call(
      'CreateCustomActionType',
      customType({
        version: '2',
        configurationProperties: [
          { name: 'Commit', ...configured },
          { name: 'Key', ...configured, secret: true },
        ],
      }),
    );
    const build = customAction('Compile', {
      actionTypeId: { ...TYPE, version: '2' },
      configuration: { Commit: '#{src.CommitId}', Key: 'k3y' },
    });
    engine.create(pipeline([stage('Source', source('Checkout', { namespace: 'src' })), stage('Build', build)]));
    engine.advance(1);
    const [job] = engine.call('PollForJobs', { actionTypeId: { ...TYPE, version: '2' } }).jobs;
    const { revisionId } = engine.action('Source', 'Checkout').currentRevision;
    expect(job.data.actionConfiguration.configuration).toEqual({ Commit: revisionId, Key: 'k3y' });
    expect(engine.details()[0].input.resolvedConfiguration).toEqual({ Commit: revisionId, Key: '****' });
  });

  it('2.12 gives the oldest first, one unless more are asked for', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    const actions = ['A', 'B', 'C'].map((name) => customAction(name));
    engine.create(pipeline([stage('Source', source()), stage('Build', ...actions)]));
    engine.advance(1);
    const names = (jobs: { data: { pipelineContext: { action: { name: string } } } }[]) =>
      jobs.map(({ data }) => data.pipelineContext.action.name);
    expect(names(engine.poll())).toEqual(['A']);
    expect(names(engine.poll({ maxBatchSize: 5 }))).toEqual(['B', 'C']);
    expect(engine.poll({ maxBatchSize: 5 })).toEqual([]);
  });

  it('2.12 gives only jobs with the value that the worker asks for', () => {
    const engine = WorkerHarness.atBuild();
    expect(engine.poll({ queryParam: { ProjectName: 'other' } })).toEqual([]);
    expect(engine.poll({ queryParam: { ProjectName: 'web' } })).toHaveLength(1);
  });

  it.each([
    ['a key that is not queryable', { queryParam: { Password: 'x' } }, /^ValidationException: .*'Password'/],
    [
      'an action of the service',
      { actionTypeId: { ...TYPE, owner: 'AWS', provider: 'CodeBuild' } },
      /^Validation.*Custom/,
    ],
    ['an action of a partner', { actionTypeId: { ...TYPE, owner: 'ThirdParty' } }, /^ValidationException: .*Custom/],
    ['an unknown type', { actionTypeId: { ...TYPE, version: '9' } }, /^ActionTypeNotFoundException: /],
  ])('2.12 refuses %s', (_, more, expected) => {
    const engine = WorkerHarness.atBuild();
    expect(engine.refusal('PollForJobs', { actionTypeId: TYPE, ...more })).toMatch(expected);
    expect(engine.poll()).toHaveLength(1);
  });

  it('7.4 a deleted type cannot be polled for; made again, its jobs are there', () => {
    const engine = WorkerHarness.atBuild();
    engine.call('DeleteCustomActionType', { category: 'Build', provider: 'Jenkins', version: '1' });
    expect(engine.refusal('PollForJobs', { actionTypeId: TYPE })).toMatch(/^ActionTypeNotFoundException/);
    const second = engine.start();
    engine.advance(1);
    engine.call('CreateCustomActionType', customType());
    engine.succeed(engine.take().id);
    expect(engine.poll()[0].data.pipelineContext.pipelineExecutionId).toBe(second);
  });

  it('2.12 the work that a worker has begun goes on when the type is deleted', () => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    engine.call('DeleteCustomActionType', { category: 'Build', provider: 'Jenkins', version: '1' });
    engine.succeed(job.id);
    expect(engine.run().status).toBe('Succeeded');
  });
});

describe('AcknowledgeJob', () => {
  it('2.12 gives the job to the worker, which nobody else is offered any more', () => {
    const engine = WorkerHarness.atBuild();
    const [job] = engine.poll();
    expect(engine.call('AcknowledgeJob', { jobId: job.id, nonce: job.nonce })).toEqual({ status: 'InProgress' });
    engine.advance(3600);
    expect(engine.poll()).toEqual([]);
    expect(engine.refusal('AcknowledgeJob', { jobId: job.id, nonce: job.nonce })).toMatch(/^InvalidNonceException/);
  });

  it('2.12 a job that nobody acknowledges is offered again, and then the first nonce is stale', () => {
    const engine = WorkerHarness.atBuild();
    const [first] = engine.poll();
    engine.advance(59);
    expect(engine.poll()).toEqual([]);
    engine.advance(1);
    const [second] = engine.poll();
    expect(second.id).toBe(first.id);
    expect(second.nonce).not.toBe(first.nonce);
    expect(engine.refusal('AcknowledgeJob', { jobId: first.id, nonce: first.nonce })).toMatch(/^InvalidNonceException/);
    engine.call('AcknowledgeJob', { jobId: second.id, nonce: second.nonce });
    engine.succeed(second.id);
    expect(engine.run().status).toBe('Succeeded');
  });

  it('7.4 an unknown job is JobNotFound, a wrong nonce InvalidNonce', () => {
    const engine = WorkerHarness.atBuild();
    const [job] = engine.poll();
    expect(engine.refusal('AcknowledgeJob', { jobId: UNKNOWN, nonce: '1' })).toMatch(/^JobNotFoundException/);
    expect(engine.refusal('AcknowledgeJob', { jobId: job.id, nonce: 'x' })).toMatch(/^InvalidNonceException/);
  });
});

describe('GetJobDetails', () => {
  it('2.12 is what the poll gave, without the nonce', () => {
    const engine = WorkerHarness.atBuild();
    const { nonce: _, ...job } = engine.take();
    expect(engine.call('GetJobDetails', { jobId: job.id }).jobDetails).toEqual(job);
  });

  it('7.4 what there never was or is no longer is JobNotFound', () => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    engine.succeed(job.id);
    for (const jobId of [UNKNOWN, job.id]) {
      expect(engine.refusal('GetJobDetails', { jobId })).toMatch(/^JobNotFoundException/);
    }
  });
});

it('2.12 nothing is drawn or kept for an action that needs no worker', () => {
  const engine = new Harness();
  engine.create(pipeline([stage('Source', source()), stage('Test', lambda())]));
  engine.advance(20);
  expect(engine.events().some(({ detail }) => 'job-id' in detail)).toBe(false);
});
