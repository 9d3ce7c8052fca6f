import { describe, expect, it } from 'vitest';
import { approval, connection, deploy, pipeline, stage, threeStages } from '../definitions.ts';
import { ALICE, BOB, DAY, Harness, START } from '../harness.ts';

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

  it('2.5 the first stage has a transition too: who starts waits in front of it', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(60);
    engine.disable('Source');
    const id = engine.start();
    engine.advance(60);
    expect(engine.status(id)).toBe('InProgress');
    expect(engine.stage('Source').inboundExecution.pipelineExecutionId).toBe(id);
    engine.enable('Source');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.5 the outbound transition of the last stage holds nobody', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.disable('Prod', 'Outbound');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    engine.advance(31 * DAY);
    engine.enable('Prod', 'Outbound');
    const next = engine.start();
    engine.advance(60);
    expect(engine.status(next)).toBe('Succeeded');
  });

  it('2.5 enabling what is enabled already leaves who changed it last', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod');
    engine.enable('Prod', 'Inbound', BOB);
    const before = engine.stage('Prod').inboundTransitionState;
    engine.advance(60);
    engine.enable('Prod');
    expect(engine.stage('Prod').inboundTransitionState).toEqual(before);
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
