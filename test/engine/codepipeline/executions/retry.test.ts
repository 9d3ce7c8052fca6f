import { describe, expect, it } from 'vitest';
import { build, connection, deploy, gated, lambda, pipeline, source, stage, threeStages } from '../definitions.ts';
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

  it('2.7 unknown names and ids', () => {
    const { engine, id } = failed();
    engine.advance(11);
    expect(refuse(engine, 'Test', OTHER)).toMatch(/^ValidationException/);
    expect(refuse(engine, 'Nope', id)).toMatch(/^StageNotFoundException/);
    expect(refuse(engine, 'Test', id, { pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
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
