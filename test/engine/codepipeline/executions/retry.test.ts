import { describe, expect, it } from 'vitest';
import { build, connection, deploy, gated, lambda, pipeline, source, stage, threeStages, V2 } from '../definitions.ts';
import { Harness } from '../harness.ts';

const OTHER = '00000000-0000-4000-8000-000000000000';

function refuse(engine: Harness, stageName: string, pipelineExecutionId: string, more: object = {}) {
  const input = { pipelineName: 'web', stageName, pipelineExecutionId, retryMode: 'FAILED_ACTIONS', ...more };
  return engine.refusal('RetryStageExecution', input);
}

/** Source, then Test with Good and Bad side by side and After behind them; Bad fails the first time. */
function failed() {
  const engine = new Harness();
  engine.behave({ match: { action: 'Bad' }, outcome: 'fail', durationSeconds: 2, times: 1 });
  const actions = [lambda('Good'), build('Bad'), lambda('After', { runOrder: 2 })];
  const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions), stage('Prod', deploy())]));
  return { engine, id };
}

describe('RetryStageExecution', () => {
  it('2.7 FAILED_ACTIONS: failed actions run again with new ids, the others keep, later groups follow', () => {
    const { engine, id } = failed();
    engine.advance(11);
    expect(engine.status(id)).toBe('Failed');
    const ids = engine.details().map((run: { actionExecutionId: string }) => run.actionExecutionId);
    expect(engine.retry('Test', id)).toBe(id);
    expect(engine.status(id)).toBe('InProgress');
    const [again] = engine.details();
    expect(again).toMatchObject({ actionName: 'Bad', status: 'InProgress', pipelineExecutionId: id });
    expect(ids).not.toContain(again.actionExecutionId);
    engine.advance(10);
    expect(engine.history().slice(1)).toEqual([
      'Test/Good Succeeded',
      'Test/Bad Failed',
      'Test/Bad Succeeded',
      'Test/After InProgress',
    ]);
    engine.advance(20);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.7 ALL_ACTIONS: the stage runs again from the lowest run order', () => {
    const { engine, id } = failed();
    engine.advance(11);
    engine.retry('Test', id, 'ALL_ACTIONS');
    expect(engine.history().slice(3)).toEqual(['Test/Good InProgress', 'Test/Bad InProgress']);
  });

  it('2.7 ALL_ACTIONS overwrites the output artifacts', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Infra' }, outcome: 'fail', times: 1 });
    const other = connection('Infra', { outputArtifacts: [{ name: 'Ops' }] });
    const id = engine.create(pipeline([stage('Source', source(), other), stage('Prod', deploy())]));
    engine.advance(1);
    engine.retry('Source', id, 'ALL_ACTIONS');
    engine.advance(1);
    const runs = engine.details().filter((run: { actionName: string }) => run.actionName === 'Checkout');
    expect(runs.length).toBe(2);
    expect(runs[0].output.outputArtifacts).toEqual(runs[1].output.outputArtifacts);
  });

  it('2.7 RESUMED for pipeline and stage, and the attempt is counted', () => {
    const { engine, id } = failed();
    engine.advance(11);
    engine.retry('Test', id);
    const resumed = engine.events().filter((event) => event.detail.state === 'RESUMED');
    expect(resumed.map((event) => event['detail-type'])).toEqual([
      'CodePipeline Pipeline Execution State Change',
      'CodePipeline Stage Execution State Change',
    ]);
    expect(resumed[0]?.detail['pipeline-execution-attempt']).toBe(2);
  });

  it('2.14 a retry while siblings run is another attempt, too', () => {
    const { engine, id } = failed();
    engine.advance(4);
    engine.retry('Test', id);
    engine.advance(60);
    expect(engine.events().at(-1)?.detail).toMatchObject({ state: 'SUCCEEDED', 'pipeline-execution-attempt': 2 });
  });

  it('2.7 a retried execution is under way again: it is stopped, cancelled and counted like others', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Checkout' }, outcome: 'fail', times: 1 });
    const PARALLEL = { ...V2, executionMode: 'PARALLEL' } as const;
    const id = engine.create({ ...gated(), ...PARALLEL });
    engine.advance(1);
    engine.retry('Source', id);
    for (let i = 1; i < 50; i++) engine.start();
    expect(engine.refusal('StartPipelineExecution', { name: 'web' })).toMatch(/^ConcurrentPipelineExecutionsLimit/);
    engine.advance(1);
    engine.stop(id);
    expect(engine.status(id)).toBe('Stopping');
    engine.update({ ...gated({ timeoutInMinutes: 5 }), ...PARALLEL });
    expect(engine.status(id)).toBe('Cancelled');
  });

  it('2.7 retryStageMetadata counts the manual retries', () => {
    const { engine, id } = failed();
    engine.advance(11);
    expect(engine.stage('Test')).not.toHaveProperty('retryStageMetadata');
    engine.behave({ match: { action: 'Bad' }, outcome: 'fail', times: 1 });
    engine.retry('Test', id);
    engine.advance(10);
    engine.retry('Test', id);
    expect(engine.stage('Test').retryStageMetadata).toEqual({
      manualStageRetryAttempt: 2,
      latestRetryTrigger: 'ManualStageRetry',
    });
  });

  it('2.4 a retry may come as soon as one action failed, while siblings still run', () => {
    const { engine, id } = failed();
    engine.advance(4);
    expect(engine.history().slice(1)).toEqual(['Test/Good InProgress', 'Test/Bad Failed']);
    engine.retry('Test', id);
    expect(engine.history().slice(1)).toEqual(['Test/Good InProgress', 'Test/Bad Failed', 'Test/Bad InProgress']);
    engine.advance(30);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.story(id)).not.toContain('stage Test FAILED');
  });

  it('2.7 ALL_ACTIONS is not allowed while an action runs', () => {
    const { engine, id } = failed();
    engine.advance(4);
    expect(refuse(engine, 'Test', id, { retryMode: 'ALL_ACTIONS' })).toMatch(/^StageNotRetryableException/);
  });

  it('2.7 a stage that succeeded, runs, or was never entered has no failed actions', () => {
    const { engine, id } = failed();
    engine.advance(2);
    for (const stageName of ['Source', 'Test', 'Prod']) {
      expect(refuse(engine, stageName, id)).toMatch(/^StageNotRetryableException/);
    }
  });

  it('2.7 another retry of the stage in progress is a conflict', () => {
    const { engine, id } = failed();
    engine.advance(11);
    engine.retry('Test', id);
    expect(refuse(engine, 'Test', id)).toMatch(/^ConflictException/);
  });

  it('2.7 so is one that the stage has begun by itself', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    const test = { ...stage('Test', lambda('Smoke')), onFailure: { result: 'RETRY' } } as const;
    const id = engine.create(pipeline([stage('Source', source()), test], V2));
    engine.advance(12);
    expect(engine.history().slice(1)).toEqual(['Test/Smoke Failed', 'Test/Smoke InProgress']);
    expect(refuse(engine, 'Test', id)).toMatch(/^ConflictException/);
  });

  it('2.7 unknown names and ids', () => {
    const { engine, id } = failed();
    engine.advance(11);
    expect(refuse(engine, 'Test', OTHER)).toMatch(/^ValidationException/);
    expect(refuse(engine, 'Nope', id)).toMatch(/^StageNotFoundException/);
    expect(refuse(engine, 'Test', id, { pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
  });

  it('2.7 names are looked at first, then the id, the structure, and who was there last', () => {
    const { engine, id } = failed();
    engine.advance(11);
    engine.start();
    engine.advance(60);
    expect(refuse(engine, 'Nope', OTHER, { pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
    expect(refuse(engine, 'Nope', OTHER)).toMatch(/^StageNotFoundException/);
    expect(refuse(engine, 'Test', OTHER)).toMatch(/^ValidationException/);
    expect(refuse(engine, 'Test', id)).toMatch(/^NotLatestPipelineExecutionException/);
    const { pipeline: definition } = engine.call('GetPipeline', { name: 'web' });
    definition.stages[2].actions[0].name = 'Release';
    engine.update(definition);
    expect(refuse(engine, 'Test', id)).toMatch(/^StageNotRetryableException/);
  });

  it('2.7 an execution of another pipeline is none of this one', () => {
    const { engine } = failed();
    engine.advance(11);
    const other = engine.create(threeStages({ name: 'other' }));
    expect(refuse(engine, 'Test', other)).toMatch(/^ValidationException/);
  });

  it('2.7 a superseded or cancelled execution has nothing to retry', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    const [superseded] = [engine.start(), engine.advance(1), engine.start()];
    engine.advance(1);
    expect(engine.status(superseded)).toBe('Superseded');
    for (const stageName of ['Source', 'Gate', 'Prod']) {
      expect(refuse(engine, stageName, superseded)).toMatch(/^(StageNotRetryable|NotLatestPipelineExecution)Exception/);
    }
    expect(refuse(engine, 'Gate', superseded)).toMatch(/^StageNotRetryableException/);
  });

  it('2.7 the retry uses the revision, the artifacts and the variables of the execution', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const configuration = { ApplicationName: '#{Git.CommitId}', EnvironmentName: '#{variables.ENV}' };
    const stages = [
      stage('Source', source('Checkout', { namespace: 'Git' })),
      stage('Prod', deploy('Ship', { configuration })),
    ];
    engine.create(pipeline(stages, { ...V2, variables: [{ name: 'ENV', defaultValue: 'blue' }] }));
    engine.advance(60);
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const id = engine.start('web', { variables: [{ name: 'ENV', value: 'green' }] });
    engine.advance(60);
    const [before] = engine.details();
    expect(before.input.resolvedConfiguration.EnvironmentName).toBe('green');
    engine.retry('Prod', id);
    const [again] = engine.details();
    expect(again.actionExecutionId).not.toBe(before.actionExecutionId);
    expect(again.input).toEqual(before.input);
  });

  it('2.7 at the cap of 50 active executions there is no room for one more to go on', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Checkout' }, outcome: 'fail', times: 1 });
    const id = engine.create(threeStages({ ...V2, executionMode: 'QUEUED' }));
    engine.disable('Source');
    engine.advance(1);
    for (let i = 0; i < 50; i++) engine.start();
    expect(refuse(engine, 'Source', id)).toMatch(/^ConcurrentPipelineExecutionsLimitExceededException/);
    expect(engine.status(id)).toBe('Failed');
  });

  it('2.7 a stage that was stopped between two groups goes on with the next one', () => {
    const engine = new Harness();
    const actions = [lambda('One'), lambda('Two', { runOrder: 2 })];
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(5);
    engine.stop(id);
    engine.advance(60);
    expect(engine.status(id)).toBe('Stopped');
    engine.retry('Test', id);
    expect(engine.history().slice(1)).toEqual(['Test/One Succeeded', 'Test/Two InProgress']);
  });

  it('2.7 a stopped stage may run again from its beginning', () => {
    const engine = new Harness();
    const actions = [lambda('One'), lambda('Two', { runOrder: 2 })];
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(15);
    engine.stop(id, { abandon: true });
    engine.retry('Test', id, 'ALL_ACTIONS');
    expect(engine.history().slice(1)).toEqual(['Test/One Succeeded', 'Test/Two Abandoned', 'Test/One InProgress']);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.7 every failed action of the stage runs again, and none of those that were not reached', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Bad*' }, outcome: 'fail', times: 2 });
    const actions = [lambda('Bad1'), lambda('Good'), lambda('Bad2'), lambda('After', { runOrder: 2 })];
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(60);
    engine.retry('Test', id);
    expect(engine.history().slice(4)).toEqual(['Test/Bad1 InProgress', 'Test/Bad2 InProgress']);
  });

  it('2.7 not after the structure was changed', () => {
    const { engine, id } = failed();
    engine.advance(11);
    const { pipeline: definition } = engine.call('GetPipeline', { name: 'web' });
    definition.stages[2].actions[0].name = 'Release';
    engine.call('UpdatePipeline', { pipeline: definition });
    expect(refuse(engine, 'Test', id)).toMatch(/^StageNotRetryableException/);
  });

  it('2.4 an execution stopped by abandoning goes on in the stage where it stopped', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(5);
    engine.stop(id, { abandon: true });
    engine.retry('Build', id);
    expect(engine.history().slice(1)).toEqual(['Build/Compile Abandoned', 'Build/Compile InProgress']);
    engine.advance(20);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.executions()[0]).not.toHaveProperty('stopTrigger');
  });

  it('2.4 an execution stopped by waiting goes on behind the actions that succeeded', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(5);
    engine.stop(id);
    engine.advance(10);
    engine.retry('Build', id);
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Build/Compile Succeeded', 'Prod/Ship InProgress']);
  });

  it('2.7 an execution that is stopping cannot be retried', () => {
    const { engine, id } = failed();
    engine.advance(4);
    engine.stop(id);
    expect(refuse(engine, 'Test', id)).toMatch(/^ConflictException/);
  });

  it('2.7 a retried stage is locked again', () => {
    const engine = new Harness();
    const first = engine.create(gated());
    engine.advance(1);
    engine.answer('Gate', 'Approve', 'Rejected');
    engine.retry('Gate', first);
    const second = engine.start();
    engine.advance(2);
    expect(engine.stage('Gate').inboundExecution.pipelineExecutionId).toBe(second);
  });
});
