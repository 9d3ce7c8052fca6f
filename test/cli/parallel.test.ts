import { beforeEach, describe, expect, it } from 'vitest';
import { planApproval } from '../../src/operations/approval.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { begin, run, runJson } from './support/cli-rig.ts';

const COMMITS = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

describe('a pipeline in PARALLEL mode', () => {
  let rig: Rig;
  /** Each waits at the gate, with the commit of the same place. */
  let ids: [string, string, string];

  beforeEach(async () => {
    rig = await Rig.open();
    const { pipeline } = gatedPipeline('web');
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode: 'PARALLEL' } });
    const [created] = summaries();
    rig.aws('StopPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: created?.pipelineExecutionId,
      abandon: true,
    });
    ids = COMMITS.map((commit) => {
      rig.elapse(5);
      return rig.push('web', 'Checkout', commit, 'A change');
    }) as typeof ids;
    rig.elapse(5);
  });

  function summaries() {
    return rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
      pipelineExecutionId: string;
      status: string;
    }[];
  }

  const statusOf = (id: string) => summaries().find((one) => one.pipelineExecutionId === id)?.status;

  it('2.4 is never said to be idle: its executions are told instead of its stages', async () => {
    expect((await run(rig, ['pipelines'])).out).toMatch(/► running +web +\?━\?━\? +ccccccc A change/);
    const { out } = await run(rig, ['status', 'web']);
    expect(out).toContain('web  ► running');
    expect(out.match(/^► \w{6} +running: \w{7} A change +\d+s$/gm)).toHaveLength(3);
    expect(out).not.toMatch(/nothing has entered|not begun/);
    for (const id of ids) await run(rig, ['reject', 'web', '--execution', id, '--yes']);
    expect((await run(rig, ['status', 'web'])).out).toMatch(/web {2}✗ failed[\s\S]*✗ \w{6} +failed: ccccccc A change/);
  });

  it('2.6 has every approval that is open, found through the action executions', async () => {
    const { document } = await runJson(rig, ['approvals']);
    expect(
      document.approvals.map(({ executionId, stage, action }: Record<string, string>) => [executionId, stage, action]),
    ).toEqual(ids.toReversed().map((id) => [id, 'Gate', 'Approve']));
    expect(document.approvals[0]).toMatchObject({
      revisions: [{ id: COMMITS[2] }],
      since: '2026-11-20T12:00:16.000Z',
      deadline: '2026-11-20T13:00:16.000Z',
      comment: 'Look at staging first',
      next: { stage: 'Prod', open: true },
      live: null,
      ahead: [],
    });
  });

  it('2.6 lets the one go on that was named by its execution or revision, and no other', async () => {
    const several = await run(rig, ['approve', 'web', '--yes']);
    expect(several.code).toBe(2);
    expect(several.err).toMatch(
      /name the --execution; what waits is ccccccc A change \(\w{6}\) at Gate\/Approve; bbbbbbb/,
    );
    const { code, err } = await run(rig, ['approve', 'web', 'Gate/Approve', '--revision', 'bbbbbbb', '--yes']);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect((await run(rig, ['reject', 'web', '--execution', ids[0], '--yes'])).code).toBe(0);
    rig.elapse(60);
    expect(ids.map(statusOf)).toEqual(['Failed', 'Succeeded', 'InProgress']);
    expect((await run(rig, ['approve', 'web', '--execution', ids[0], '--yes'])).code).toBe(7);
  });

  it('2.6 refuses what somebody else has answered meanwhile', async () => {
    const request = { pipeline: rig.id('web'), verdict: 'approve', executionId: ids[1] } as const;
    const plan = await rig.finish(planApproval(rig.operations, request));
    expect(plan.facts.find(({ label }) => label === 'Then')?.text).toBe('bbbbbbb enters Prod');
    await run(rig, ['reject', 'web', '--execution', ids[1], '--yes']);
    await expect(rig.finish(plan.run())).rejects.toThrow(/closed already \(Failed by .*\); nothing was sent/);
    expect(statusOf(ids[1])).toBe('Failed');
  });

  it('2.4 says where an execution stands when the time of a watch runs out', async () => {
    const argv = ['watch', 'web', '--execution', ids[2], '--timeout', '2s'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(124);
    expect(document.result).toMatchObject({ stage: 'Gate', action: 'Approve', status: 'InProgress' });
    expect(document.result.message).toMatch(/goes on: it waits for a person at Gate\/Approve$/);
  });

  it('is told from its beginning to its end', async () => {
    const watching = begin(rig, ['watch', 'web', '--execution', ids[2], '--output', 'ndjson']);
    await watching.until(({ out }) => out.text.includes('"approval"'));
    await run(rig, ['approve', 'web', '--execution', ids[2], '--yes']);
    await watching.until(({ out }) => out.text.includes('"stage":"Prod","action":"Deploy"'));
    rig.elapse(60);
    expect(await rig.finish(watching.code)).toBe(0);
  });

  it('2.7 is stopped and retried by execution, and no stage is guessed', async () => {
    const stop = await run(rig, ['stop', 'web', ids[0], '--dry-run']);
    expect(stop.out).toContain('runs in parallel with others');
    expect(stop.out).toContain('it stops when the actions that run in it have ended');
    await run(rig, ['reject', 'web', '--execution', ids[1], '--yes']);
    expect(await run(rig, ['retry', 'web', 'Gate', '--yes'])).toMatchObject({
      code: 2,
      err: 'signalbox: executions of web run in parallel: name one with --execution\n',
    });
    expect((await run(rig, ['retry', 'web', 'Gate', '--execution', ids[1], '--yes'])).code).toBe(0);
    expect(statusOf(ids[1])).toBe('InProgress');
    expect((await run(rig, ['retry', 'web', 'Gate', '--execution', ids[2], '--yes'])).code).toBe(7);
  });
});
