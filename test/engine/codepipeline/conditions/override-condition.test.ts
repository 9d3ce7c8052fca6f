import { describe, expect, it } from 'vitest';
import { condition, rule, variableCheck } from '../definitions.ts';
import { ALICE, BOB, Harness } from '../harness.ts';
import { BAD, definition, failing, GOOD, started } from './guarded.ts';

describe('OverrideStageCondition', () => {
  const input = (id: string, more = {}) => ({
    pipelineName: 'web',
    stageName: 'Test',
    pipelineExecutionId: id,
    conditionType: 'BEFORE_ENTRY',
    ...more,
  });

  it('2.4 an entry condition that is being checked: Overridden, and the stage proceeds', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL') });
    engine.override('Test', id, 'BEFORE_ENTRY', BOB);
    const { latestExecution, conditionStates } = engine.stage('Test').beforeEntryConditionState;
    expect(latestExecution.status).toBe('Overridden');
    expect(conditionStates[0].ruleStates[0].latestExecution).toMatchObject({
      status: 'Abandoned',
      lastUpdatedBy: BOB,
    });
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 a rule that has succeeded by then stays as it is', () => {
    const engine = new Harness();
    engine.behave({ match: { rule: 'Slow' }, outcome: 'hang' });
    const id = engine.create(definition({ beforeEntry: condition('FAIL', GOOD, rule('Slow')) }));
    engine.advance(1);
    engine.override('Test', id, 'BEFORE_ENTRY', BOB);
    const { ruleStates } = engine.stage('Test').beforeEntryConditionState.conditionStates[0];
    const [good, slow] = ruleStates.map((state: { latestExecution: object }) => state.latestExecution);
    expect(good).toMatchObject({ status: 'Succeeded' });
    expect(good).not.toHaveProperty('lastUpdatedBy');
    expect(slow).toMatchObject({ status: 'Abandoned', lastUpdatedBy: BOB });
  });

  it('2.7 refused: the condition was met, and an action failed the stage', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', GOOD) });
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    const failed = engine.start();
    engine.advance(60);
    expect(engine.stage('Test').latestExecution).toMatchObject({ pipelineExecutionId: failed, status: 'Failed' });
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.refusal('OverrideStageCondition', input(failed))).toMatch(/^ConditionNotOverridable.*is Succeeded/);
  });

  it('2.4 an entry condition that failed the stage: the execution goes on in it', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) });
    engine.override('Test', id);
    expect(engine.status(id)).toBe('InProgress');
    expect(engine.story(id).slice(-3)).toEqual(['pipeline RESUMED', 'stage Test RESUMED', 'action Test/Smoke STARTED']);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 a success condition that failed the stage: the execution goes on after it', () => {
    const { engine, id } = started({ onSuccess: condition('FAIL', BAD) });
    engine.advance(60);
    engine.override('Test', id, 'ON_SUCCESS');
    expect(engine.stage('Test').latestExecution.status).toBe('Succeeded');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it.each(['ROLLBACK', 'FAIL'] as const)(
    '2.4 a success condition with %s that is being checked: the stage proceeds, and nothing follows from its rules',
    (result) => {
      const { engine, id: good } = started({ onSuccess: condition(result) });
      engine.advance(60);
      expect(engine.status(good)).toBe('Succeeded');
      engine.behave(failing);
      const id = engine.start();
      engine.advance(12);
      engine.override('Test', id, 'ON_SUCCESS', BOB);
      expect(engine.stage('Test').onSuccessConditionState.latestExecution.status).toBe('Overridden');
      expect(engine.stage('Test').latestExecution.status).toBe('Succeeded');
      expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(id);
      engine.advance(60);
      expect(engine.executions().map((entry: { status: string }) => entry.status)).toEqual(['Succeeded', 'Succeeded']);
    },
  );

  it('2.4 a success condition with ROLLBACK that failed the stage, with nothing to roll back to: the stage proceeds', () => {
    const { engine, id } = started({ onSuccess: condition('ROLLBACK', BAD) });
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    engine.override('Test', id, 'ON_SUCCESS');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.7 refused: the stage has been rolled back since', () => {
    const { engine } = started({ onSuccess: condition('ROLLBACK') });
    engine.advance(60);
    engine.behave(failing);
    const bad = engine.start();
    engine.advance(21);
    expect(engine.status(bad)).toBe('Failed');
    expect(engine.refusal('OverrideStageCondition', input(bad, { conditionType: 'ON_SUCCESS' }))).toMatch(
      /^NotLatestPipelineExecutionException/,
    );
  });

  it('2.4 an errored condition is overridden like a failed one', () => {
    const errored = variableCheck('#{src.Nope}', 'EQ', 'x');
    const { engine, id } = started({ beforeEntry: condition('FAIL', errored) });
    expect(engine.stage('Test').beforeEntryConditionState.latestExecution.status).toBe('Errored');
    engine.override('Test', id);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it.each(['QUEUED', 'PARALLEL'] as const)(
    '2.4 in %s mode each execution is overridden for itself',
    (executionMode) => {
      const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) }, { executionMode });
      engine.override('Test', id);
      const other = engine.start();
      engine.advance(60);
      expect([engine.status(id), engine.status(other)]).toEqual(['Succeeded', 'Failed']);
    },
  );

  it('2.7 a stage that goes on by an override is locked again', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) });
    engine.override('Test', id);
    const next = engine.start();
    engine.advance(2);
    expect(engine.stage('Test').latestExecution.pipelineExecutionId).toBe(id);
    expect(engine.stage('Test').inboundExecution.pipelineExecutionId).toBe(next);
  });

  it('2.7 refused: 50 executions are active already; a check that goes on is no further one', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) }, { executionMode: 'PARALLEL' });
    engine.behave({ match: { stage: 'Source' }, durationSeconds: 600 });
    for (let i = 0; i < 50; i++) engine.start();
    expect(engine.refusal('OverrideStageCondition', input(id))).toMatch(
      /^ConcurrentPipelineExecutionsLimitExceededException/,
    );
    expect(engine.status(id)).toBe('Failed');
    const full = started({ beforeEntry: condition('FAIL') }, { executionMode: 'PARALLEL' });
    for (let i = 1; i < 50; i++) full.engine.start();
    full.engine.override('Test', full.id);
    expect(full.engine.history({ pipelineExecutionId: full.id })).toContain('Test/Smoke InProgress');
  });

  it('2.7 refused: SKIP, not checked, met, or over', () => {
    const skip = started({ beforeEntry: condition('SKIP') });
    expect(skip.engine.refusal('OverrideStageCondition', input(skip.id))).toMatch(/^ConditionNotOverridable.*SKIP/);
    const { engine, id } = started({ beforeEntry: condition('FAIL', GOOD), onSuccess: condition('FAIL') });
    expect(engine.refusal('OverrideStageCondition', input(id))).toMatch(/^ConditionNotOverridable.*is Succeeded/);
    const success = input(id, { conditionType: 'ON_SUCCESS' });
    expect(engine.refusal('OverrideStageCondition', success)).toMatch(/^ConditionNotOverridable.*was not checked/);
    expect(engine.refusal('OverrideStageCondition', input(id, { stageName: 'Prod' }))).toMatch(/was not checked/);
    const stopped = started({ beforeEntry: condition('FAIL') });
    stopped.engine.stop(stopped.id);
    expect(stopped.engine.refusal('OverrideStageCondition', input(stopped.id))).toMatch(/is Cancelled/);
  });

  it('2.7 refused: another execution has been in the stage since', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) });
    engine.start();
    engine.advance(10);
    expect(engine.refusal('OverrideStageCondition', input(id))).toMatch(/^NotLatestPipelineExecutionException/);
  });

  it('2.7 refused: the structure has changed since', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) });
    engine.update(definition({ beforeEntry: condition('FAIL', GOOD) }));
    expect(engine.refusal('OverrideStageCondition', input(id))).toMatch(/^ConditionNotOverridable.*structure/);
  });

  it('2.7 a stage that is being stopped is a conflict', () => {
    const { engine, id } = started({ onSuccess: condition('FAIL'), beforeEntry: condition('FAIL', GOOD) });
    engine.stop(id);
    expect(engine.refusal('OverrideStageCondition', input(id))).toMatch(/^ConflictException/);
  });

  it('7.1 unknown pipeline, stage and execution', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL') });
    expect(engine.refusal('OverrideStageCondition', input(id, { pipelineName: 'nope' }))).toMatch(/^PipelineNotFound/);
    expect(engine.refusal('OverrideStageCondition', input(id, { stageName: 'Nope' }))).toMatch(/^StageNotFound/);
    const unknown = input('00000000-0000-4000-8000-000000000000');
    expect(() => engine.call('OverrideStageCondition', unknown, ALICE)).toThrow('does not have an execution');
  });
});
