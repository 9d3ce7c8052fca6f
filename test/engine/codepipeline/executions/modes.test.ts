import { describe, expect, it } from 'vitest';
import { approval, deploy, gated, pipeline, source, stage, threeStages, V2 } from '../definitions.ts';
import { DAY, Harness } from '../harness.ts';

const QUEUED = { ...V2, executionMode: 'QUEUED' } as const;
const PARALLEL = { ...V2, executionMode: 'PARALLEL' } as const;

const inbound = (engine: Harness, stageName: string) =>
  engine.stage(stageName).inboundExecutions.map((entry: { pipelineExecutionId: string }) => entry.pipelineExecutionId);

describe('QUEUED mode', () => {
  it('2.4 nobody is superseded: all wait, the oldest first, and inboundExecution is the next one', () => {
    const engine = new Harness();
    const first = engine.create(threeStages(QUEUED));
    const later = [engine.start(), engine.start(), engine.start()];
    expect(inbound(engine, 'Source')).toEqual(later);
    expect(engine.stage('Source').inboundExecution.pipelineExecutionId).toBe(later[0]);
    expect(engine.stage('Source').latestExecution.pipelineExecutionId).toBe(first);
    engine.advance(1);
    expect(engine.stage('Source').latestExecution.pipelineExecutionId).toBe(later[0]);
    engine.advance(120);
    expect([first, ...later].map((id) => engine.status(id))).toEqual(Array(4).fill('Succeeded'));
    expect(engine.story().filter((line) => line.includes('SUPERSEDED'))).toEqual([]);
  });

  it('2.4 a closed transition holds the queue, and enabling lets one after the other in', () => {
    const engine = new Harness();
    const ids = [engine.create(threeStages(QUEUED)), engine.start(), engine.start()];
    engine.disable('Prod');
    engine.advance(60);
    expect(inbound(engine, 'Prod')).toEqual(ids);
    engine.enable('Prod');
    expect(inbound(engine, 'Prod')).toEqual(ids.slice(1));
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(ids[0]);
    engine.advance(30);
    expect(ids.map((id) => engine.status(id))).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
  });

  it.each([
    ['failed', (engine: Harness) => engine.answer('Gate', 'Approve', 'Rejected')],
    ['stopped', (engine: Harness, id: string) => engine.stop(id, { abandon: true })],
  ])('2.4 a %s execution releases the stage to the next', (_, end) => {
    const engine = new Harness();
    const [first, second] = [engine.create({ ...gated(), ...QUEUED }), engine.start()];
    engine.advance(10);
    expect(inbound(engine, 'Gate')).toEqual([second]);
    end(engine, first);
    expect(engine.stage('Gate').latestExecution.pipelineExecutionId).toBe(second);
    expect(inbound(engine, 'Gate')).toEqual([]);
  });

  it('2.4 who waited behind a transition for more than 30 days stays, and a new execution passes', () => {
    const engine = new Harness();
    const old = engine.create(threeStages(QUEUED));
    engine.disable('Prod');
    engine.advance(31 * DAY);
    engine.enable('Prod');
    expect(inbound(engine, 'Prod')).toEqual([old]);
    const fresh = engine.start();
    engine.advance(60);
    expect(engine.status(fresh)).toBe('Succeeded');
    expect(inbound(engine, 'Prod')).toEqual([old]);
  });

  it('2.4 the next one is who may still go on: not who waited for more than 30 days', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, durationSeconds: 60 });
    const old = engine.create(threeStages(QUEUED));
    engine.disable('Prod');
    engine.advance(31 * DAY);
    engine.enable('Prod');
    expect(engine.stage('Prod').inboundExecution.pipelineExecutionId).toBe(old);
    const [, next] = [engine.start(), engine.start()];
    engine.advance(30);
    expect(inbound(engine, 'Prod')).toEqual([old, next]);
    expect(engine.stage('Prod').inboundExecution.pipelineExecutionId).toBe(next);
  });

  it('2.7 an inbound execution that is stopped leaves the queue', () => {
    const engine = new Harness();
    engine.create(threeStages(QUEUED));
    const [second, third] = [engine.start(), engine.start()];
    engine.stop(second);
    expect(engine.status(second)).toBe('Stopped');
    expect(inbound(engine, 'Source')).toEqual([third]);
  });
});

describe('PARALLEL mode', () => {
  it('2.4 every execution runs all stages by itself: no locks and no inbound executions', () => {
    const engine = new Harness();
    const ids = [engine.create(threeStages(PARALLEL)), engine.start(), engine.start()];
    engine.advance(0.5);
    for (const id of ids) expect(engine.history({ pipelineExecutionId: id })).toEqual(['Source/Checkout InProgress']);
    expect(engine.state().stageStates.flatMap((state: { inboundExecutions: [] }) => state.inboundExecutions)).toEqual(
      [],
    );
    engine.advance(60);
    expect(ids.map((id) => engine.status(id))).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
  });

  it('2.4 transitions hold nobody, since nobody can be inbound', () => {
    const engine = new Harness();
    const id = engine.create(threeStages(PARALLEL));
    engine.disable('Prod');
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.6 an approval is answered with the token of ListActionExecutions; the state does not show it', () => {
    const engine = new Harness();
    const ids = [engine.create({ ...gated(), ...PARALLEL }), engine.start()];
    engine.advance(2);
    expect(engine.action('Gate', 'Approve')).toEqual({ actionName: 'Approve' });
    const tokenOf = (id: string) =>
      engine.details().find((run: Record<string, string>) => run.pipelineExecutionId === id && run.stageName === 'Gate')
        .output.executionResult.externalExecutionId;
    const put = (token: string, status = 'Approved') => ({
      pipelineName: 'web',
      stageName: 'Gate',
      actionName: 'Approve',
      token,
      result: { status, summary: '' },
    });
    engine.call('PutApprovalResult', put(tokenOf(ids[0]!)));
    expect(engine.refusal('PutApprovalResult', put(tokenOf(ids[0]!)))).toMatch(/^ApprovalAlreadyCompleted/);
    expect(engine.refusal('PutApprovalResult', put('00000000-0000-4000-8000-000000000000'))).toMatch(
      /^InvalidApprovalToken/,
    );
    engine.call('PutApprovalResult', put(tokenOf(ids[1]!), 'Rejected'));
    engine.advance(60);
    expect(ids.map((id) => engine.status(id))).toEqual(['Succeeded', 'Failed']);
  });

  it('2.7 a failed execution is retried whatever ran since', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const failed = engine.create(threeStages(PARALLEL));
    engine.advance(60);
    const later = engine.start();
    engine.advance(60);
    expect([failed, later].map((id) => engine.status(id))).toEqual(['Failed', 'Succeeded']);
    engine.retry('Prod', failed);
    engine.advance(60);
    expect(engine.status(failed)).toBe('Succeeded');
  });

  it('2.7 an execution is stopped and abandoned', () => {
    const engine = new Harness();
    const [one, other] = [engine.create({ ...gated(), ...PARALLEL }), engine.start()];
    engine.advance(2);
    engine.stop(one, { abandon: true });
    expect([one, other].map((id) => engine.status(id))).toEqual(['Stopped', 'InProgress']);
    expect(engine.history({ pipelineExecutionId: one })).toContain('Gate/Approve Abandoned');
  });
});

describe('the mode of a pipeline', () => {
  it('2.4 a change of mode cancels what is under way', () => {
    const engine = new Harness();
    const [running, waiting] = [engine.create(threeStages(QUEUED)), engine.start()];
    engine.update(threeStages(PARALLEL));
    expect([running, waiting].map((id) => engine.status(id))).toEqual(['Cancelled', 'Cancelled']);
  });

  it('2.4 after PARALLEL the state is still the last one before it', () => {
    const engine = new Harness();
    const before = engine.create(threeStages(V2));
    engine.advance(60);
    engine.update(threeStages(PARALLEL));
    const parallel = engine.start();
    engine.advance(60);
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(before);
    engine.update(threeStages(V2));
    expect(engine.stage('Prod').latestExecution.pipelineExecutionId).toBe(before);
    const modes = engine.executions().map((entry: { executionMode: string }) => entry.executionMode);
    expect(modes).toEqual(['PARALLEL', 'SUPERSEDED']);
    expect(engine.status(parallel)).toBe('Succeeded');
  });
});

describe('the cap of active executions', () => {
  const full = (mode: object) => {
    const engine = new Harness();
    const first = engine.create(pipeline([stage('Source', source()), stage('Prod', approval(), deploy())], mode));
    for (let i = 1; i < 50; i++) engine.start();
    return { engine, first };
  };

  it.each([QUEUED, PARALLEL])('2.4 50 in $executionMode mode', (mode) => {
    const { engine, first } = full(mode);
    expect(engine.refusal('StartPipelineExecution', { name: 'web' })).toMatch(
      /^ConcurrentPipelineExecutionsLimitExceededException: .* limit of 50/,
    );
    engine.stop(first, { abandon: true });
    engine.start();
    expect(engine.executions()).toHaveLength(51);
    const retry = { pipelineName: 'web', stageName: 'Source', pipelineExecutionId: first, retryMode: 'FAILED_ACTIONS' };
    expect(engine.refusal('RetryStageExecution', retry)).toMatch(
      mode === PARALLEL ? /^ConcurrentPipelineExecutionsLimit/ : /^NotLatestPipelineExecution/,
    );
  });

  it('2.4 SUPERSEDED mode has none, and a token that was used starts nothing', () => {
    const { engine } = full({});
    expect(engine.start()).toBeTypeOf('string');
    const queued = new Harness();
    queued.create(threeStages(QUEUED));
    const again = () => queued.start('web', { clientRequestToken: 'one' });
    const id = again();
    for (let i = 2; i < 50; i++) queued.start();
    expect(again()).toBe(id);
  });
});
