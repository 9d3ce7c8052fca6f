import { describe, expect, it } from 'vitest';
import { lambda, stage } from '../definitions.ts';
import { START } from '../harness.ts';
import { UNKNOWN, WorkerHarness, withWorker } from './worker.ts';

describe('the state of a job', () => {
  const results = {
    PutJobSuccessResult: {},
    PutJobFailureResult: { failureDetails: { type: 'JobFailed', message: 'no' } },
  } as const;

  function refusals(engine: WorkerHarness, jobId: string): string[] {
    return Object.entries(results).map(([operation, more]) =>
      engine.refusal(operation, { jobId, ...more }).replace(/:.*/, ''),
    );
  }

  const INVALID = ['InvalidJobStateException', 'InvalidJobStateException'];

  it('7.4 a result for an unknown job is JobNotFound', () => {
    const expected = ['JobNotFoundException', 'JobNotFoundException'];
    expect(refusals(WorkerHarness.atBuild(), UNKNOWN)).toEqual(expected);
  });

  it('2.12 a job must be acknowledged before it has a result', () => {
    const engine = WorkerHarness.atBuild();
    const [job] = engine.poll();
    expect(refusals(engine, job.id)).toEqual(INVALID);
    expect(engine.run().status).toBe('InProgress');
  });

  it('2.12 a job has one result', () => {
    const engine = WorkerHarness.atBuild();
    const [one, other] = [engine.take(), engine];
    engine.succeed(one.id);
    expect(refusals(other, one.id)).toEqual(INVALID);
    expect(engine.run().status).toBe('Succeeded');
  });

  it('2.3 after 24 hours the action fails, and the job with it', () => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    engine.advance(24 * 3600 - 0.001);
    expect(engine.run().status).toBe('InProgress');
    engine.advance(0.001);
    expect(engine.run()).toMatchObject({ status: 'Failed', lastStatusChange: START + 1000 + 24 * 3600 * 1000 });
    expect(refusals(engine, job.id)).toEqual(INVALID);
  });

  it.each([
    ['abandoned', (engine: WorkerHarness, id: string) => engine.stop(id, { abandon: true })],
    [
      'cancelled by an update',
      (engine: WorkerHarness) => {
        const { stages, ...rest } = withWorker();
        engine.call('UpdatePipeline', { pipeline: { ...rest, stages: [...stages, stage('More', lambda())] } });
      },
    ],
    ['deleted with its pipeline', (engine: WorkerHarness) => engine.call('DeletePipeline', { name: 'web' })],
  ])('2.12 the job of an action that is %s has ended', (_, end) => {
    const engine = WorkerHarness.atBuild();
    const job = engine.take();
    end(engine, engine.executions()[0].pipelineExecutionId);
    expect(refusals(engine, job.id)).toEqual(INVALID);
    expect(engine.refusal('AcknowledgeJob', { jobId: job.id, nonce: job.nonce })).toMatch(/^InvalidNonceException/);
  });

  it('2.12 an abandoned action is offered to nobody', () => {
    const engine = WorkerHarness.atBuild();
    engine.stop(engine.executions()[0].pipelineExecutionId, { abandon: true });
    expect(engine.poll()).toEqual([]);
  });

  it('2.7 an execution that stops waits for the worker', () => {
    const engine = WorkerHarness.atBuild();
    const [{ pipelineExecutionId }] = engine.executions();
    const job = engine.take();
    engine.stop(pipelineExecutionId);
    expect(engine.status(pipelineExecutionId)).toBe('Stopping');
    engine.succeed(job.id);
    expect(engine.status(pipelineExecutionId)).toBe('Stopped');
  });

  it('2.12 an ended job is told from an unknown one for as long as 1000 others have not ended', () => {
    const engine = WorkerHarness.atBuild();
    const ids = Array.from({ length: 1000 }, () => {
      const { id } = engine.take();
      engine.succeed(id, { continuationToken: 'x' });
      return id;
    });
    expect(refusals(engine, ids[0])).toEqual(INVALID);
    engine.succeed(engine.take().id);
    expect(refusals(engine, ids[0])).toEqual(['JobNotFoundException', 'JobNotFoundException']);
    expect(refusals(engine, ids[1])).toEqual(INVALID);
  });
});
