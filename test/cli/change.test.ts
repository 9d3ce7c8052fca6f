import { beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, type Rig } from '../support/rig.ts';
import { begin, COMMIT, rigWithGates, run, runJson } from './support/cli-rig.ts';

const CHANGES = ['PutApprovalResult', 'EnableStageTransition', 'DisableStageTransition', 'StartPipelineExecution'];

describe('a command that changes something', () => {
  let rig: Rig;
  const sentChanges = () => rig.sent.filter((operation) => CHANGES.includes(operation));

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('asks on a terminal with the plan before it, and sends on a clear yes', async () => {
    const { code, out, err } = await run(rig, ['approve', 'storefront'], { typed: 'y\n' });
    expect(code).toBe(0);
    expect(err).toMatch(/Approve Gate\/Approve in storefront\n/);
    expect(err).toMatch(/Approve \w{7} in storefront\? \[y\/N\] $/);
    expect(out).toMatch(/^Approved \w{7} .* at Gate\/Approve in storefront\n$/);
    expect(sentChanges()).toEqual(['PutApprovalResult']);
  });

  it.each(['n\n', '\n', 'yes please\n', ''])('declines on %j with 8, and sends nothing', async (typed) => {
    const { code, err } = await run(rig, ['approve', 'storefront'], { typed });
    expect(code).toBe(8);
    expect(err).toContain('declined');
    expect(sentChanges()).toEqual([]);
  });

  it.each([{}, { typed: 'y\n', flags: ['--no-input'] }])(
    'is 3 where nobody can be asked, naming --yes',
    async (how) => {
      const { flags = [], ...options } = how as { flags?: string[]; typed?: string };
      const { code, err } = await run(rig, ['approve', 'storefront', ...flags], options);
      expect(code).toBe(3);
      expect(err).toBe('signalbox: an answer is needed and nobody can be asked: give --yes\n');
      expect(sentChanges()).toEqual([]);
    },
  );

  it('--dry-run prints the plan, never asks and sends nothing', async () => {
    const { code, document, err } = await runJson(rig, ['approve', 'storefront', '-m', 'fine', '--dry-run']);
    expect([code, err]).toEqual([0, '']);
    expect(Object.keys(document.plan)).toEqual([
      ...['operation', 'title', 'pipeline', 'account', 'region', 'stage', 'action', 'executionId'],
      ...[
        'deploymentId',
        'environment',
        'changes',
        'facts',
        'choices',
        'difference',
        'dangerous',
        'text',
        'command',
        'awsCommand',
      ],
    ]);
    expect(document.plan).toMatchObject({ operation: 'approve', stage: 'Gate', action: 'Approve', text: 'fine' });
    expect(document.plan.command).toMatch(
      /^signalbox approve storefront Gate\/Approve --execution \w+ -m fine --region eu-west-1 --scenario none$/,
    );
    // The engine is in this process, where no other program reaches it.
    expect(document.plan.awsCommand).toBeNull();
    expect(sentChanges()).toEqual([]);
  });

  it('--ascii keeps the plan within ASCII, also where it is asked', async () => {
    const planned = await run(rig, ['approve', 'storefront', '--dry-run', '--ascii']);
    expect(planned.out).toMatch(/Where +1234-5678-9012 \| eu-west-1 \| MOCK/);
    expect(planned.out).toMatch(/^[\n\x20-\x7e]*$/);
    const asked = await run(rig, ['approve', 'storefront', '--ascii'], { typed: 'n\n' });
    expect(asked.err).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.each([
    [['approve', 'storefront'], /^signalbox: 0000000 does not wait in storefront/],
    [['reject', 'storefront'], /^signalbox: 0000000 does not wait in storefront/],
    [['retry', 'storefront', 'Source'], /stands in Source now, not 0000000\n$/],
  ])('%j shows the whole execution that is not there', async (argv, message) => {
    const { code, err } = await run(rig, [...argv, '--execution', '0000000', '--yes']);
    expect(code).toBe(7);
    expect(err).toMatch(message);
  });

  it('prints the result with every documented member', async () => {
    const { code, document } = await runJson(rig, ['reject', 'storefront', '--yes', '-m', 'wrong commit']);
    expect(code).toBe(0);
    expect(document.result).toEqual({
      operation: 'reject',
      status: 'Rejected',
      pipeline: 'storefront',
      stage: 'Gate',
      action: 'Approve',
      executionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deploymentId: null,
      requestId: expect.any(String),
      exitCode: 0,
      message: expect.stringContaining('Rejected'),
    });
  });

  it('says that the request may have been carried out when it is interrupted under way', async () => {
    const running = begin(rig, ['approve', 'storefront', '--yes']);
    rig.intercept = (operation) => {
      if (operation === 'PutApprovalResult') running.send('SIGINT');
      return undefined;
    };
    await rig.finish(running.code);
    expect(running.err.text).toContain('the request was under way and may have been carried out');
  });

  it('--read-only is 8, and nothing is sent', async () => {
    const readOnly = await rigWithGates(['storefront'], { readOnly: true });
    const { code, err } = await run(readOnly, ['approve', 'storefront', '--yes', '--read-only']);
    expect(code).toBe(8);
    expect(err).toContain('read-only');
    expect(readOnly.sent).not.toContain('PutApprovalResult');
  });
});

describe('signalbox approve', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('is 7 when another revision waits, and names what does', async () => {
    const { code, err } = await run(rig, ['approve', 'storefront', '--revision', COMMIT, '--yes']);
    expect(code).toBe(7);
    expect(err).toContain('does not wait in storefront; what waits is');
    expect(rig.sent).not.toContain('PutApprovalResult');
  });

  it('is 7 when none is open', async () => {
    rig.aws('CreatePipeline', gatedPipeline('landing'));
    expect(await run(rig, ['approve', 'landing', '--yes'])).toMatchObject({
      code: 7,
      err: 'signalbox: no approval is open in landing\n',
    });
  });

  it('refuses half a STAGE/ACTION', async () => {
    expect(await run(rig, ['approve', 'storefront', 'Gate', '--yes'])).toMatchObject({ code: 2 });
  });

  it('is 5 for a stage that does not exist', async () => {
    expect(await run(rig, ['approve', 'storefront', 'Gat/Approve', '--yes'])).toMatchObject({ code: 5 });
  });

  it('refuses a comment that is too long before anything is sent', async () => {
    const { code, err } = await run(rig, ['approve', 'storefront', '--yes', '-m', 'x'.repeat(513)]);
    expect(code).toBe(2);
    expect(err).toContain('-m');
    expect(rig.sent).not.toContain('PutApprovalResult');
  });
});

describe('signalbox transition', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('disable is 3 without --reason where nobody can be asked, naming all that is missing', async () => {
    const { code, err } = await run(rig, ['transition', 'disable', 'storefront', 'Prod']);
    expect([code, err]).toEqual([
      3,
      'signalbox: an answer is needed and nobody can be asked: give --reason and --yes\n',
    ]);
    const yes = await run(rig, ['transition', 'disable', 'storefront', 'Prod', '--yes']);
    expect([yes.code, yes.err]).toEqual([3, 'signalbox: an answer is needed and nobody can be asked: give --reason\n']);
  });

  it('disable asks for the reason on a terminal until AWS would take it (spec 2.5)', async () => {
    const typed = "don't\nyear-end freeze\ny\n";
    const { code, err } = await run(rig, ['transition', 'disable', 'storefront', 'Prod'], { typed });
    expect(code).toBe(0);
    expect(err).toMatch(/Reason: signalbox: --reason.*\nReason: /);
    const { document } = await runJson(rig, ['status', 'storefront']);
    expect(document.pipeline.stages[2].transition).toMatchObject({ enabled: false, reason: 'year-end freeze' });
  });

  it('disable refuses a reason that AWS would not take, before anything is sent', async () => {
    const { code } = await run(rig, ['transition', 'disable', 'storefront', 'Prod', '--reason', 'a, b', '--yes']);
    expect(code).toBe(2);
    expect(rig.sent).not.toContain('DisableStageTransition');
  });

  it('enable opens it again', async () => {
    await run(rig, ['transition', 'disable', 'storefront', 'Prod', '--reason', 'x', '--yes']);
    const { code, document } = await runJson(rig, ['transition', 'enable', 'storefront', 'Prod', '--yes']);
    expect([code, document.result.status]).toEqual([0, 'Enabled']);
  });

  it('is 5 for an unknown stage', async () => {
    expect(await run(rig, ['transition', 'enable', 'storefront', 'Produ', '--yes'])).toMatchObject({ code: 5 });
  });
});

describe('signalbox start, stop and retry', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('start gives the new execution', async () => {
    const { code, document } = await runJson(rig, ['start', 'storefront', '--yes']);
    expect(code).toBe(0);
    expect(document.result).toMatchObject({
      operation: 'start',
      executionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('start asks with its title', async () => {
    const { code, err } = await run(rig, ['start', 'storefront'], { typed: 'y\n' });
    expect(code).toBe(0);
    expect(err).toContain('Start storefront? [y/N]');
  });

  it.each([
    ['--variable', 'NOVALUE'],
    ['--variable', '=x'],
    ['--revision', 'Checkout'],
  ])('start refuses %s %s', async (flag, value) => {
    expect(await run(rig, ['start', 'storefront', '--yes', flag, value])).toMatchObject({ code: 2, out: '' });
    expect(rig.sent).toEqual([]);
  });

  it('start refuses a variable that is given twice', async () => {
    const argv = ['start', 'storefront', '--yes', '--variable', 'A=1', '--variable', 'A=2'];
    expect(await run(rig, argv)).toMatchObject({ code: 2, err: 'signalbox: --variable names A twice\n' });
  });

  it('stop stops an execution by the beginning of its id, and is 7 for one that is over', async () => {
    const { document } = await runJson(rig, ['approvals']);
    const { executionId } = document.approvals[0];
    const argv = ['stop', 'storefront', executionId.slice(0, 8), '--abandon', '--yes', '--reason', 'wrong commit'];
    const stopped = await runJson(rig, argv);
    expect(stopped.document.result).toMatchObject({ operation: 'abandon', status: 'Stopping', executionId });
    rig.elapse(5);
    expect(await run(rig, argv)).toMatchObject({ code: 7 });
  });

  it('stop is 5 for an unknown execution', async () => {
    expect(await run(rig, ['stop', 'storefront', 'abcdef0', '--yes'])).toMatchObject({ code: 5 });
  });

  it('retry is 7 when nothing has failed, and runs what was rejected again', async () => {
    expect(await run(rig, ['retry', 'storefront', 'Gate', '--yes'])).toMatchObject({ code: 7 });
    rig.aws('DisableStageTransition', {
      pipelineName: 'storefront',
      stageName: 'Gate',
      transitionType: 'Inbound',
      reason: 'hold',
    });
    await run(rig, ['reject', 'storefront', '--yes']);
    rig.elapse(1);
    const { code, document } = await runJson(rig, ['retry', 'storefront', 'Gate', '--all-actions', '--yes']);
    expect([code, document.result.operation]).toEqual([0, 'retry']);
  });
});
