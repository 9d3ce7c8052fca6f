import { describe, expect, it } from 'vitest';
import { approval, connection, deploy, gated, pipeline, stage, threeStages } from '../definitions.ts';
import { ALICE, BOB, DAY, Harness, START } from '../harness.ts';

/** Three executions of the gated pipeline: the first waits for its approval, the others came after it. */
function queued() {
  const engine = new Harness();
  const first = engine.create(gated());
  engine.advance(2);
  const second = engine.start();
  engine.advance(2);
  return { engine, first, second };
}

describe('SUPERSEDED mode', () => {
  it('2.4 rule 1: an execution in a stage locks it, also while it waits for an approval', () => {
    const { engine, first, second } = queued();
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(first);
    expect(engine.stage('Source').latestExecution).toMatchObject({ pipelineExecutionId: second, status: 'Succeeded' });
  });

  it('2.4 rule 2: who may not enter becomes the inbound execution', () => {
    const { engine, second } = queued();
    const waiting = { pipelineExecutionId: second, status: 'InProgress', type: 'STANDARD' };
    expect(engine.stage('Gate')).toMatchObject({ inboundExecution: waiting, inboundExecutions: [waiting] });
  });

  it('2.4 rule 2: the inbound execution enters when the stage is unlocked', () => {
    const { engine, first, second } = queued();
    engine.answer('Gate', 'Approve', 'Approved');
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(first);
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
    expect(engine.stage('Gate').inboundExecutions).toEqual([]);
  });

  it('2.4 rule 3: a newer execution takes the occupied slot, the older one is superseded for good', () => {
    const { engine, second } = queued();
    const third = engine.start();
    engine.advance(2);
    expect(engine.status(second)).toBe('Superseded');
    expect(engine.stage('Gate').inboundExecution.pipelineExecutionId).toBe(third);
    expect(engine.story(second).at(-1)).toBe('pipeline SUPERSEDED');
    const retry = { pipelineName: 'web', stageName: 'Gate', pipelineExecutionId: second, retryMode: 'FAILED_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^StageNotRetryableException/);
  });

  it('2.4 rule 3: an execution inside a stage is never superseded', () => {
    const { engine, first } = queued();
    for (let i = 0; i < 3; i++) {
      engine.start();
      engine.advance(2);
    }
    expect(engine.status(first)).toBe('InProgress');
    expect(engine.stage('Gate').latestExecution).toMatchObject({ pipelineExecutionId: first, status: 'InProgress' });
  });

  it('2.4 rule 4: a disabled transition keeps one execution waiting, the survivor enters on enable', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Build');
    engine.advance(2);
    const second = engine.start();
    engine.advance(2);
    expect(engine.executions().map((entry: { status: string }) => entry.status)).toEqual(['InProgress', 'Superseded']);
    expect(engine.stage('Build').latestExecution).toBeUndefined();
    engine.enable('Build');
    expect(engine.stage('Build').latestExecution).toMatchObject({ pipelineExecutionId: second, status: 'InProgress' });
  });

  it('2.4 rule 4: enabled after more than 30 days, the old revision is not resumed and a new start replaces it', () => {
    const engine = new Harness();
    const old = engine.create(threeStages());
    engine.disable('Build');
    engine.advance(30 * DAY + 0.001);
    engine.enable('Build');
    expect(engine.stage('Build').latestExecution).toBeUndefined();
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(old);
    const fresh = engine.start();
    engine.advance(1);
    expect(engine.status(old)).toBe('Superseded');
    expect(engine.stage('Build').latestExecution.pipelineExecutionId).toBe(fresh);
  });

  it('2.4 rule 4: enabled after exactly 30 days, the waiting revision goes on', () => {
    const engine = new Harness();
    const old = engine.create(threeStages());
    engine.disable('Build');
    engine.advance(30 * DAY);
    engine.enable('Build');
    expect(engine.stage('Build').latestExecution.pipelineExecutionId).toBe(old);
  });

  it('2.4 rule 4: a new reason does not begin the 30 days anew', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Build');
    engine.advance(29 * DAY);
    engine.disable('Build', 'Inbound', 'still frozen');
    engine.advance(2 * DAY);
    engine.enable('Build');
    expect(engine.stage('Build').latestExecution).toBeUndefined();
  });

  it('2.4 rule 5: a failure lets the next one in, and then the failed one cannot be retried', () => {
    const { engine, first, second } = queued();
    engine.answer('Gate', 'Approve', 'Rejected');
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
    const retry = { pipelineName: 'web', stageName: 'Gate', pipelineExecutionId: first, retryMode: 'FAILED_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^NotLatestPipelineExecutionException/);
  });

  it('2.4 rule 6: executions wait in front of the first stage the same way', () => {
    const engine = new Harness();
    const first = engine.create(threeStages());
    const second = engine.start();
    const third = engine.start();
    expect([first, second, third].map((id) => engine.status(id))).toEqual(['InProgress', 'Superseded', 'InProgress']);
    expect(engine.stage('Source').inboundExecution.pipelineExecutionId).toBe(third);
    engine.advance(1);
    expect(engine.stage('Source').latestExecution.pipelineExecutionId).toBe(third);
  });
});

describe('transitions', () => {
  it('2.5 a transition that nobody touched is only enabled, on the first stage too', () => {
    const engine = new Harness();
    engine.create(threeStages());
    for (const state of engine.state().stageStates) expect(state.inboundTransitionState).toEqual({ enabled: true });
  });

  it('2.5 a change adds by and at, the reason stands only while disabled', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod', 'Inbound', 'freeze until Monday');
    expect(engine.stage('Prod').inboundTransitionState).toEqual({
      enabled: false,
      lastChangedBy: ALICE,
      lastChangedAt: START,
      disabledReason: 'freeze until Monday',
    });
    engine.advance(60);
    engine.enable('Prod', 'Inbound', BOB);
    expect(engine.stage('Prod').inboundTransitionState).toEqual({
      enabled: true,
      lastChangedBy: BOB,
      lastChangedAt: START + 60_000,
    });
  });

  it('2.5 a second disable replaces reason, by and at', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod', 'Inbound', 'one');
    engine.advance(60);
    engine.disable('Prod', 'Inbound', 'two', BOB);
    expect(engine.stage('Prod').inboundTransitionState).toEqual({
      enabled: false,
      lastChangedBy: BOB,
      lastChangedAt: START + 60_000,
      disabledReason: 'two',
    });
  });

  it('2.5 enabling what is enabled changes nothing', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.enable('Prod');
    expect(engine.stage('Prod').inboundTransitionState).toEqual({ enabled: true });
  });

  it('2.5 outbound of a stage and inbound of the next are separate: both must be enabled to pass', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.disable('Build', 'Outbound');
    engine.disable('Prod', 'Inbound');
    engine.advance(60);
    expect(engine.stage('Prod').inboundExecution.pipelineExecutionId).toBe(id);
    engine.enable('Prod', 'Inbound');
    expect(engine.stage('Prod').inboundTransitionState.enabled).toBe(true);
    expect(engine.stage('Prod').latestExecution).toBeUndefined();
    engine.enable('Build', 'Outbound');
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(id);
  });

  it('2.5 a disabled outbound transition does not show in the state', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Build', 'Outbound');
    for (const state of engine.state().stageStates) expect(state.inboundTransitionState).toEqual({ enabled: true });
  });

  it('2.5 unknown pipeline and stage', () => {
    const engine = new Harness();
    engine.create(threeStages());
    const input = { pipelineName: 'nope', stageName: 'Prod', transitionType: 'Inbound', reason: 'x' };
    expect(engine.refusal('DisableStageTransition', input)).toBe(
      "PipelineNotFoundException: Account '123456789012' does not have a pipeline with name 'nope'",
    );
    const stageInput = { ...input, pipelineName: 'web', stageName: 'Nope' };
    expect(engine.refusal('DisableStageTransition', stageInput)).toMatch(/^StageNotFoundException/);
    expect(engine.refusal('EnableStageTransition', stageInput)).toMatch(/^StageNotFoundException/);
  });

  it('2.5 disabling takes nothing out of the stage', () => {
    const engine = new Harness();
    const id = engine.create(pipeline([stage('Source', connection()), stage('Prod', approval(), deploy())]));
    engine.advance(2);
    engine.disable('Prod');
    engine.advance(20);
    engine.answer('Prod', 'Approve', 'Approved');
    expect(engine.status(id)).toBe('Succeeded');
  });
});
