import { describe, expect, it } from 'vitest';
import { condition, deploy, lambda, pipeline, rule, source, stage, V2, variableCheck } from '../definitions.ts';
import { Harness, START } from '../harness.ts';
import { BAD, definition, failing, GOOD, started } from './guarded.ts';

describe('a condition before entry', () => {
  it('2.4 the stage is locked and no action runs while it is checked', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL') });
    const state = engine.stage('Test');
    expect(state.latestExecution).toEqual({ pipelineExecutionId: id, status: 'InProgress', type: 'STANDARD' });
    expect(state.actionStates[0].latestExecution).toBeUndefined();
    expect(state.beforeEntryConditionState).toEqual({
      latestExecution: { status: 'InProgress' },
      conditionStates: [
        {
          latestExecution: { status: 'InProgress', lastStatusChange: START + 1000 },
          ruleStates: [
            {
              ruleName: 'Check',
              latestExecution: {
                ruleExecutionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
                status: 'InProgress',
                lastStatusChange: START + 1000,
              },
            },
          ],
        },
      ],
    });
    const next = engine.start();
    engine.advance(2);
    expect(engine.stage('Test').inboundExecution.pipelineExecutionId).toBe(next);
  });

  it('2.4 met: the stage runs', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', GOOD) });
    expect(engine.stage('Test').beforeEntryConditionState.latestExecution.status).toBe('Succeeded');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 not met with FAIL: the stage and the execution failed, and no action ran', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) });
    expect(engine.status(id)).toBe('Failed');
    expect(engine.stage('Test').latestExecution.status).toBe('Failed');
    expect(engine.history()).toEqual(['Source/Checkout Succeeded']);
    expect(engine.stage('Test').beforeEntryConditionState.latestExecution).toEqual({
      status: 'Failed',
      summary: 'Rules that did not succeed: Check',
    });
    expect(engine.story(id).slice(-3)).toEqual(['stage Test STARTED', 'stage Test FAILED', 'pipeline FAILED']);
  });

  it('2.4 not met with SKIP: the stage is Skipped and the execution goes on', () => {
    const { engine, id } = started({ beforeEntry: condition('SKIP', BAD) });
    expect(engine.stage('Test').latestExecution.status).toBe('Skipped');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Prod/Ship Succeeded']);
  });

  it('2.4 the last stage skipped: the execution succeeded', () => {
    const engine = new Harness();
    const last = { ...stage('Prod', deploy()), beforeEntry: condition('SKIP', BAD) };
    const id = engine.create(pipeline([stage('Source', source('Checkout', { namespace: 'src' })), last], V2));
    engine.advance(1);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 all rules must succeed', () => {
    const rules = [GOOD, variableCheck('#{src.BranchName}', 'NE', 'main', 'Other')];
    const { engine, id } = started({ beforeEntry: condition('FAIL', ...rules) });
    expect(engine.status(id)).toBe('Failed');
    const { ruleStates } = engine.stage('Test').beforeEntryConditionState.conditionStates[0];
    expect(ruleStates.map((state: { latestExecution: { status: string } }) => state.latestExecution.status)).toEqual([
      'Succeeded',
      'Failed',
    ]);
  });

  it('2.4 a Skipped stage can be neither retried nor rolled back', () => {
    const { engine, id } = started({ beforeEntry: condition('SKIP', BAD) });
    engine.advance(60);
    const retry = { pipelineName: 'web', stageName: 'Test', pipelineExecutionId: id, retryMode: 'ALL_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^StageNotRetryableException/);
    const rollback = { pipelineName: 'web', stageName: 'Test', targetPipelineExecutionId: id };
    expect(engine.refusal('RollbackStage', rollback)).toMatch(/^UnableToRollbackStageException: .*skipped/);
  });

  it('2.4 a failed check of the entry is no failure of the stage’s actions: neither retry nor rollback follows', () => {
    for (const result of ['RETRY', 'ROLLBACK', 'SKIP'] as const) {
      const { engine, id: good } = started({ beforeEntry: condition('FAIL'), onFailure: { result } });
      engine.advance(60);
      expect(engine.status(good)).toBe('Succeeded');
      engine.behave(failing);
      const bad = engine.start();
      engine.advance(60);
      expect([engine.status(bad), engine.stage('Test').latestExecution.status]).toEqual(['Failed', 'Failed']);
      expect(engine.executions()).toHaveLength(2);
    }
  });

  it('2.4 up to five rules start together, and the last one decides when', () => {
    const engine = new Harness();
    const names = ['One', 'Two', 'Three', 'Four', 'Five'];
    engine.behave(
      { match: { rule: 'Two' }, outcome: 'fail', durationSeconds: 2 },
      { match: { rule: 'Five' }, durationSeconds: 30 },
    );
    engine.create(definition({ beforeEntry: condition('FAIL', ...names.map((name) => rule(name))) }));
    engine.advance(1);
    const statuses = () =>
      engine
        .stage('Test')
        .beforeEntryConditionState.conditionStates[0].ruleStates.map(
          (state: { latestExecution: { status: string } }) => state.latestExecution.status,
        );
    expect(statuses()).toEqual(Array(5).fill('InProgress'));
    engine.advance(29);
    expect(statuses()).toEqual(['Succeeded', 'Failed', 'Succeeded', 'Succeeded', 'InProgress']);
    expect(engine.stage('Test').latestExecution.status).toBe('InProgress');
    engine.advance(1);
    expect(engine.stage('Test').latestExecution.status).toBe('Failed');
  });

  it('2.4 is not checked again by a retry of the stage', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    const id = engine.create(definition({ beforeEntry: condition('FAIL') }));
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    engine.retry('Test', id, 'ALL_ACTIONS');
    expect(engine.history().at(-1)).toBe('Test/Smoke InProgress');
    expect(engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails).toHaveLength(1);
  });

  it.each(['SUPERSEDED', 'QUEUED'] as const)(
    '2.4 a skipped stage lets the next one in, in %s mode',
    (executionMode) => {
      const engine = new Harness();
      engine.behave({ ...failing, times: 1 });
      const id = engine.create(definition({ beforeEntry: condition('SKIP') }, { executionMode }));
      const next = engine.start();
      engine.advance(11);
      expect(engine.stage('Test').latestExecution.pipelineExecutionId).toBe(next);
      engine.advance(60);
      expect([id, next].map((execution) => engine.status(execution))).toEqual(['Succeeded', 'Succeeded']);
    },
  );

  it('2.4 is checked in PARALLEL mode as well', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', BAD) }, { executionMode: 'PARALLEL' });
    expect(engine.status(id)).toBe('Failed');
  });
});

describe('a condition on success', () => {
  it('2.4 met: the execution goes on', () => {
    const { engine, id } = started({ onSuccess: condition('FAIL') });
    engine.advance(10);
    expect(engine.stage('Test').onSuccessConditionState.latestExecution.status).toBe('InProgress');
    expect(engine.stage('Test').latestExecution.status).toBe('InProgress');
    engine.advance(10);
    expect(engine.stage('Test').latestExecution.status).toBe('Succeeded');
    engine.advance(10);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 not met with FAIL: the stage whose actions succeeded is Failed', () => {
    const { engine, id } = started({ onSuccess: condition('FAIL', BAD) });
    engine.advance(60);
    expect(engine.stage('Test').latestExecution.status).toBe('Failed');
    expect(engine.action('Test', 'Smoke').latestExecution.status).toBe('Succeeded');
    expect(engine.status(id)).toBe('Failed');
    expect(engine.story(id).slice(-2)).toEqual(['stage Test FAILED', 'pipeline FAILED']);
  });

  it('2.4 not met with ROLLBACK: the stage is rolled back to its last success', () => {
    const { engine, id: good } = started({ onSuccess: condition('ROLLBACK') });
    engine.advance(60);
    engine.behave(failing);
    const bad = engine.start();
    engine.advance(21);
    expect(engine.status(bad)).toBe('Failed');
    const [rollback] = engine.executions();
    expect(rollback).toMatchObject({
      executionType: 'ROLLBACK',
      status: 'InProgress',
      trigger: {
        triggerType: 'AutomatedRollback',
        triggerDetail: JSON.stringify({ FailedPipelineExecutionId: bad }),
      },
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good },
    });
    expect(engine.stage('Test').latestExecution).toMatchObject({ type: 'ROLLBACK', status: 'InProgress' });
    // A rollback checks no conditions, else this one would never end.
    engine.advance(10);
    expect(engine.status(rollback.pipelineExecutionId)).toBe('Succeeded');
    expect(engine.executions()).toHaveLength(3);
  });

  it('2.4 not met with ROLLBACK in PARALLEL mode: Failed, since no stage is rolled back there', () => {
    const { engine } = started({ onSuccess: condition('ROLLBACK') }, { executionMode: 'PARALLEL' });
    engine.advance(60);
    engine.behave(failing);
    const bad = engine.start();
    engine.advance(60);
    expect(engine.status(bad)).toBe('Failed');
    expect(engine.executions()).toHaveLength(2);
  });

  it('2.4 nothing to roll back to: the stage is Failed and that is all', () => {
    const { engine, id } = started({ onSuccess: condition('ROLLBACK', BAD) });
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.executions()).toHaveLength(1);
  });
});

describe('a stage whose conditions are checked after its actions', () => {
  it.each([
    ['onSuccess', {}],
    ['onFailure', { match: { action: 'Smoke' }, outcome: 'fail' as const, times: 1 }],
  ] as const)('2.4 stays locked during %s', (place, behavior) => {
    const engine = new Harness();
    if ('match' in behavior) engine.behave(behavior);
    const id = engine.create(definition({ [place]: condition('ROLLBACK') }));
    engine.advance(11);
    const next = engine.start();
    engine.advance(2);
    expect(engine.stage('Test')[`${place}ConditionState`].latestExecution.status).toBe('InProgress');
    expect(engine.stage('Test').latestExecution).toMatchObject({ pipelineExecutionId: id, status: 'InProgress' });
    expect(engine.stage('Test').inboundExecution.pipelineExecutionId).toBe(next);
    engine.advance(8);
    expect(engine.stage('Test').latestExecution.pipelineExecutionId).toBe(next);
  });

  it.each([
    ['onSuccess', 'succeed'],
    ['onFailure', 'fail'],
  ] as const)('2.4 checks %s once, when several actions %s at the same instant', (place, outcome) => {
    const engine = new Harness();
    engine.behave({ match: { action: '*', stage: 'Test' }, outcome, durationSeconds: 0 });
    const test = { ...stage('Test', lambda('One'), lambda('Two')), [place]: condition('ROLLBACK') };
    engine.create(pipeline([stage('Source', source()), test, stage('Prod', deploy())], V2));
    engine.advance(1);
    expect(engine.stage('Test').latestExecution.status).toBe('InProgress');
    expect(engine.stage('Test')[`${place}ConditionState`].latestExecution.status).toBe('InProgress');
    engine.advance(10);
    expect(engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails).toHaveLength(1);
  });

  it('2.4 checks onSuccess once, after the retry that helped', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    const id = engine.create(definition({ onSuccess: condition('FAIL', GOOD), onFailure: { result: 'RETRY' } }));
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails).toHaveLength(1);
  });
});

describe('what follows from a failure', () => {
  const failSmoke = (times?: number) => ({ match: { action: 'Smoke' }, outcome: 'fail' as const, times });

  it('2.4 RETRY: one automatic attempt, then Failed', () => {
    const retryConfiguration = { retryMode: 'FAILED_ACTIONS' } as const;
    const { engine, id } = started({ onFailure: { result: 'RETRY', retryConfiguration } });
    engine.behave(failSmoke());
    const again = engine.start();
    engine.advance(15);
    engine.advance(60);
    expect([id, again].map((execution) => engine.status(execution))).toEqual(['Succeeded', 'Failed']);
    expect(engine.history({ pipelineExecutionId: again })).toEqual([
      'Source/Checkout Succeeded',
      'Test/Smoke Failed',
      'Test/Smoke Failed',
    ]);
    expect(engine.stage('Test').retryStageMetadata).toEqual({
      autoStageRetryAttempt: 1,
      latestRetryTrigger: 'AutomatedStageRetry',
    });
    expect(engine.story(again).filter((line) => line.includes('Test '))).toEqual([
      'stage Test STARTED',
      'stage Test RESUMED',
      'stage Test FAILED',
    ]);
    expect(engine.events().at(-1)?.detail).toMatchObject({ state: 'FAILED', 'pipeline-execution-attempt': 2 });
    engine.retry('Test', again);
    expect(engine.stage('Test').retryStageMetadata).toEqual({
      autoStageRetryAttempt: 1,
      manualStageRetryAttempt: 1,
      latestRetryTrigger: 'ManualStageRetry',
    });
  });

  it('2.4 RETRY that helps: the execution goes on', () => {
    const engine = new Harness();
    engine.behave(failSmoke(1));
    const id = engine.create(definition({ onFailure: { result: 'RETRY' } }));
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 RETRY of all actions runs those again that succeeded', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Late' }, outcome: 'fail', times: 1 });
    const retryConfiguration = { retryMode: 'ALL_ACTIONS' } as const;
    const work = stage('Test', lambda('Early'), lambda('Late', { runOrder: 2 }));
    const id = engine.create(
      pipeline([stage('Source', source()), { ...work, onFailure: { result: 'RETRY', retryConfiguration } }], V2),
    );
    engine.advance(120);
    expect(engine.history().slice(1)).toEqual([
      'Test/Early Succeeded',
      'Test/Late Failed',
      'Test/Early Succeeded',
      'Test/Late Succeeded',
    ]);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 ROLLBACK: the stage goes back to its last success in this version', () => {
    const { engine, id: good } = started({ onFailure: { result: 'ROLLBACK' } });
    engine.advance(60);
    engine.behave(failSmoke(1));
    const bad = engine.start();
    engine.advance(60);
    const [rollback, failed] = engine.executions();
    expect([rollback.status, failed.status]).toEqual(['Succeeded', 'Failed']);
    expect(failed.pipelineExecutionId).toBe(bad);
    expect(rollback.rollbackMetadata.rollbackTargetPipelineExecutionId).toBe(good);
    expect(engine.history({ pipelineExecutionId: rollback.pipelineExecutionId })).toEqual(['Test/Smoke Succeeded']);
  });

  it('2.4 a rollback that fails is not rolled back in turn', () => {
    const { engine } = started({ onFailure: { result: 'ROLLBACK' } });
    engine.advance(60);
    engine.behave(failSmoke());
    engine.start();
    engine.advance(120);
    expect(engine.executions().map((entry: { status: string }) => entry.status)).toEqual([
      'Failed',
      'Failed',
      'Succeeded',
    ]);
  });

  it('2.4 a success of an older version is nothing to roll back to', () => {
    const { engine } = started({ onFailure: { result: 'ROLLBACK' } });
    engine.advance(60);
    engine.update(definition({ onFailure: { result: 'ROLLBACK' } }));
    engine.behave(failSmoke());
    engine.start();
    engine.advance(120);
    expect(engine.executions()).toHaveLength(2);
  });

  it('2.4 SKIP lets the execution go on, FAIL does not', () => {
    for (const [result, status, stageStatus] of [
      ['SKIP', 'Succeeded', 'Skipped'],
      ['FAIL', 'Failed', 'Failed'],
    ] as const) {
      const engine = new Harness();
      engine.behave(failSmoke());
      const id = engine.create(definition({ onFailure: { result } }));
      engine.advance(120);
      expect([engine.status(id), engine.stage('Test').latestExecution.status]).toEqual([status, stageStatus]);
    }
  });

  it('2.4 onFailure conditions are checked after the failure; met, they roll back', () => {
    const { engine, id: good } = started({ onFailure: condition('ROLLBACK') });
    engine.advance(60);
    engine.behave(failSmoke(1));
    engine.start();
    engine.advance(12);
    expect(engine.stage('Test').onFailureConditionState.latestExecution.status).toBe('InProgress');
    expect(engine.stage('Test').latestExecution.status).toBe('InProgress');
    engine.advance(60);
    expect(engine.executions()[0].rollbackMetadata.rollbackTargetPipelineExecutionId).toBe(good);
  });

  it('2.4 onFailure conditions that are not met: Failed, without a rollback', () => {
    const { engine } = started({ onFailure: condition('ROLLBACK', BAD) });
    engine.advance(60);
    engine.behave(failSmoke(1));
    const bad = engine.start();
    engine.advance(60);
    expect(engine.status(bad)).toBe('Failed');
    expect(engine.executions()).toHaveLength(2);
    expect(engine.stage('Test').onFailureConditionState.latestExecution.status).toBe('Failed');
    // A retry that fails again is checked again.
    engine.behave(failSmoke(1));
    engine.retry('Test', bad);
    expect(engine.stage('Test').onFailureConditionState).not.toHaveProperty('latestExecution');
    engine.advance(11);
    expect(engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails).toHaveLength(2);
  });
});

describe('a retry while onFailure conditions are checked', () => {
  it('2.7 ends the check: nobody waits for what its rules find', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 }, { ...failing, outcome: 'hang' });
    const id = engine.create(definition({ onFailure: condition('ROLLBACK') }));
    engine.advance(12);
    expect(engine.stage('Test').onFailureConditionState.latestExecution.status).toBe('InProgress');
    engine.retry('Test', id);
    const [check] = engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails;
    expect(check.status).toBe('Abandoned');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });
});

describe('stop, update and delete while a condition is checked', () => {
  it.each([
    [false, 'Cancelled'],
    [true, 'Abandoned'],
  ])('2.7 stop with abandon %s: the check is %s at once', (abandon, status) => {
    const { engine, id } = started({ beforeEntry: condition('FAIL') });
    engine.stop(id, { abandon });
    expect(engine.status(id)).toBe('Stopped');
    const { latestExecution, conditionStates } = engine.stage('Test').beforeEntryConditionState;
    expect(latestExecution.status).toBe(status);
    expect(conditionStates[0].ruleStates[0].latestExecution.status).toBe('Abandoned');
    engine.advance(60);
    expect(engine.status(id)).toBe('Stopped');
  });

  it.each(['beforeEntry', 'onSuccess'] as const)('2.7 a retry checks %s anew when a stop cut it off', (place) => {
    const { engine, id } = started({ [place]: condition('FAIL') });
    engine.advance(place === 'onSuccess' ? 11 : 0);
    engine.stop(id);
    expect(engine.status(id)).toBe('Stopped');
    engine.retry('Test', id);
    expect(engine.stage('Test')[`${place}ConditionState`].latestExecution.status).toBe('InProgress');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.7 an update cancels it', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL') });
    engine.update(definition({ beforeEntry: condition('FAIL', GOOD) }));
    engine.advance(60);
    expect(engine.status(id)).toBe('Cancelled');
    expect(engine.stage('Test').beforeEntryConditionState.latestExecution.status).toBe('Cancelled');
  });

  it('2.2 a deleted pipeline is checked no further', () => {
    const { engine } = started({ beforeEntry: condition('FAIL') });
    const before = engine.events().length;
    engine.call('DeletePipeline', { name: 'web' });
    engine.advance(60);
    expect(engine.events()).toHaveLength(before);
  });
});

describe('ListRuleExecutions', () => {
  it('2.9 mirrors ListActionExecutions: newest first, with the configuration as declared and as resolved', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', GOOD), onSuccess: condition('FAIL') });
    engine.advance(60);
    const { ruleExecutionDetails } = engine.call('ListRuleExecutions', { pipelineName: 'web' });
    expect(ruleExecutionDetails).toHaveLength(2);
    expect(ruleExecutionDetails[1]).toEqual({
      pipelineExecutionId: id,
      ruleExecutionId: expect.any(String),
      pipelineVersion: 1,
      stageName: 'Test',
      ruleName: 'Check',
      startTime: START + 1000,
      lastUpdateTime: START + 1000,
      status: 'Succeeded',
      input: {
        ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' },
        configuration: { Variable: '#{src.BranchName}', Operator: 'EQ', Value: 'main' },
        resolvedConfiguration: { Variable: 'main', Operator: 'EQ', Value: 'main' },
        region: 'us-east-1',
        inputArtifacts: [],
      },
      output: { executionResult: {} },
    });
  });

  it('2.9 what takes its time has ended later than it began, for rule and condition alike', () => {
    const { engine } = started({ beforeEntry: condition('FAIL') });
    engine.advance(10);
    const [run] = engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails;
    expect(run).toMatchObject({ status: 'Succeeded', startTime: START + 1000, lastUpdateTime: START + 11_000 });
    const [state] = engine.stage('Test').beforeEntryConditionState.conditionStates;
    expect(state.latestExecution).toEqual({ status: 'Succeeded', lastStatusChange: START + 11_000 });
  });

  it('2.9 by execution, the latest only, and page by page', () => {
    const { engine, id } = started({ beforeEntry: condition('FAIL', GOOD) });
    engine.advance(60);
    const second = engine.start();
    engine.advance(60);
    const list = (more: object) => engine.call('ListRuleExecutions', { pipelineName: 'web', ...more });
    const idsOf = (answer: { ruleExecutionDetails: { pipelineExecutionId: string }[] }) =>
      answer.ruleExecutionDetails.map((entry) => entry.pipelineExecutionId);
    expect(idsOf(list({}))).toEqual([second, id]);
    expect(idsOf(list({ filter: { pipelineExecutionId: id } }))).toEqual([id]);
    const latestInPipelineExecution = { pipelineExecutionId: second, startTimeRange: 'Latest' };
    expect(idsOf(list({ filter: { latestInPipelineExecution } }))).toEqual([second]);
    const page = list({ maxResults: 1 });
    expect(idsOf(page)).toEqual([second]);
    expect(idsOf(list({ maxResults: 1, nextToken: page.nextToken }))).toEqual([id]);
    const unknown = { filter: { pipelineExecutionId: '00000000-0000-4000-8000-000000000000' } };
    expect(engine.refusal('ListRuleExecutions', { pipelineName: 'web', ...unknown })).toMatch(
      /^PipelineExecutionNotFoundException/,
    );
    expect(engine.refusal('ListRuleExecutions', { pipelineName: 'web', nextToken: 'x' })).toMatch(
      /^InvalidNextTokenException/,
    );
  });
});

describe('ListRuleTypes', () => {
  it('2.4 the six providers with what they are configured by', () => {
    const { ruleTypes } = new Harness().call('ListRuleTypes', { ruleOwnerFilter: 'AWS' });
    const ids = ruleTypes.map((type: { id: object }) => Object.values(type.id).join('/'));
    expect(ids).toEqual(
      ['CloudWatchAlarm', 'CodeBuild', 'Commands', 'DeploymentWindow', 'LambdaInvoke', 'VariableCheck'].map(
        (provider) => `Rule/AWS/${provider}/1`,
      ),
    );
    const keys = ruleTypes[5].ruleConfigurationProperties;
    expect(keys.map((key: { name: string; required: boolean }) => [key.name, key.required])).toEqual([
      ['Variable', true],
      ['Value', true],
      ['Operator', true],
    ]);
  });
});
