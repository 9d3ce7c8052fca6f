import { beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.ts';
import { COMMIT, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox executions', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it('tells what ran, newest first', async () => {
    const { code, document } = await runJson(rig, ['executions', 'storefront']);
    expect(code).toBe(0);
    expect(document.executions).toHaveLength(2);
    expect(document.executions[0]).toEqual({
      id: document.executions[0].id,
      pipeline: 'storefront',
      status: 'InProgress',
      mode: 'SUPERSEDED',
      type: 'STANDARD',
      trigger: { type: 'CloudWatchEvent', detail: document.executions[0].trigger.detail },
      startedAt: '2026-11-20T12:00:05.000Z',
      updatedAt: document.executions[0].updatedAt,
      revisions: [{ action: 'Checkout', id: COMMIT, summary: 'Blue header', url: expect.stringContaining('https://') }],
      rollbackOf: null,
      stopReason: null,
    });
    expect(document.executions[1].trigger.type).toBe('CreatePipeline');
    const { out } = await run(rig, ['executions', 'storefront']);
    expect(out).toMatch(/► running +\w{6} +77b0e1d Blue header +an event +5s +5s\n/);
    expect(out).toMatch(/► running +\w{6} +\S.* +pipeline created by alice +10s +10s\n/);
  });

  it('pages as deep as it needs for those that are wanted', async () => {
    for (let n = 0; n < 130; n += 1) {
      rig.elapse(2);
      rig.push('storefront', 'Checkout', n.toString(16).padStart(40, '0'), `Change ${n}`);
    }
    const { document } = await runJson(rig, ['executions', 'storefront', '--status', 'SUPERSEDED', '--limit', '200']);
    // One stands at the gate, one waits for it, and the last has not left its source.
    const statuses = new Set(document.executions.map(({ status }: { status: string }) => status));
    expect([document.executions.length, ...statuses]).toEqual([129, 'Superseded']);
    expect(rig.sent.filter((operation) => operation === 'ListPipelineExecutions')).toHaveLength(2);
    const oldest = document.executions.at(-1).startedAt;
    expect(oldest).toBe('2026-11-20T12:00:05.000Z');
  });

  it('asks for no more pages than the limit takes, and says that there are more', async () => {
    const { out, err } = await run(rig, ['executions', 'storefront', '--limit', '1']);
    expect(out.trimEnd().split('\n').at(-1)).toBe('the newest 1; --limit takes more');
    expect(err).toBe('');
    const { document } = await runJson(rig, ['executions', 'storefront', '--limit', '1']);
    expect(document.executions).toHaveLength(1);
  });

  it('refuses a status that there is not, listing those there are, and a limit that is none', async () => {
    expect(await run(rig, ['executions', 'storefront', '--status', 'broken'])).toMatchObject({
      code: 2,
      err: "signalbox: --status must be one of InProgress, Succeeded, Failed, Stopping, Stopped, Superseded, Cancelled, not 'broken'\n",
    });
    expect(await run(rig, ['executions', 'storefront', '--limit', 'all'])).toMatchObject({ code: 2 });
    expect(rig.sent).toEqual([]);
  });

  it('is an empty list where none has that status', async () => {
    const { code, document } = await runJson(rig, ['executions', 'storefront', '--status', 'cancelled']);
    expect([code, document.executions]).toEqual([0, []]);
  });
});
