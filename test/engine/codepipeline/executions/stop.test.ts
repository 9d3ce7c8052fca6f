import { describe, expect, it } from 'vitest';
import { build, deploy, gated, lambda, pipeline, source, stage, threeStages } from '../definitions.ts';
import { Harness } from '../harness.ts';

const OTHER = '00000000-0000-4000-8000-000000000000';

function refuse(engine: Harness, pipelineExecutionId: string, more: object = {}) {
  return engine.refusal('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId, ...more });
}

describe('StopPipelineExecution', () => {
  it('2.7 stop and wait: Stopping until the running actions end, which keep their result', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(5);
    expect(engine.stop(id, { reason: 'wrong branch' })).toBe(id);
    expect(engine.status(id)).toBe('Stopping');
    expect(engine.stage('Build').latestExecution.status).toBe('Stopping');
    engine.advance(10);
    expect(engine.status(id)).toBe('Stopped');
    expect(engine.stage('Build').latestExecution.status).toBe('Stopped');
    expect(engine.action('Build', 'Compile').latestExecution.status).toBe('Succeeded');
    expect(engine.executions()[0].stopTrigger).toEqual({ reason: 'wrong branch' });
    expect(engine.story(id).slice(-5)).toEqual([
      'pipeline STOPPING',
      'stage Build STOPPING',
      'action Build/Compile SUCCEEDED',
      'stage Build STOPPED',
      'pipeline STOPPED',
    ]);
  });

  it('2.7 stop and wait: a running action may fail, later actions do not start', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'One' }, outcome: 'fail' });
    const actions = [build('One'), lambda('Two', { runOrder: 2 })];
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(5);
    engine.stop(id);
    engine.advance(60);
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Test/One Failed']);
    expect(engine.status(id)).toBe('Stopped');
  });

  it('2.7 abandon: the actions are Abandoned and the execution Stopped before the answer', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(5);
    engine.stop(id, { abandon: true, reason: 'now' });
    expect(engine.status(id)).toBe('Stopped');
    expect(engine.action('Build', 'Compile').latestExecution.status).toBe('Abandoned');
    expect(engine.story(id).slice(-5)).toEqual([
      'pipeline STOPPING',
      'stage Build STOPPING',
      'action Build/Compile ABANDONED',
      'stage Build STOPPED',
      'pipeline STOPPED',
    ]);
    const stopping = engine.events().find((event) => event.detail.state === 'STOPPING');
    expect(stopping?.detail['stop-execution-comments']).toBe('now');
  });

  it('2.7 an abandoned build runs on, and its end changes nothing', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(5);
    engine.stop(id, { abandon: true });
    const count = engine.events().length;
    engine.advance(60);
    expect(engine.events().length).toBe(count);
    expect(engine.action('Build', 'Compile').latestExecution.status).toBe('Abandoned');
  });

  it('2.7 an inbound execution is stopped at once, its slot is empty and it cannot be retried', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    const second = engine.start();
    engine.advance(1);
    engine.stop(second, { reason: 'not needed' });
    expect(engine.status(second)).toBe('Stopped');
    expect(engine.stage('Gate').inboundExecutions).toEqual([]);
    expect(engine.story(second).at(-1)).toBe('pipeline STOPPED');
    for (const stageName of ['Source', 'Gate']) {
      const input = { pipelineName: 'web', stageName, pipelineExecutionId: second, retryMode: 'FAILED_ACTIONS' };
      expect(engine.refusal('RetryStageExecution', input)).toMatch(/^StageNotRetryableException/);
    }
  });

  it('2.7 a second stop is a duplicate; abandoning is accepted while it waits', () => {
    const engine = new Harness();
    const id = engine.create(gated());
    engine.advance(1);
    engine.stop(id, { reason: 'first' });
    expect(engine.status(id)).toBe('Stopping');
    expect(refuse(engine, id)).toMatch(/^DuplicatedStopRequestException/);
    engine.stop(id, { abandon: true });
    expect(engine.status(id)).toBe('Stopped');
    expect(engine.executions()[0].stopTrigger).toEqual({ reason: 'first' });
  });

  it.each<[string, (engine: Harness) => string]>([
    ['Succeeded', (engine) => [engine.create(threeStages()), engine.advance(60)][0] as string],
    [
      'Failed',
      (engine) => {
        engine.behave({ match: { stage: 'Source' }, outcome: 'fail' });
        return [engine.create(threeStages()), engine.advance(60)][0] as string;
      },
    ],
    [
      'Stopped',
      (engine) => {
        const id = engine.create(threeStages());
        return engine.stop(id, { abandon: true });
      },
    ],
    [
      'Superseded',
      (engine) => {
        engine.create(threeStages());
        return [engine.start(), engine.start()][0]!;
      },
    ],
    [
      'Cancelled',
      (engine) => {
        const id = engine.create(threeStages());
        engine.update(gated());
        return id;
      },
    ],
  ])('2.7 what is %s cannot be stopped, abandoned or not', (status, arrange) => {
    const engine = new Harness();
    const id = arrange(engine);
    expect(engine.status(id)).toBe(status);
    for (const abandon of [false, true]) {
      expect(refuse(engine, id, { abandon })).toMatch(/^PipelineExecutionNotStoppableException/);
    }
  });

  it('2.7 an inbound execution is stopped at once with abandon, too', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    const second = engine.start();
    engine.advance(1);
    engine.stop(second, { abandon: true });
    expect(engine.status(second)).toBe('Stopped');
    expect(engine.stage('Gate').inboundExecutions).toEqual([]);
  });

  it('2.7 an execution of another pipeline is unknown', () => {
    const engine = new Harness();
    engine.create(threeStages());
    const other = engine.create(threeStages({ name: 'other' }));
    expect(refuse(engine, other)).toMatch(/^PipelineExecutionNotStoppableException/);
  });

  it('2.7 no retry follows by itself when a stage that is stopping fails', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail' });
    const test = { ...stage('Test', lambda('Smoke')), onFailure: { result: 'RETRY' } } as const;
    const id = engine.create(pipeline([stage('Source', source()), test], { pipelineType: 'V2' }));
    engine.advance(2);
    engine.stop(id);
    engine.advance(60);
    expect(engine.status(id)).toBe('Stopped');
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Test/Smoke Failed']);
  });

  it('2.7 what has ended or is unknown cannot be stopped', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(30);
    for (const abandon of [false, true]) {
      expect(refuse(engine, id, { abandon })).toMatch(/^PipelineExecutionNotStoppableException/);
      expect(refuse(engine, OTHER, { abandon })).toMatch(/^PipelineExecutionNotStoppableException/);
    }
    expect(refuse(engine, id, { pipelineName: 'nope' })).toMatch(/^PipelineNotFoundException/);
  });

  it('2.7 an approval that is waited for can still be given, and nothing follows', () => {
    const engine = new Harness();
    const id = engine.create(gated());
    engine.advance(1);
    engine.stop(id);
    engine.answer('Gate', 'Approve', 'Approved');
    expect(engine.status(id)).toBe('Stopped');
    expect(engine.action('Prod', 'Ship')).not.toHaveProperty('latestExecution');
  });

  it('2.4 rule 5: stopping unlocks the stage for the next execution', () => {
    const engine = new Harness();
    const first = engine.create(gated());
    engine.advance(1);
    const second = engine.start();
    engine.advance(1);
    engine.stop(first, { abandon: true });
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
  });

  it('2.7 parallel actions are all waited for', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Slow' }, durationSeconds: 30 });
    const stages = [stage('Source', source()), stage('Prod', deploy('Quick'), deploy('Slow'))];
    const id = engine.create(pipeline(stages));
    engine.advance(2);
    engine.stop(id);
    engine.advance(28);
    expect(engine.status(id)).toBe('Stopping');
    engine.advance(1);
    expect(engine.status(id)).toBe('Stopped');
  });
});
