import { beforeEach, describe, expect, it } from 'vitest';
import { planApproval } from '../../src/operations/approval.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

const FIRST = '51d00fe000000000000000000000000000000000';
const SECOND = '77b0e1d000000000000000000000000000000000';
const THIRD = '8c01f3e000000000000000000000000000000000';

describe('approving', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
    rig.aws('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId: newest(), abandon: true });
  });

  const newest = () => {
    const history = rig.aws('ListPipelineExecutions', { pipelineName: 'web' });
    return (history.pipelineExecutionSummaries as { pipelineExecutionId: string }[])[0]?.pipelineExecutionId as string;
  };
  const arrive = (id: string, summary: string) => {
    rig.push('web', 'Checkout', id, summary);
    rig.elapse(5);
    return newest();
  };
  const plan = (request: Partial<Parameters<typeof planApproval>[1]> = {}) =>
    rig.finish(planApproval(rig.operations, { pipeline: rig.id('web'), verdict: 'approve', ...request }));
  const fact = (made: Awaited<ReturnType<typeof plan>>, label: string) =>
    made.facts.find((one) => one.label === label)?.text;

  it('tells the commit, how far it is from what is live, and what follows', async () => {
    arrive(FIRST, 'Green header');
    await rig.finish((await plan()).run(''));
    rig.elapse(20);
    arrive(SECOND, 'Blue header');
    arrive(THIRD, 'Add sitemap');
    rig.elapse(720);
    const made = await plan();
    expect(made.title).toBe('Approve Gate/Approve in web');
    expect(made.confirm).toBe('Approve 77b0e1d');
    expect(fact(made, 'Commit')).toMatch(/^77b0e1d Blue header, 12m ago$/);
    expect(fact(made, 'Since')).toMatch(/the next revision after 51d00fe, which is live in Prod$/);
    expect(fact(made, 'Then')).toBe('77b0e1d enters Prod, and 8c01f3e enters Gate');
    expect(fact(made, 'Asks')).toBe('Look at staging first');
    expect(fact(made, 'Where')).toBe('1234-5678-9012 · eu-west-1 · MOCK');
  });

  it('says that a closed transition will hold it, by whom and why', async () => {
    arrive(SECOND, 'Blue header');
    const closed = { pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound', reason: 'year-end freeze' };
    rig.aws('DisableStageTransition', closed, 'ops');
    expect(fact(await plan(), 'Then')).toContain(
      'Prod is closed by ops 0s ago: year-end freeze. 77b0e1d will wait there',
    );
  });

  it('sends once, with the comment, and the engine records who said it', async () => {
    arrive(SECOND, 'Blue header');
    const made = await plan();
    rig.sent.length = 0;
    const result = await rig.finish(made.run('looks good'));
    expect(result).toMatchObject({
      operation: 'approve',
      status: 'Approved',
      subjects: [{ stage: 'Gate', action: 'Approve' }],
    });
    expect(rig.sent.filter((operation) => operation === 'PutApprovalResult')).toHaveLength(1);
    const state = JSON.stringify(rig.aws('GetPipelineState', { name: 'web' }));
    expect(state).toContain('looks good');
    expect(state).toContain('user/operator');
  });

  it('refuses when somebody else has answered meanwhile, and sends nothing', async () => {
    arrive(SECOND, 'Blue header');
    const [mine, theirs] = [await plan(), await plan({ verdict: 'reject' })];
    await rig.finish(theirs.run('not today'));
    rig.sent.length = 0;
    await expect(rig.finish(mine.run(''))).rejects.toMatchObject({ kind: 'stale', code: 'ApprovalClosed' });
    expect(rig.sent).not.toContain('PutApprovalResult');
  });

  it('refuses when another revision waits by then', async () => {
    arrive(SECOND, 'Blue header');
    arrive(THIRD, 'Add sitemap');
    const [mine, theirs] = [await plan(), await plan({ verdict: 'reject' })];
    await rig.finish(theirs.run(''));
    rig.elapse(5);
    const refused = rig.finish(mine.run(''));
    await expect(refused).rejects.toMatchObject({ kind: 'stale', code: 'AnotherRevisionWaits' });
    await expect(refused).rejects.toThrow(
      /^8c01f3e Add sitemap \(\w{6}\) waits at Gate\/Approve now, no longer 77b0e1d Blue header \(\w{6}\); nothing was sent$/,
    );
    expect(rig.sent.filter((operation) => operation === 'PutApprovalResult')).toHaveLength(1);
  });

  it('compares the revision that is meant with what waits', async () => {
    arrive(SECOND, 'Blue header');
    await expect(plan({ revision: '77b0e1d' })).resolves.toMatchObject({ confirm: 'Approve 77b0e1d' });
    await expect(plan({ revision: THIRD })).rejects.toMatchObject({ kind: 'stale' });
    await expect(plan({ revision: THIRD })).rejects.toThrow(/what waits is 77b0e1d Blue header/);
    await expect(plan({ executionId: 'ffffff' })).rejects.toMatchObject({ kind: 'stale' });
  });

  it('says so when nothing is open, or the stage is not there', async () => {
    await expect(plan()).rejects.toMatchObject({ kind: 'stale', code: 'NoOpenApproval' });
    await expect(plan({ stage: 'Gat' })).rejects.toThrow('web has no stage Gat (did you mean Gate?)');
  });

  it('tells that the request still waits when it never arrived', async () => {
    arrive(SECOND, 'Blue header');
    const made = await plan();
    rig.intercept = (operation) =>
      operation === 'PutApprovalResult'
        ? Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
        : undefined;
    const lost = rig.finish(made.run(''));
    await expect(lost).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(lost).rejects.toThrow(/the change was not made: Gate\/Approve still waits/);
  });

  it('looks again when the answer was lost on its way, and repeats nothing', async () => {
    arrive(SECOND, 'Blue header');
    const made = await plan();
    rig.losesAnswer = (operation) => operation === 'PutApprovalResult';
    const lost = rig.finish(made.run(''));
    await expect(lost).rejects.toThrow(/the change was made all the same: Gate\/Approve is Succeeded by operator/);
    expect(rig.sent.filter((operation) => operation === 'PutApprovalResult')).toHaveLength(1);
  });

  it('shows the same as a command', async () => {
    const execution = arrive(SECOND, 'Blue header');
    const made = await plan();
    expect(made.command("it's fine")).toBe(
      `signalbox approve web Gate/Approve --execution ${execution.slice(0, 6)} -m 'it'\\''s fine' --region eu-west-1 --scenario none`,
    );
  });

  it('shows the same as an aws command, and never the token', async () => {
    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4599' });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
    expect((await plan()).awsCommand('ok')).toContain('--token TOKEN');
  });
});
