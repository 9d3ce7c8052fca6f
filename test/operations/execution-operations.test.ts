import { beforeEach, describe, expect, it } from 'vitest';
import { pipelineState } from '../../src/live/needs.ts';
import { readPipelineView } from '../../src/live/pipeline-views.ts';
import { offers, type PlannedOffer } from '../../src/operations/offers.ts';
import { planRetry } from '../../src/operations/retry.ts';
import { planStart } from '../../src/operations/start.ts';
import { planStop } from '../../src/operations/stop.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

describe('starting, stopping and retrying', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
  });

  const history = () =>
    rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
      pipelineExecutionId: string;
      status: string;
      stopTrigger?: { reason?: string };
    }[];
  const newest = () => history()[0] as ReturnType<typeof history>[number];
  const pipeline = () => rig.id('web');

  it('starts once for one intent, however often it is sent', async () => {
    const plan = await rig.finish(planStart(rig.operations, { pipeline: pipeline() }));
    expect(plan.facts[0]).toEqual({ label: 'Checkout', text: 'the newest of web main' });
    const first = await rig.finish(plan.run());
    const again = await rig.finish(plan.run());
    expect(first.subjects[0]?.executionId).toMatch(/-/);
    expect(first.subjects).toEqual(again.subjects);
    expect(history()).toHaveLength(2);
  });

  it('finds out that it has begun when the answer was lost, and starts nothing again', async () => {
    const plan = await rig.finish(planStart(rig.operations, { pipeline: pipeline() }));
    rig.losesAnswer = (operation) => operation === 'StartPipelineExecution';
    await expect(rig.finish(plan.run())).rejects.toThrow(/the change was made all the same: \w{6} has begun since/);
    expect(rig.sent.filter((operation) => operation === 'StartPipelineExecution')).toHaveLength(1);
    expect(history()).toHaveLength(2);
  });

  it('takes no execution for ours that began while the plan was being read', async () => {
    const plan = await rig.finish(planStart(rig.operations, { pipeline: pipeline() }));
    rig.aws('StartPipelineExecution', { name: 'web' });
    rig.elapse(60);
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    rig.intercept = (operation) => (operation === 'StartPipelineExecution' ? lost : undefined);
    // Any answer tells the time.
    await rig.finish(rig.live.read(pipelineState(pipeline())));
    await expect(rig.finish(plan.run())).rejects.toThrow(/the change was not made: no execution has begun/);
  });

  it('says that nothing has begun when it never arrived', async () => {
    const plan = await rig.finish(planStart(rig.operations, { pipeline: pipeline() }));
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    rig.intercept = (operation) => (operation === 'StartPipelineExecution' ? lost : undefined);
    await expect(rig.finish(plan.run())).rejects.toThrow(/the change was not made: no execution has begun/);
  });

  it('2.7 takes a commit for a CodeCommit source, and knows its sources and variables', async () => {
    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4599' });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    const commit = 'a'.repeat(40);
    const revisions = [{ action: 'Checkout', value: commit }];
    const plan = await rig.finish(planStart(rig.operations, { pipeline: pipeline(), revisions }));
    expect(plan.awsCommand()).toContain(`actionName=Checkout,revisionType=COMMIT_ID,revisionValue=${commit}`);
    await rig.finish(plan.run());
    rig.elapse(5);
    expect(JSON.stringify(newest())).toContain(commit);
    const unknown = planStart(rig.operations, { pipeline: pipeline(), revisions: [{ action: 'Nope', value: 'x' }] });
    await expect(rig.finish(unknown)).rejects.toThrow('its source actions are Checkout');
    const variables = { SPEED: 'fast' };
    await expect(rig.finish(planStart(rig.operations, { pipeline: pipeline(), variables }))).rejects.toMatchObject({
      kind: 'usage',
    });
  });

  it('stops with a reason, tells what goes on, and refuses once it is over', async () => {
    const executionId = newest().pipelineExecutionId;
    const request = { pipeline: pipeline(), executionId: executionId.slice(0, 8), abandon: true };
    const plan = await rig.finish(planStop(rig.operations, request));
    expect(plan.facts.find(({ label }) => label === 'Then')?.text).toContain('what Approve has begun goes on outside');
    await rig.finish(plan.run('wrong commit'));
    expect(newest()).toMatchObject({ status: 'Stopped', stopTrigger: { reason: 'wrong commit' } });
    await expect(rig.finish(plan.run('again'))).rejects.toMatchObject({ kind: 'stale' });
    await expect(rig.finish(planStop(rig.operations, request))).rejects.toMatchObject({ kind: 'stale', exitCode: 7 });
    const unknown = planStop(rig.operations, { ...request, executionId: 'ffffffff' });
    await expect(rig.finish(unknown)).rejects.toMatchObject({ kind: 'not-found', exitCode: 5 });
  });

  it('warns that the next one will enter the stage that becomes free', async () => {
    const executionId = newest().pipelineExecutionId;
    rig.push('web', 'Checkout', 'b'.repeat(40), 'Next');
    rig.elapse(5);
    const plan = await rig.finish(planStop(rig.operations, { pipeline: pipeline(), executionId, abandon: false }));
    expect(plan.facts.find(({ label }) => label === 'Mind')?.text).toContain('bbbbbbb then enters Gate');
  });

  it('retries a failed stage in the same execution, and nothing else', async () => {
    const retry = (rest = {}) =>
      rig.finish(planRetry(rig.operations, { pipeline: pipeline(), stage: 'Gate', allActions: false, ...rest }));
    await expect(retry()).rejects.toMatchObject({ kind: 'stale', code: 'StageNotRetryableException' });
    const executionId = newest().pipelineExecutionId;
    rig.aws('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId: executionId, abandon: true });
    await expect(retry({ executionId: 'ffffff' })).rejects.toMatchObject({
      code: 'NotLatestPipelineExecutionException',
    });
    const plan = await retry();
    const result = await rig.finish(plan.run());
    expect(result).toMatchObject({ operation: 'retry', subjects: [{ executionId }] });
    expect(newest()).toMatchObject({ pipelineExecutionId: executionId, status: 'InProgress' });
    await expect(rig.finish(plan.run())).rejects.toMatchObject({ kind: 'stale' });
  });

  it('offers what can be done and says why the rest cannot', async () => {
    const view = await rig.finish(readPipelineView(rig.live, pipeline()));
    const by = Object.fromEntries(offers(view, { stage: 'Gate', action: 'Approve' }).map((offer) => [offer.id, offer]));
    expect(by.approve?.disabledReason).toBeUndefined();
    expect(by['retry-failed']?.disabledReason).toContain('nothing has failed in Gate');
    expect(by.stop?.disabledReason).toBeUndefined();
    expect(by.transition?.label).toBe('Close the transition');
    const inProd = Object.fromEntries(offers(view, { stage: 'Prod' }).map((offer) => [offer.id, offer]));
    expect(inProd.approve?.disabledReason).toBe('no approval is open in Prod');
    expect(inProd.stop?.disabledReason).toBe('nothing runs in Prod');
    const plan = await rig.finish((by.approve as PlannedOffer).plan(rig.operations));
    expect(plan.operation).toBe('approve');
  });

  it('offers to retry a stage that was stopped, also where no stage is selected', async () => {
    rig.aws('StopPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: newest().pipelineExecutionId,
      abandon: true,
    });
    const view = await rig.finish(readPipelineView(rig.live, pipeline()));
    const retry = offers(view, {}).find((offer) => offer.id === 'retry-failed');
    expect(retry).toMatchObject({ detail: 'Gate', disabledReason: undefined });
  });

  it('stops none of several executions by guessing', async () => {
    rig.push('web', 'Checkout', 'b'.repeat(40), 'Next');
    rig.elapse(5);
    const view = await rig.finish(readPipelineView(rig.live, pipeline()));
    const [fleet, gate] = [{}, { stage: 'Gate' }].map((selection) =>
      offers(view, selection).find((offer) => offer.id === 'stop'),
    );
    expect(fleet?.disabledReason).toBe('2 executions run: open the pipeline and choose one');
    expect(gate?.disabledReason).toBeUndefined();
  });

  it('refuses every change in a read-only session', async () => {
    const readOnly = await Rig.open({ readOnly: true });
    readOnly.aws('CreatePipeline', gatedPipeline('web'));
    readOnly.elapse(5);
    const plan = await readOnly.finish(planStart(readOnly.operations, { pipeline: readOnly.id('web') }));
    await expect(readOnly.finish(plan.run())).rejects.toMatchObject({ kind: 'refused-here', exitCode: 8 });
    expect(readOnly.sent).not.toContain('StartPipelineExecution');
  });
});
