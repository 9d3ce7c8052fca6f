import { describe, expect, it } from 'vitest';
import { gated, threeStages } from '../definitions.ts';
import { DAY, Harness } from '../harness.ts';

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

  it('2.4 rule 2: whoever waits behind a closed transition enters a stage that was unlocked meanwhile, once it is open', () => {
    const { engine, second } = queued();
    engine.disable('Gate');
    engine.answer('Gate', 'Approve', 'Approved');
    expect(engine.stage('Gate').inboundExecution.pipelineExecutionId).toBe(second);
    engine.enable('Gate');
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
  });

  it('2.4 rule 4: enabling lets nobody into a stage that is locked', () => {
    const { engine, first, second } = queued();
    engine.disable('Gate');
    engine.enable('Gate');
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(first);
    expect(engine.stage('Gate').inboundExecution.pipelineExecutionId).toBe(second);
  });

  it.each([
    ['a locked stage', (engine: Harness) => engine.create(gated()), 'Gate'],
    [
      'a disabled transition',
      (engine: Harness) => {
        const id = engine.create(threeStages());
        engine.disable('Build');
        return id;
      },
      'Build',
    ],
    [
      'the busy first stage',
      (engine: Harness) => {
        engine.behave({ match: { stage: 'Source' }, durationSeconds: 60 });
        return engine.create(threeStages());
      },
      'Source',
    ],
    [
      'the closed first stage',
      (engine: Harness) => {
        const id = engine.create(threeStages());
        engine.disable('Source');
        return id;
      },
      'Source',
    ],
  ])(
    '2.4 rule 3: in front of %s the newest is left, and each of the others is Superseded once',
    (_, arrange, stageName) => {
      const engine = new Harness();
      arrange(engine);
      engine.advance(2);
      const ids = [1, 2, 3, 4].map(() => {
        const id = engine.start();
        engine.advance(2);
        return id;
      });
      expect(ids.map((id) => engine.status(id))).toEqual(['Superseded', 'Superseded', 'Superseded', 'InProgress']);
      expect(engine.stage(stageName).inboundExecutions).toHaveLength(1);
      expect(engine.stage(stageName).inboundExecution.pipelineExecutionId).toBe(ids[3]);
      for (const id of ids.slice(0, 3)) {
        expect(engine.story(id).filter((line) => line === 'pipeline SUPERSEDED')).toHaveLength(1);
        const stop = { pipelineName: 'web', pipelineExecutionId: id };
        expect(engine.refusal('StopPipelineExecution', stop)).toMatch(/^PipelineExecutionNotStoppableException/);
      }
    },
  );

  it('2.4 rule 3: one that was stopped while it waited is not superseded by who comes after it', () => {
    const { engine, second } = queued();
    const third = engine.start();
    // At this instant the third leaves Source, and the second is stopped just before.
    engine.advance(0.999);
    engine.stop(second);
    engine.advance(0.001);
    expect([second, third].map((id) => engine.status(id))).toEqual(['Stopped', 'InProgress']);
    expect(engine.story(second)).not.toContain('pipeline SUPERSEDED');
  });

  it('2.4 rule 3: who waits when the stage is unlocked enters it, though a newer one arrives at the same instant', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Build' }, durationSeconds: 3, times: 1 });
    const first = engine.create(threeStages());
    engine.advance(1);
    const second = engine.start();
    engine.advance(2);
    const third = engine.start();
    // The first, which began earlier, leaves Build and then the third leaves Source.
    engine.advance(1);
    expect([first, second, third].map((id) => engine.status(id))).toEqual(['InProgress', 'InProgress', 'InProgress']);
    expect(engine.stage('Build').latestExecution.pipelineExecutionId).toBe(second);
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(third);
  });

  it('2.4 rule 4: the outbound flag of the stage before holds, keeps one and expires like the inbound one', () => {
    const engine = new Harness();
    const first = engine.create(threeStages());
    engine.disable('Source', 'Outbound');
    engine.advance(2);
    const second = engine.start();
    engine.advance(2);
    expect(engine.status(first)).toBe('Superseded');
    engine.advance(31 * DAY);
    engine.enable('Source', 'Outbound');
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(second);
    expect(engine.stage('Build').latestExecution).toBeUndefined();
  });

  it('2.4 rule 4: once too late, disabling and enabling again does not resume it, and it can be stopped', () => {
    const engine = new Harness();
    const old = engine.create(threeStages());
    engine.disable('Build');
    engine.advance(31 * DAY);
    engine.enable('Build');
    engine.disable('Build');
    engine.enable('Build');
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(old);
    engine.stop(old);
    expect(engine.status(old)).toBe('Stopped');
    expect(engine.stage('Build').inboundExecutions).toEqual([]);
  });

  it('2.4 rule 5: a stopped one lets the next in, and then it cannot be retried', () => {
    const { engine, first, second } = queued();
    engine.stop(first, { abandon: true });
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
    const retry = { pipelineName: 'web', stageName: 'Gate', pipelineExecutionId: first, retryMode: 'FAILED_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^NotLatestPipelineExecutionException/);
  });

  it('2.4 rule 5: an older one that failed goes on before a newer one that a closed transition holds back', () => {
    const { engine, first, second } = queued();
    engine.disable('Gate');
    engine.answer('Gate', 'Approve', 'Rejected');
    engine.retry('Gate', first);
    engine.enable('Gate');
    expect(engine.stage('Gate').latestExecution).toMatchObject({ pipelineExecutionId: first, status: 'InProgress' });
    expect(engine.stage('Gate').inboundExecution.pipelineExecutionId).toBe(second);
    engine.answer('Gate', 'Approve', 'Approved');
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
    engine.answer('Gate', 'Approve', 'Approved');
    engine.advance(60);
    expect([first, second].map((id) => engine.status(id))).toEqual(['Succeeded', 'Succeeded']);
  });

  it('2.4 rule 5: an older one that was retried in Source is superseded like any other further on', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Checkout' }, outcome: 'fail', times: 1 });
    const first = engine.create(threeStages());
    engine.disable('Source');
    engine.disable('Build');
    const second = engine.start();
    engine.advance(2);
    engine.retry('Source', first);
    engine.advance(2);
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(first);
    engine.enable('Source');
    engine.advance(2);
    expect([first, second].map((id) => engine.status(id))).toEqual(['Superseded', 'InProgress']);
    expect(engine.stage('Build').inboundExecution.pipelineExecutionId).toBe(second);
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
