import { beforeEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.ts';
import { COMMIT, rigWithGates, run, runJson } from './support/cli-rig.ts';

const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('signalbox approvals', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['payments', 'storefront']);
  });

  it('prints every documented member of an open approval', async () => {
    const { code, document } = await runJson(rig, ['approvals', 'store*']);
    expect(code).toBe(0);
    expect(document.approvals).toHaveLength(1);
    const [approval] = document.approvals;
    expect(approval).toEqual({
      pipeline: 'storefront',
      account: '123456789012',
      region: 'eu-west-1',
      stage: 'Gate',
      action: 'Approve',
      executionId: ID,
      actionExecutionId: ID,
      revisions: [
        {
          action: 'Checkout',
          id: expect.stringMatching(/^[0-9a-f]{40}$/),
          summary: expect.any(String),
          author: null,
          url: approval.revisions[0].url,
        },
      ],
      since: '2026-11-20T12:00:11.000Z',
      deadline: '2026-11-20T13:00:11.000Z',
      comment: 'Look at staging first',
      link: 'https://staging.example.com',
      ahead: [],
      live: null,
      next: { stage: 'Prod', open: true },
    });
  });

  it('tells what has started since what is live, and what that is', async () => {
    await run(rig, ['approve', 'storefront', '--yes']);
    rig.elapse(60);
    const { document } = await runJson(rig, ['approvals', 'storefront']);
    const [{ live, ahead, executionId }] = document.approvals;
    expect(live).toEqual({ executionId: ID, revisionId: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(ahead).toEqual([{ executionId, revisionId: COMMIT }]);
  });

  it('says in text what waits, until when, and what a yes releases', async () => {
    const { out } = await run(rig, ['approvals', 'storefront']);
    expect(out).toContain('◆ storefront  Gate/Approve');
    expect(out).toMatch(/waits for a person since 9s; expires Fri 20 Nov/);
    expect(out).toContain('next: Prod, its transition is open');
    expect(out).toContain('Look at staging first');
  });

  it('is empty and 0 when nothing waits', async () => {
    expect(await runJson(rig, ['approvals', 'none'])).toMatchObject({
      code: 0,
      document: { approvals: [], errors: [] },
    });
    expect((await run(rig, ['approvals', 'none'])).out).toContain('no open approvals');
  });
});
