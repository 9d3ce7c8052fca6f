import { describe, expect, it } from 'vitest';
import {
  approval,
  build,
  condition,
  deploy,
  lambda,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from '../definitions.ts';
import { ALICE, Harness } from '../harness.ts';

/** Two executions that both went through. */
function twice(definition = threeStages(V2)) {
  const engine = new Harness();
  const first = engine.create(definition);
  engine.advance(60);
  const second = engine.start();
  engine.advance(60);
  return { engine, first, second };
}

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

const input = (stageName: string, targetPipelineExecutionId: string) => ({
  pipelineName: 'web',
  stageName,
  targetPipelineExecutionId,
});

describe('RollbackStage', () => {
  it('2.7 a new execution of type ROLLBACK runs that stage only', () => {
    const { engine, first } = twice();
    const id = engine.rollBack('Prod', first);
    expect(engine.stage('Prod').latestExecution).toEqual({
      pipelineExecutionId: id,
      status: 'InProgress',
      type: 'ROLLBACK',
    });
    engine.advance(60);
    expect(engine.history({ pipelineExecutionId: id })).toEqual(['Prod/Ship Succeeded']);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.story(id)).toEqual([
      'pipeline STARTED',
      'stage Prod STARTED',
      'action Prod/Ship STARTED',
      'action Prod/Ship SUCCEEDED',
      'stage Prod SUCCEEDED',
      'pipeline SUCCEEDED',
    ]);
  });

  it('2.7 a stage in the middle: the execution does not go on to the next', () => {
    const { engine, first, second } = twice();
    const id = engine.rollBack('Build', first);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(second);
  });

  it('2.7 history and detail name type, trigger and target, and the revision of the target', () => {
    const { engine, first } = twice();
    const id = engine.rollBack('Prod', first);
    const [summary, , original] = engine.executions();
    const rollbackMetadata = { rollbackTargetPipelineExecutionId: first };
    const trigger = { triggerType: 'ManualRollback', triggerDetail: ALICE };
    expect(summary).toMatchObject({ executionType: 'ROLLBACK', rollbackMetadata, trigger });
    expect(summary.sourceRevisions).toEqual(original.sourceRevisions);
    const { pipelineExecution } = engine.call('GetPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: id,
    });
    expect(pipelineExecution).toMatchObject({ executionType: 'ROLLBACK', rollbackMetadata, trigger });
    expect(pipelineExecution.artifactRevisions[0].revisionId).toBe(original.sourceRevisions[0].revisionId);
  });

  it('2.7 takes the artifacts and the variables of the target', () => {
    const definition = pipeline(
      [
        stage('Source', source('Checkout', { namespace: 'src' })),
        stage('Prod', deploy('Ship', { configuration: configured('#{src.CommitId}', '#{variables.ENV}') })),
      ],
      { ...V2, variables: [{ name: 'ENV', defaultValue: 'blue' }] },
    );
    const { engine, first } = twice(definition);
    engine.start('web', { variables: [{ name: 'ENV', value: 'green' }] });
    engine.advance(60);
    engine.rollBack('Prod', first);
    const [rolledBack] = engine.details();
    const ofTarget = engine
      .details()
      .find((run: Record<string, string>) => run.pipelineExecutionId === first && run.stageName === 'Prod');
    expect(rolledBack.input.resolvedConfiguration).toEqual(ofTarget.input.resolvedConfiguration);
    expect(rolledBack.input.resolvedConfiguration.EnvironmentName).toBe('blue');
    expect(rolledBack.input.inputArtifacts).toEqual(ofTarget.input.inputArtifacts);
    expect(rolledBack.input.inputArtifacts).toHaveLength(1);
  });

  it('2.7 passes whoever waits and a closed transition, and lets the next one in when it is done', () => {
    const { engine, first } = twice();
    engine.disable('Prod');
    const waiting = engine.start();
    engine.advance(30);
    const id = engine.rollBack('Prod', first);
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(id);
    engine.enable('Prod');
    expect(engine.stage('Prod').inboundExecution.pipelineExecutionId).toBe(waiting);
    engine.advance(10);
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(waiting);
  });

  it('2.4 after a rollback the execution before it is no longer the latest in the stage', () => {
    const engine = new Harness();
    const good = engine.create(threeStages(V2));
    engine.advance(60);
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const bad = engine.start();
    engine.advance(60);
    engine.rollBack('Prod', good);
    engine.advance(60);
    const retry = { pipelineName: 'web', stageName: 'Prod', pipelineExecutionId: bad, retryMode: 'FAILED_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^NotLatestPipelineExecutionException/);
  });

  it('2.7 a failed rollback is retried like any execution', () => {
    const { engine, first } = twice();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const id = engine.rollBack('Prod', first);
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    engine.retry('Prod', id);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 a rollback checks no conditions', () => {
    const guarded = {
      ...stage('Prod', deploy()),
      beforeEntry: condition('FAIL', variableCheck('#{variables.GO}', 'EQ', 'yes')),
    };
    const { engine, first } = twice(
      pipeline([stage('Source', source()), guarded], { ...V2, variables: [{ name: 'GO', defaultValue: 'yes' }] }),
    );
    const id = engine.rollBack('Prod', first);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails).toHaveLength(2);
  });

  it('2.7 an approval in the stage is asked again', () => {
    const { engine, first } = (() => {
      const harness = new Harness();
      const id = harness.create(pipeline([stage('Source', source()), stage('Prod', approval(), deploy())]));
      harness.advance(10);
      harness.answer('Prod', 'Approve', 'Approved');
      harness.advance(60);
      return { engine: harness, first: id };
    })();
    const id = engine.rollBack('Prod', first);
    engine.answer('Prod', 'Approve', 'Approved');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });
});

describe('a rollback by itself', () => {
  const rollsBack = (name: string, ...actions: Parameters<typeof stage>[1][]) => ({
    ...stage(name, ...actions),
    onFailure: { result: 'ROLLBACK' } as const,
  });

  function failingLater(definition = pipeline([stage('Source', source()), rollsBack('Prod', deploy())], V2)) {
    const { engine, second } = twice(definition);
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const failed = engine.start();
    engine.advance(60);
    return { engine, good: second, failed };
  }

  it('2.4 the failed execution stays Failed; the rollback names what it goes back to', () => {
    const { engine, good, failed } = failingLater();
    const [rollback] = engine.executions();
    expect(engine.status(failed)).toBe('Failed');
    expect(engine.story(failed).slice(-3)).toEqual(['action Prod/Ship FAILED', 'stage Prod FAILED', 'pipeline FAILED']);
    expect(rollback).toMatchObject({
      status: 'Succeeded',
      executionType: 'ROLLBACK',
      trigger: { triggerType: 'AutomatedRollback' },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good },
    });
  });

  it('2.4 goes back to the newest STANDARD execution, not to another rollback', () => {
    const { engine, good } = failingLater();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    engine.start();
    engine.advance(60);
    const targets = engine.executions().map((entry: { rollbackMetadata?: object }) => entry.rollbackMetadata);
    expect(targets.filter(Boolean)).toEqual(Array(2).fill({ rollbackTargetPipelineExecutionId: good }));
  });

  it('2.4 never in the source stage', () => {
    const { engine } = twice(pipeline([rollsBack('Source', source()), stage('Prod', deploy())], V2));
    engine.behave({ match: { action: 'Checkout' }, outcome: 'fail' });
    const failed = engine.start();
    engine.advance(60);
    expect(engine.status(failed)).toBe('Failed');
    expect(engine.executions()).toHaveLength(3);
  });

  it('2.4 none where nothing succeeded in the stage', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail' });
    const id = engine.create(pipeline([stage('Source', source()), rollsBack('Prod', deploy())], V2));
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.executions()).toHaveLength(1);
  });

  it('2.4 nobody who waits comes in between; afterwards the next one does', () => {
    const engine = new Harness();
    engine.create(pipeline([stage('Source', source()), rollsBack('Prod', deploy())], V2));
    engine.advance(60);
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    engine.start();
    engine.advance(5);
    const waiting = engine.start();
    engine.advance(6);
    expect(engine.stage('Prod').latestExecution).toMatchObject({ type: 'ROLLBACK', status: 'InProgress' });
    expect(engine.stage('Prod').inboundExecution.pipelineExecutionId).toBe(waiting);
    engine.advance(10);
    expect(engine.stage('Prod').latestExecution).toMatchObject({ pipelineExecutionId: waiting, type: 'STANDARD' });
  });
});

describe('RollbackStage refused', () => {
  it('7.1 unknown pipeline, stage and target', () => {
    const { engine, first } = twice();
    const refuse = (more: object) => engine.refusal('RollbackStage', { ...input('Prod', first), ...more });
    expect(refuse({ pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
    expect(refuse({ stageName: 'Nope' })).toMatch(/^StageNotFoundException/);
    expect(refuse({ targetPipelineExecutionId: UNKNOWN })).toMatch(/^PipelineExecutionNotFoundException/);
  });

  it('2.7 what there is is looked at first: pipeline, stage, execution; then the stage, then the target', () => {
    const { engine, first } = twice();
    const refuse = (more: object) => engine.refusal('RollbackStage', { ...input('Prod', first), ...more });
    const unknown = { stageName: 'Nope', targetPipelineExecutionId: UNKNOWN };
    expect(refuse({ ...unknown, pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
    expect(refuse(unknown)).toMatch(/^StageNotFoundException/);
    expect(refuse({ stageName: 'Source', targetPipelineExecutionId: UNKNOWN })).toMatch(
      /^PipelineExecutionNotFoundException/,
    );
    engine.update(threeStages(V2));
    expect(refuse({ stageName: 'Source' })).toMatch(/^UnableToRollbackStage.*source stage/);
    expect(refuse({})).toMatch(/^PipelineExecutionOutdatedException/);
  });

  it('2.7 a stage that was skipped last', () => {
    const guarded = {
      ...stage('Prod', deploy()),
      beforeEntry: condition('SKIP', variableCheck('#{variables.GO}', 'EQ', 'yes')),
    };
    const { engine, first } = twice(
      pipeline([stage('Source', source()), guarded], { ...V2, variables: [{ name: 'GO', defaultValue: 'yes' }] }),
    );
    engine.start('web', { variables: [{ name: 'GO', value: 'no' }] });
    engine.advance(60);
    expect(engine.stage('Prod').latestExecution.status).toBe('Skipped');
    expect(engine.refusal('RollbackStage', input('Prod', first))).toMatch(/^UnableToRollbackStage.*skipped/);
  });

  it('2.7 a target of another pipeline', () => {
    const { engine } = twice();
    const other = engine.create(threeStages({ ...V2, name: 'other' }));
    expect(engine.refusal('RollbackStage', input('Prod', other))).toMatch(/^PipelineExecutionNotFoundException/);
  });

  it('2.7 the source stage', () => {
    const { engine, first } = twice();
    expect(engine.refusal('RollbackStage', input('Source', first))).toMatch(/^UnableToRollbackStage.*source stage/);
  });

  it('2.7 PARALLEL mode', () => {
    const { engine, first } = twice(threeStages({ ...V2, executionMode: 'PARALLEL' }));
    expect(engine.refusal('RollbackStage', input('Prod', first))).toMatch(/^UnableToRollbackStage.*PARALLEL/);
  });

  it('2.7 a stage in which something runs, and one that is being rolled back', () => {
    const { engine, first } = twice();
    engine.start();
    engine.advance(12);
    expect(engine.refusal('RollbackStage', input('Prod', first))).toMatch(/^UnableToRollbackStage.*runs in it/);
    engine.advance(60);
    engine.rollBack('Prod', first);
    expect(engine.refusal('RollbackStage', input('Prod', first))).toMatch(/^ConflictException/);
  });

  it('2.7 a target that is a rollback itself', () => {
    const { engine, first } = twice();
    const id = engine.rollBack('Prod', first);
    engine.advance(60);
    expect(engine.refusal('RollbackStage', input('Prod', id))).toMatch(/^UnableToRollbackStage.*rollback itself/);
  });

  it('2.7 a target that did not succeed in the stage', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail' });
    const failed = engine.create(threeStages(V2));
    engine.advance(60);
    expect(engine.refusal('RollbackStage', input('Prod', failed))).toMatch(/^UnableToRollbackStage.*did not succeed/);
  });

  it('2.7 a target of another pipeline version', () => {
    const { engine, first } = twice();
    engine.update(threeStages(V2));
    expect(engine.refusal('RollbackStage', input('Prod', first))).toMatch(/^PipelineExecutionOutdatedException/);
  });

  it('2.7 the targets that a client may offer are those that the filter of the history gives', () => {
    const { engine, first, second } = twice();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    engine.start();
    engine.advance(60);
    const filter = { succeededInStage: { stageName: 'Prod' } };
    const { pipelineExecutionSummaries } = engine.call('ListPipelineExecutions', { pipelineName: 'web', filter });
    const ids = pipelineExecutionSummaries.map((entry: { pipelineExecutionId: string }) => entry.pipelineExecutionId);
    expect(ids).toEqual([second, first]);
  });

  it('2.14 a failed build in a rollback leaves the journal complete', () => {
    const { engine, first } = twice(
      pipeline([stage('Source', source()), stage('Build', build()), stage('Prod', lambda())], V2),
    );
    engine.behave({ match: { action: 'Compile' }, outcome: 'fail', times: 1 });
    const id = engine.rollBack('Build', first);
    engine.advance(60);
    expect(engine.story(id).slice(-2)).toEqual(['stage Build FAILED', 'pipeline FAILED']);
  });
});

function configured(application: string, environment: string) {
  return { ApplicationName: application, EnvironmentName: environment };
}
