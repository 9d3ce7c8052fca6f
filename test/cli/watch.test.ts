import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { begin, COMMIT, type Running, rigWithGates, run, runJson } from './support/cli-rig.ts';

const THROTTLED = new Fault({
  kind: 'unreachable',
  code: 'ThrottlingException',
  message: 'codepipeline:GetPipelineState was throttled: Rate exceeded',
  retryable: true,
  throttled: true,
});

describe('signalbox watch', () => {
  let rig: Rig;
  const waiting = () => rig.aws('ListPipelineExecutions', { pipelineName: 'storefront' }).pipelineExecutionSummaries;
  const executionIds = () => (waiting() as { pipelineExecutionId: string }[]).map((one) => one.pipelineExecutionId);

  /** The watch has told how things stand now. */
  const told = (running: Running, text = 'Gate') => running.until(({ out }) => out.text.includes(text));

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  /** That of the approval which is open. */
  function openToken(): unknown {
    const { stageStates } = rig.aws('GetPipelineState', { name: 'storefront' }) as {
      stageStates: { actionStates: { latestExecution?: { token?: string } }[] }[];
    };
    return stageStates[1]?.actionStates[0]?.latestExecution?.token;
  }

  const first = () => executionIds()[1] as string;

  it('tells every change in order and ends with 0 when the execution has succeeded', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first(), '--output', 'ndjson']);
    await told(running, '"approval"');
    await run(rig, ['approve', 'storefront', '--yes']);
    await told(running, '"stage":"Prod","action":"Deploy"');
    rig.elapse(60);
    expect(await rig.finish(running.code)).toBe(0);
    const events = running.objects;
    const lines = events
      .slice(0, -1)
      .map(({ type, stage, action, from, to }) => [type, stage, action, from, to].join(' '));
    expect(lines).toEqual([
      'execution    InProgress',
      'action Source Checkout  Succeeded',
      'stage Source   Succeeded',
      'stage Gate   InProgress',
      'approval Gate Approve  InProgress',
      'approval Gate Approve InProgress Succeeded',
      'stage Gate  InProgress Succeeded',
      'stage Prod   InProgress',
      'action Prod Deploy  InProgress',
      'action Prod Deploy InProgress Succeeded',
      'stage Prod  InProgress Succeeded',
      'execution   InProgress Succeeded',
    ]);
    expect(Object.keys(events[0] ?? {})).toEqual([
      ...['at', 'type', 'pipeline', 'stage', 'action', 'executionId', 'from', 'to', 'summary'],
    ]);
    expect(events.at(-1)).toEqual({
      type: 'result',
      operation: 'watch',
      status: 'Succeeded',
      pipeline: 'storefront',
      stage: null,
      action: null,
      executionId: first(),
      deploymentId: null,
      requestId: null,
      rolledBack: null,
      exitCode: 0,
      message: expect.stringContaining('has succeeded'),
    });
  });

  it('dates the end of a stage after its beginning, and tells it after its action and before the execution', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first(), '--output', 'ndjson']);
    await told(running, '"approval"');
    rig.elapse(600);
    rig.aws('PutApprovalResult', {
      ...{ pipelineName: 'storefront', stageName: 'Gate', actionName: 'Approve', token: openToken() },
      result: { status: 'Rejected', summary: 'wrong' },
    });
    expect(await rig.finish(running.code)).toBe(1);
    const ends = running.objects.filter(({ to }) => to === 'Failed');
    expect(ends.map(({ type }) => type)).toEqual(['approval', 'stage', 'execution']);
    expect(new Set(ends.map(({ at }) => at))).toEqual(new Set(['2026-11-20T12:10:10.000Z']));
  });

  it('reports one that is already over at once', async () => {
    await run(rig, ['reject', 'storefront', '--yes', '-m', 'wrong']);
    rig.elapse(5);
    const over = executionIds().at(-1) as string;
    const { code, document } = await runJson(rig, ['watch', 'storefront', '--execution', over]);
    expect(code).toBe(1);
    expect(document.result).toMatchObject({ status: 'Failed', stage: 'Gate', action: 'Approve', exitCode: 1 });
  });

  it('is 1 and says so when it was superseded', async () => {
    const superseded = executionIds()[0] as string;
    const running = begin(rig, ['watch', 'storefront', '--execution', superseded.slice(0, 7)]);
    await told(running, 'waits to enter');
    rig.push('storefront', 'Checkout', 'b'.repeat(40), 'Newer');
    rig.elapse(5);
    expect(await rig.finish(running.code)).toBe(1);
    expect(running.out.text).toContain('was superseded by a newer execution');
  });

  it('is 1 and says why when it was stopped', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first(), '--output', 'json']);
    await running.until(() => rig.sent.includes('ListActionExecutions'));
    await run(rig, ['stop', 'storefront', first(), '--abandon', '--yes', '--reason', 'hold']);
    rig.elapse(5);
    expect(await rig.finish(running.code)).toBe(1);
    const { result } = JSON.parse(running.out.text);
    expect(result).toMatchObject({ status: 'Stopped', message: expect.stringContaining('was stopped: hold') });
  });

  it('--until is reached when that stage has succeeded', async () => {
    const argv = ['watch', 'storefront', '--execution', first(), '--until', 'Source'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(0);
    expect(document.result).toMatchObject({ status: 'Succeeded', stage: 'Source' });
  });

  it('--until the last stage is reached by one that has succeeded, also when the next one stands there', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await run(rig, ['approve', 'storefront', '--yes']);
      rig.elapse(120);
    }
    const argv = ['watch', 'storefront', '--execution', first(), '--until', 'Prod', '--output', 'json'];
    const { code, document } = await runJson(rig, argv);
    expect([code, document.result]).toMatchObject([0, { stage: 'Prod', status: 'Succeeded' }]);
  });

  it('--until is 5 for a stage that does not exist', async () => {
    expect(await run(rig, ['watch', 'storefront', '--until', 'Sorce'])).toMatchObject({
      code: 5,
      err: 'signalbox: storefront has no stage Sorce (did you mean Source?)\n',
    });
  });

  it('--fail-on-approval is 3 when it waits for a person', async () => {
    const argv = ['watch', 'storefront', '--execution', first(), '--fail-on-approval'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(3);
    expect(document.result).toMatchObject({ status: 'InProgress', stage: 'Gate', action: 'Approve', exitCode: 3 });
  });

  it('--revision waits for an execution with it to appear', async () => {
    const running = begin(rig, ['watch', 'storefront', '--revision', 'c0ffee1', '--until', 'Source']);
    await running.until(() => rig.sent.includes('ListPipelineExecutions'));
    rig.push('storefront', 'Checkout', `c0ffee1${'0'.repeat(33)}`, 'Wanted');
    rig.elapse(5);
    expect(await rig.finish(running.code)).toBe(0);
    expect(running.out.text).toContain('c0ffee1 Wanted in storefront');
  });

  it('--timeout is 124 and says how it stands', async () => {
    const argv = ['watch', 'storefront', '--execution', first(), '--timeout', '10s'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(124);
    const place = { stage: 'Gate', action: 'Approve' };
    expect(document.result).toMatchObject({ status: 'InProgress', exitCode: 124, executionId: first(), ...place });
    expect(document.result.message).toMatch(/is InProgress and goes on: it waits for a person at Gate\/Approve$/);
  });

  it('--timeout says what the execution waits for in front of a stage', async () => {
    const { document } = await runJson(rig, ['watch', 'storefront', '--timeout', '10s']);
    expect(document.result.message).toMatch(/is InProgress and goes on: it waits to enter Gate, which is busy$/);
    expect(document.result).toMatchObject({ stage: 'Gate', action: null, exitCode: 124 });
  });

  it('Ctrl-C is 130, and what was watched goes on', async () => {
    const running = begin(rig, ['watch', 'storefront', '--output', 'ndjson']);
    await told(running);
    running.send('SIGINT');
    expect(await rig.finish(running.code)).toBe(130);
    expect(running.objects.at(-1)).toMatchObject({ type: 'result', exitCode: 130 });
    expect(rig.sent).not.toContain('StopPipelineExecution');
  });

  it('goes on through throttling and says so once', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first(), '--until', 'Gate']);
    await told(running);
    let refused = 0;
    rig.intercept = (operation) => {
      if (operation !== 'GetPipelineState') return undefined;
      refused += 1;
      return THROTTLED;
    };
    await running.until(() => refused >= 3);
    rig.intercept = () => undefined;
    await running.until(({ err }) => err.text.includes('the service answers again'));
    await run(rig, ['approve', 'storefront', '--yes']);
    expect(await rig.finish(running.code)).toBe(0);
    expect(running.err.text.match(/still watching/g)).toHaveLength(1);
  });

  it('ends with the fault that waiting does not mend', async () => {
    const running = begin(rig, ['watch', 'storefront', '--output', 'ndjson']);
    await told(running);
    rig.intercept = () => new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' });
    expect(await rig.finish(running.code)).toBe(4);
    expect(running.objects.at(-1)).toMatchObject({ type: 'result', exitCode: 4, message: 'not allowed' });
  });

  const EXPIRED = new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });

  it('goes on when credentials that ran out are renewed', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first(), '--output', 'ndjson']);
    await told(running);
    rig.intercept = () => EXPIRED;
    await running.until(({ err }) => err.text.includes('expired; still watching'));
    rig.intercept = () => undefined;
    await running.until(({ err }) => err.text.includes('the service answers again'));
    await run(rig, ['approve', 'storefront', '--yes']);
    await told(running, '"stage":"Prod","action":"Deploy"');
    rig.elapse(60);
    expect(await rig.finish(running.code)).toBe(0);
  });

  it('is 4 when nobody renews them, and at once where they were never good', async () => {
    const running = begin(rig, ['watch', 'storefront', '--output', 'ndjson']);
    await told(running);
    rig.intercept = () => EXPIRED;
    await running.until(({ err }) => err.text.includes('expired; still watching'));
    await rig.timing.advance(15 * 60 * 1000);
    expect(await rig.finish(running.code)).toBe(4);
    expect(await run(rig, ['watch', 'storefront'])).toMatchObject({ code: 4 });
  });

  it('tells a person at a terminal where it is, and for how long', async () => {
    const running = begin(rig, ['watch', 'storefront', '--execution', first()], { columns: 100, errColumns: 100 });
    await told(running);
    await running.until(({ err }) => /◆ Gate\/Approve waits for a person since \S+ · stage 2 of 3/.test(err.text));
    running.send('SIGINT');
    expect(await rig.finish(running.code)).toBe(130);
    expect(running.err.text).toMatch(/\r *\r?$/);
  });

  describe('a commit across pipelines', () => {
    beforeEach(async () => {
      rig = await rigWithGates(['storefront', 'stockroom']);
    });

    it('ends when it has come to its end in each, and the first that ended otherwise gives the code', async () => {
      const running = begin(rig, ['watch', 'sto*', '--revision', COMMIT, '--output', 'ndjson']);
      // What waited there first gives way.
      for (const name of ['storefront', 'stockroom']) await run(rig, ['reject', name, '--yes']);
      await running.until(({ out }) => out.text.match(/"approval"/g)?.length === 2);
      await run(rig, ['approve', 'storefront', '--yes']);
      await run(rig, ['reject', 'stockroom', '--yes']);
      await told(running, '"stage":"Prod","action":"Deploy"');
      rig.elapse(60);
      expect(await rig.finish(running.code)).toBe(1);
      expect(running.objects.at(-1)).toMatchObject({
        ...{ type: 'result', status: 'Failed', exitCode: 1, pipeline: null },
        pipelines: [
          { pipeline: 'stockroom', status: 'Failed', exitCode: 1 },
          { pipeline: 'storefront', status: 'Succeeded', exitCode: 0 },
        ],
      });
    });

    it('needs the revision, and a pipeline that matches', async () => {
      expect(await run(rig, ['watch', 'sto*'])).toMatchObject({ code: 2, err: expect.stringContaining('--revision') });
      expect(await run(rig, ['watch', 'x*', '--revision', COMMIT])).toMatchObject({ code: 5 });
    });
  });

  it('is 5 for a pipeline that has never run, and for an execution that is not there', async () => {
    expect(await run(rig, ['watch', 'storefront', '--execution', 'abcdef0'])).toMatchObject({ code: 5 });
  });

  it('refuses --execution together with --revision', async () => {
    const argv = ['watch', 'storefront', '--execution', 'a', '--revision', 'b'];
    expect(await run(rig, argv)).toMatchObject({ code: 2 });
  });

  it('is 5 when the pipeline is deleted meanwhile, which is said', async () => {
    const running = begin(rig, ['watch', 'storefront']);
    await told(running);
    rig.aws('DeletePipeline', { name: 'storefront' });
    expect(await rig.finish(running.code)).toBe(5);
    expect(running.err.text).toBe('signalbox: storefront was deleted while it was watched\n');
  });

  it('ends quietly with 0 when nobody reads any more', async () => {
    const running = begin(rig, ['watch', 'storefront', '--output', 'ndjson']);
    await told(running);
    running.out.gone = true;
    await run(rig, ['approve', 'storefront', '--yes']);
    expect(await rig.finish(running.code)).toBe(0);
    expect(running.err.text).toBe('');
  });

  it('start --watch follows what it started, and its result is that of the start', async () => {
    const running = begin(rig, ['start', 'storefront', '--yes', '--watch', '--output', 'json']);
    await running.until(() => rig.sent.includes('StartPipelineExecution'));
    rig.elapse(5);
    rig.push('storefront', 'Checkout', COMMIT, 'Newest');
    rig.elapse(30);
    expect(await rig.finish(running.code)).toBe(1);
    const { result } = JSON.parse(running.out.text);
    expect(result).toMatchObject({ operation: 'start', status: 'Superseded', requestId: expect.any(String) });
  });
});
