import { describe, expect, it } from 'vitest';
import type { ActionDeclaration, PipelineDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { customType, deploy, pipeline, source, stage, V2 } from '../definitions.ts';
import { BOB, Harness, START } from '../harness.ts';
import { WorkerHarness } from '../jobs/worker.ts';

const REVISION = { revisionId: 'r-1', revisionChangeId: 'change-1', created: START - 5000 };

const CUSTOM: ActionDeclaration = {
  name: 'Checkout',
  actionTypeId: { category: 'Source', owner: 'Custom', provider: 'Jenkins', version: '1' },
  configuration: { ProjectName: 'web' },
  outputArtifacts: [{ name: 'Src' }],
};

const NONE = { minimumCount: 0, maximumCount: 0 };
const SOURCE_TYPE = customType({ category: 'Source', inputArtifactDetails: NONE });

function sourced(action: ActionDeclaration = source(), extra: Partial<PipelineDeclaration> = {}) {
  const engine = new Harness();
  engine.call('CreateCustomActionType', SOURCE_TYPE);
  engine.create(pipeline([stage('Source', action), stage('Prod', deploy())], extra));
  engine.advance(60);
  return engine;
}

const INPUT = { pipelineName: 'web', stageName: 'Source', actionName: 'Checkout', actionRevision: REVISION };

function put(engine: Harness, more: Partial<typeof REVISION> = {}, arn?: string) {
  return engine.call('PutActionRevision', { ...INPUT, actionRevision: { ...REVISION, ...more } }, arn);
}

describe('PutActionRevision', () => {
  it('2.7 starts an execution of a new revision', () => {
    const engine = sourced();
    const answer = put(engine, {}, BOB);
    const [newest] = engine.executions();
    expect(answer).toEqual({ newRevision: true, pipelineExecutionId: newest.pipelineExecutionId });
    expect(newest.trigger).toEqual({ triggerType: 'PutActionRevision', triggerDetail: BOB });
    engine.advance(1);
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual(REVISION);
    const { pipelineExecutionId } = answer;
    const { pipelineExecution } = engine.call('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId });
    expect(pipelineExecution.artifactRevisions).toMatchObject([
      { name: 'Src', revisionId: 'r-1', revisionChangeIdentifier: 'change-1', created: REVISION.created },
    ]);
  });

  it('2.7 of the current revision starts nothing, even before the source action has found it', () => {
    const engine = sourced();
    const first = put(engine);
    const again = { newRevision: false, pipelineExecutionId: first.pipelineExecutionId };
    expect(put(engine)).toEqual(again);
    engine.advance(60);
    expect(put(engine, { revisionChangeId: 'change-2', created: START })).toEqual(again);
    expect(engine.executions()).toHaveLength(2);
  });

  it('2.7 of a revision that was current once starts an execution', () => {
    const engine = sourced();
    put(engine);
    expect(put(engine, { revisionId: 'r-2' }).newRevision).toBe(true);
    expect(put(engine).newRevision).toBe(true);
  });

  it('2.7 what the source action found by itself is current as well', () => {
    const engine = sourced();
    const pipelineExecutionId = engine.start();
    engine.advance(60);
    const { revisionId } = engine.action('Source', 'Checkout').currentRevision;
    expect(put(engine, { revisionId })).toEqual({ newRevision: false, pipelineExecutionId });
  });

  it('2.7 a custom source hears of changes by it alone', () => {
    const engine = sourced(CUSTOM);
    expect(engine.service.sourceChange({ pipeline: 'web', action: 'Checkout' })).toBeNull();
    expect(put(engine).newRevision).toBe(true);
    expect(put(engine).newRevision).toBe(false);
    expect(engine.executions()[0].trigger.triggerType).toBe('PutActionRevision');
  });

  it('2.7 a custom source yields it when its worker says nothing else', () => {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', SOURCE_TYPE);
    engine.create(pipeline([stage('Source', CUSTOM), stage('Prod', deploy())]));
    const work = () => engine.succeed(engine.take({ actionTypeId: CUSTOM.actionTypeId }).id);
    work();
    expect(engine.action('Source', 'Checkout')).not.toHaveProperty('currentRevision');
    put(engine);
    work();
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual(REVISION);
    expect(put(engine).newRevision).toBe(false);
  });

  it('2.7 a custom source yields it when a behaviour rule answers in its worker’s place', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Checkout' }, outcome: 'succeed', summary: 'Fix login' });
    engine.call('CreateCustomActionType', SOURCE_TYPE);
    engine.create(pipeline([stage('Source', CUSTOM), stage('Prod', deploy())]));
    engine.advance(60);
    expect(engine.action('Source', 'Checkout').currentRevision.revisionId).toMatch(/^[0-9a-f]{40}$/);
    put(engine);
    engine.advance(60);
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual(REVISION);
  });

  it('7.4 names are looked at in this order: pipeline, stage, action', () => {
    const engine = sourced();
    const refused = (more: object) => engine.refusal('PutActionRevision', { ...INPUT, ...more });
    const [pipelineName, stageName, actionName] = ['nope', 'Nope', 'Nope'];
    expect(refused({ pipelineName, stageName, actionName })).toMatch(/^PipelineNotFoundException/);
    expect(refused({ stageName, actionName })).toMatch(/^StageNotFoundException/);
    expect(refused({ actionName })).toMatch(/^ActionNotFoundException/);
    expect(refused({ stageName: 'Prod' })).toMatch(/^ActionNotFoundException/);
    expect(refused({ stageName: 'Prod', actionName: 'Ship' })).toMatch(/^ValidationException/);
    expect(engine.executions()).toHaveLength(1);
  });

  it('2.4 no more than 50 at a time', () => {
    const engine = sourced(source(), { ...V2, executionMode: 'PARALLEL' });
    for (let i = 0; i < 50; i++) put(engine, { revisionId: `r-${i}` });
    const full = engine.refusal('PutActionRevision', { ...INPUT, actionRevision: { ...REVISION, revisionId: 'more' } });
    expect(full).toMatch(/^ConcurrentPipelineExecutionsLimitExceededException/);
    expect(put(engine, { revisionId: 'r-49' }).newRevision).toBe(false);
    expect(engine.service.sourceChange({ pipeline: 'web', action: 'Checkout' })).toBeNull();
    engine.advance(60);
    expect(put(engine, { revisionId: 'more' }).newRevision).toBe(true);
  });
});
