import { describe, expect, it } from 'vitest';
import { customAction, customType, lambda, pipeline, stage } from '../definitions.ts';
import { START } from '../harness.ts';
import { TYPE, WorkerHarness, withWorker } from './worker.ts';

describe('PutJobSuccessResult', () => {
  it('2.12 ends the action, with what the worker tells of it', () => {
    const engine = WorkerHarness.atBuild();
    const executionDetails = { summary: 'Built 7', externalExecutionId: '7', percentComplete: 100 };
    engine.succeed(engine.take().id, { executionDetails, outputVariables: { TAG: 'v7' } });
    expect(engine.run()).toMatchObject({
      status: 'Succeeded',
      summary: 'Built 7',
      externalExecutionId: '7',
      externalExecutionUrl: 'https://jenkins.example.com/job/web/7/',
      percentComplete: 100,
    });
    expect(engine.action('Build', 'Compile').entityUrl).toBe('https://jenkins.example.com/job/web/');
    expect(engine.details()[0].output.outputVariables).toEqual({ TAG: 'v7' });
    expect(engine.executions()[0].status).toBe('Succeeded');
  });

  it('2.10 later actions may use the variables that the worker gave', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    const { stages, ...rest } = withWorker();
    const use = lambda('Use', { configuration: { FunctionName: 'f', UserParameters: '#{build.TAG}' } });
    engine.create({ ...rest, stages: [...stages, stage('Use', use)] });
    engine.advance(1);
    engine.succeed(engine.take().id, { outputVariables: { TAG: 'v7' } });
    expect(engine.details()[0].input.resolvedConfiguration.UserParameters).toBe('v7');
  });

  it('2.12 with a continuation token the action goes on with a new job, and shows how far it is', () => {
    const engine = WorkerHarness.atBuild();
    const first = engine.take();
    const executionDetails = { summary: 'building', externalExecutionId: '7', percentComplete: 40 };
    engine.succeed(first.id, { continuationToken: 'build-7', executionDetails });
    expect(engine.run()).toMatchObject({
      status: 'InProgress',
      summary: 'building',
      externalExecutionId: '7',
      percentComplete: 40,
    });
    const second = engine.take();
    expect(second.id).not.toBe(first.id);
    expect(second.data).toEqual({ ...first.data, continuationToken: 'build-7' });
    expect(engine.refusal('PutJobSuccessResult', { jobId: first.id })).toMatch(/^InvalidJobStateException/);
    engine.succeed(second.id);
    expect(engine.run()).toMatchObject({ status: 'Succeeded', summary: 'building', percentComplete: 40 });
  });

  it('2.12 the events tell the id of each job', () => {
    const engine = WorkerHarness.atBuild();
    const first = engine.take();
    engine.succeed(first.id, { continuationToken: 'more' });
    const second = engine.take();
    expect(engine.jobIds('Compile')).toEqual([first.id, second.id]);
    expect(engine.story().slice(-2)).toEqual(['action Build/Compile STARTED', 'action Build/Compile CONTINUED']);
  });

  it('2.12 takes variables only without a continuation token', () => {
    const engine = WorkerHarness.atBuild();
    const { id: jobId } = engine.take();
    const refused = engine.refusal('PutJobSuccessResult', { jobId, continuationToken: 'x', outputVariables: {} });
    expect(refused).toMatch(/^ValidationException/);
    engine.succeed(jobId);
  });

  it('2.10 variables of 122,880 bytes fit, one more does not, and the action goes on', () => {
    const engine = WorkerHarness.atBuild();
    const { id: jobId } = engine.take();
    const outputVariables = { A: 'é'.repeat(61_439), B: '' };
    const larger = { ...outputVariables, C: '' };
    expect(engine.refusal('PutJobSuccessResult', { jobId, outputVariables: larger })).toMatch(
      /^OutputVariablesSizeExceededException: .*122881/,
    );
    expect(engine.run().status).toBe('InProgress');
    engine.succeed(jobId, { outputVariables });
    expect(engine.run().status).toBe('Succeeded');
  });
});

describe('PutJobFailureResult', () => {
  it.each([
    'JobFailed',
    'ConfigurationError',
    'PermissionError',
    'RevisionOutOfSync',
    'RevisionUnavailable',
    'SystemUnavailable',
  ])('2.12 ends the action with the failure type %s and the message', (type) => {
    const engine = WorkerHarness.atBuild();
    engine.fail(engine.take().id, { type, message: 'disk full', externalExecutionId: '7' });
    expect(engine.run()).toMatchObject({
      status: 'Failed',
      errorDetails: { code: type, message: 'disk full' },
      externalExecutionId: '7',
    });
    expect(engine.executions()[0].status).toBe('Failed');
  });

  it('2.7 a retry makes a new job', () => {
    const engine = WorkerHarness.atBuild();
    const first = engine.take();
    engine.fail(first.id);
    engine.retry('Build', engine.executions()[0].pipelineExecutionId);
    const second = engine.take();
    expect(second.id).not.toBe(first.id);
    engine.succeed(second.id);
    expect(engine.executions()[0].status).toBe('Succeeded');
  });
});

describe('a custom source action', () => {
  const types = customType({
    category: 'Source',
    configurationProperties: [],
    inputArtifactDetails: { minimumCount: 0, maximumCount: 0 },
  });
  const actionTypeId = { ...TYPE, category: 'Source' } as const;
  const checkout = customAction('Checkout', {
    actionTypeId,
    configuration: {},
    inputArtifacts: [],
    outputArtifacts: [{ name: 'Src' }],
  });

  function atSource(): WorkerHarness {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', types);
    engine.create(pipeline([stage('Source', checkout), stage('Test', lambda())]));
    return engine;
  }

  it('2.12 has the revision that the worker tells of', () => {
    const engine = atSource();
    const created = START - 60_000;
    const currentRevision = { revision: 'r7', changeIdentifier: 'c7', created, revisionSummary: 'Fix login' };
    engine.succeed(engine.take({ actionTypeId }).id, { currentRevision });
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual({
      revisionId: 'r7',
      revisionChangeId: 'c7',
      created,
    });
    const [{ sourceRevisions, pipelineExecutionId }] = engine.executions();
    expect(sourceRevisions).toEqual([{ actionName: 'Checkout', revisionId: 'r7', revisionSummary: 'Fix login' }]);
    const detail = engine.call('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId });
    expect(detail.pipelineExecution.artifactRevisions).toEqual([
      { name: 'Src', revisionId: 'r7', revisionChangeIdentifier: 'c7', revisionSummary: 'Fix login', created },
    ]);
  });

  it('2.12 needs no more of it than the revision and what tells changes apart', () => {
    const engine = atSource();
    engine.succeed(engine.take({ actionTypeId }).id, { currentRevision: { revision: 'r7', changeIdentifier: 'c7' } });
    expect(engine.action('Source', 'Checkout').currentRevision).toMatchObject({ revisionId: 'r7', created: START });
    expect(engine.executions()[0].sourceRevisions).toEqual([{ actionName: 'Checkout', revisionId: 'r7' }]);
  });

  it('2.7 otherwise has the revision that the execution was started with', () => {
    const engine = atSource();
    engine.fail(engine.take({ actionTypeId }).id);
    const actionRevision = { revisionId: 'r8', revisionChangeId: 'c8', created: START - 5000 };
    engine.call('PutActionRevision', {
      pipelineName: 'web',
      stageName: 'Source',
      actionName: 'Checkout',
      actionRevision,
    });
    engine.succeed(engine.take({ actionTypeId }).id);
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual(actionRevision);
  });

  it('2.12 of another category the revision is nobody’s', () => {
    const engine = WorkerHarness.atBuild();
    engine.succeed(engine.take().id, { currentRevision: { revision: 'r7', changeIdentifier: 'c7' } });
    expect(engine.action('Build', 'Compile').currentRevision).toBeUndefined();
  });
});

describe('behaviour rules for a worker’s action', () => {
  it('2.12 answer in the worker’s place, when they say how it ends', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    engine.behave({ match: { action: 'Compile' }, outcome: 'fail', durationSeconds: 5 });
    engine.create(withWorker());
    engine.advance(1);
    expect(engine.poll()).toEqual([]);
    engine.advance(5);
    expect(engine.run().status).toBe('Failed');
  });

  it('2.12 otherwise leave it to the worker', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    engine.behave({ match: { action: 'Compile' }, outcome: 'external' });
    engine.create(withWorker());
    engine.advance(1);
    engine.succeed(engine.take().id);
    expect(engine.run().status).toBe('Succeeded');
  });
});
