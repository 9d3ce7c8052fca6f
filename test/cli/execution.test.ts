import { beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { COMMIT, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox execution', () => {
  let rig: Rig;
  /** Has waited for its approval for a while. */
  let id: string;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
    id = executions()[1]!.pipelineExecutionId;
  });

  function executions() {
    return rig.aws('ListPipelineExecutions', { pipelineName: 'storefront' }).pipelineExecutionSummaries as {
      pipelineExecutionId: string;
    }[];
  }

  function answer(status: 'Approved' | 'Rejected', summary: string) {
    const { stageStates } = rig.aws('GetPipelineState', { name: 'storefront' }) as {
      stageStates: { actionStates: { latestExecution?: { token?: string } }[] }[];
    };
    const token = stageStates[1]?.actionStates[0]?.latestExecution?.token;
    const where = { pipelineName: 'storefront', stageName: 'Gate', actionName: 'Approve', token };
    rig.aws('PutApprovalResult', { ...where, result: { status, summary } });
  }

  it('says of which day and zone the times of its timeline are', async () => {
    const { out } = await run(rig, ['execution', 'storefront', id]);
    expect(out).toMatch(/^Time +started Fri 20 Nov \d\d:\d\d UTC\S*, for 10s$/m);
    answer('Rejected', 'no');
    const over = await run(rig, ['execution', 'storefront', id]);
    expect(over.out).toMatch(/^Time +started Fri 20 Nov \d\d:\d\d UTC\S*, took 10s$/m);
  });

  it('tells every run of every action with what it took and made', async () => {
    answer('Approved', 'looks good');
    rig.elapse(60);
    const { code, document } = await runJson(rig, ['execution', 'storefront', id]);
    expect(code).toBe(0);
    const { stages, ...rest } = document.execution;
    expect(rest).toMatchObject({
      id,
      pipeline: 'storefront',
      status: 'Succeeded',
      mode: 'SUPERSEDED',
      type: 'STANDARD',
      trigger: { type: 'CreatePipeline', detail: 'arn:aws:iam::123456789012:user/alice' },
      startedAt: '2026-11-20T12:00:00.000Z',
      variables: [],
      rollbackOf: null,
      stopReason: null,
    });
    expect(stages.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
      ['Source', 'Succeeded'],
      ['Gate', 'Succeeded'],
      ['Prod', 'Succeeded'],
    ]);
    const [source, gate, prod] = stages;
    const artifact = { name: 'Source', bucket: 'artifacts-bucket', key: expect.stringContaining('storefront') };
    expect(source.actions[0].outputs).toEqual([artifact]);
    expect(gate.actions[0]).toMatchObject({
      name: 'Approve',
      provider: 'Manual',
      status: 'Succeeded',
      attempt: 1,
      by: 'arn:aws:iam::123456789012:user/alice',
      summary: 'looks good',
    });
    expect(prod.actions[0]).toEqual({
      name: 'Deploy',
      provider: 'S3',
      status: 'Succeeded',
      startedAt: '2026-11-20T12:00:10.000Z',
      endedAt: expect.stringMatching(/^2026-11-20T12:00:\d\d\.000Z$/),
      attempt: 1,
      by: null,
      summary: prod.actions[0].summary,
      error: null,
      externalId: prod.actions[0].externalId,
      url: prod.actions[0].url,
      log: null,
      inputs: [artifact],
      outputs: [],
      outputVariables: {},
    });
  });

  it('tells how a stage ended that holds another execution by now; a short id will do', async () => {
    answer('Rejected', 'wrong commit');
    const { document } = await runJson(rig, ['execution', 'storefront', id.slice(0, 6)]);
    const { stageStates } = rig.aws('GetPipelineState', { name: 'storefront' }) as {
      stageStates: { latestExecution: { pipelineExecutionId: string } }[];
    };
    expect(stageStates[1]?.latestExecution.pipelineExecutionId).not.toBe(id);
    expect(document.execution.status).toBe('Failed');
    expect(document.execution.stages.map(({ status }: { status: string }) => status)).toEqual([
      'Succeeded',
      'Failed',
      null,
    ]);
  });

  it('is 5 for an execution that is not there and 2 for too short an id', async () => {
    const missing = await run(rig, ['execution', 'storefront', 'ffffff']);
    expect(missing).toMatchObject({ code: 5, err: 'signalbox: storefront has no execution ffffff\n' });
    const short = await run(rig, ['execution', 'storefront', 'abc']);
    expect(short).toMatchObject({
      code: 2,
      err: "signalbox: ID must have at least 6 characters of an execution's id, not 'abc'\n",
    });
  });

  it('tells a person what happened, by whom, and what was said', async () => {
    answer('Rejected', 'wrong commit');
    const { out } = await run(rig, ['execution', 'storefront', id]);
    expect(out).toMatch(/storefront {2}[0-9a-f-]{36} {2}✗ failed/);
    expect(out).toMatch(/Artifacts +Source: s3:\/\/artifacts-bucket\//);
    expect(out).toMatch(/:01 {2}1s +◆ Gate\/Approve asks for a person\n +Look at staging first\n/);
    expect(out).toMatch(/:10 {2}10s {2}✗ Gate\/Approve was rejected by alice\n +wrong commit\n/);
    expect(out).toMatch(/:10 {2}10s +failed\n/);
  });
});

describe('signalbox execution in PARALLEL mode', () => {
  it('2.4 tells the way of one among those that run beside it', async () => {
    const rig = await Rig.open();
    const { pipeline } = gatedPipeline('web');
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode: 'PARALLEL' } });
    rig.elapse(5);
    const id = rig.push('web', 'Checkout', COMMIT, 'Blue header')!;
    rig.elapse(5);
    const { document } = await runJson(rig, ['execution', 'web', id]);
    expect(document.execution).toMatchObject({ mode: 'PARALLEL', status: 'InProgress', revisions: [{ id: COMMIT }] });
    expect(document.execution.stages).toMatchObject([
      { name: 'Source', status: 'Succeeded' },
      { name: 'Gate', status: 'InProgress', actions: [{ name: 'Approve', status: 'InProgress', endedAt: null }] },
      { name: 'Prod', status: null, actions: [] },
    ]);
    // The token of an open approval is nobody's to read.
    expect(document.execution.stages[1].actions[0].externalId).toBeNull();
  });
});

describe('signalbox execution --markdown', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    const { pipeline } = gatedPipeline('web');
    rig.aws('CreatePipeline', { pipeline });
    rig.elapse(5);
    const [created] = rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
      pipelineExecutionId: string;
    }[];
    rig.aws('StopPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: created!.pipelineExecutionId,
      abandon: true,
    });
  });

  async function markdownOf(message: string, after: (id: string) => void) {
    const id = rig.push('web', 'Checkout', COMMIT, message)!;
    rig.elapse(5);
    after(id);
    const { code, out } = await run(rig, ['execution', 'web', id, '--markdown']);
    expect(code).toBe(0);
    return out;
  }

  it('is a document with starts, approvals, retries, stops and durations', async () => {
    const out = await markdownOf('Blue header', (id) => {
      const { stageStates } = rig.aws('GetPipelineState', { name: 'web' }) as {
        stageStates: { actionStates: { latestExecution?: { token?: string } }[] }[];
      };
      const token = stageStates[1]?.actionStates[0]?.latestExecution?.token;
      const result = { status: 'Rejected', summary: 'not today' };
      rig.aws(
        'PutApprovalResult',
        { pipelineName: 'web', stageName: 'Gate', actionName: 'Approve', token, result },
        'bob',
      );
      rig.elapse(30);
      const retry = { pipelineName: 'web', stageName: 'Gate', pipelineExecutionId: id, retryMode: 'FAILED_ACTIONS' };
      rig.aws('RetryStageExecution', retry);
      rig.elapse(30);
      rig.aws('StopPipelineExecution', {
        pipelineName: 'web',
        pipelineExecutionId: id,
        abandon: true,
        reason: 'incident 7',
      });
    });
    expect(out).toMatch(
      /^# web: execution [0-9a-f]{6}, Stopped\n\n\| {2}\| {2}\|\n\|---\|---\|\n\| Source \| MOCK none \|\n/,
    );
    expect(out).toMatch(/\| Revision \| Checkout: \[`77b0e1d`\]\(https:.*\) Blue header \|/);
    expect(out).toContain('| Stopped because | incident 7 |');
    const lines = out.split('## Timeline')[1]!.split('## Actions')[0]!.trim().split('\n').slice(2);
    expect(lines.map((line) => line.replace(/^\| [^|]+ \| /, ''))).toEqual([
      expect.stringMatching(/^started \| {2}\| CloudWatchEvent: /),
      'Source/Checkout began |  |  |',
      'Source/Checkout succeeded |  | Blue header |',
      'Gate/Approve asks for a person |  | Look at staging first |',
      'Gate/Approve was rejected | bob | not today |',
      'Gate/Approve asks for a person again, attempt 2 |  | Look at staging first |',
      expect.stringMatching(/^Gate\/Approve was abandoned \|/),
      'was stopped |  | incident 7 |',
    ]);
    expect(out).toMatch(/\| Gate\/Approve \| 2 \| Abandoned \| 2026-11-20T12:00:40.000Z \| 30s \|/);
    expect(out).toMatch(/- \*\*Gate\/Approve\*\*, attempt 1: /);
  });

  it('lets nothing from AWS become markup', async () => {
    const out = await markdownOf('# Fix | <b>it</b>\u001b[2J [x](http://evil)\n\n| a |', () => undefined);
    expect(out).toContain('\\# Fix \\| \\<b\\>it\\</b\\> \\[x\\](http://evil)');
    expect(out).not.toMatch(/\u001b/);
    for (const line of out
      .split('## Timeline')[1]!
      .split('\n')
      .filter((row) => row.startsWith('|'))) {
      expect(line.replaceAll('\\|', '').split('|').length).toBeGreaterThanOrEqual(6);
    }
  });

  it('goes with no other format', async () => {
    expect(await run(rig, ['execution', 'web', 'abcdef', '--markdown', '--output', 'json'])).toMatchObject({ code: 2 });
  });
});
