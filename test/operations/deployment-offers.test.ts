import { beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/create-engine.ts';
import { connectSites } from '../../src/live/connect.ts';
import { Live } from '../../src/live/live.ts';
import { readPipelineView } from '../../src/live/pipeline-views.ts';
import type { BranchingOffer } from '../../src/operations/offers.ts';
import { offers } from '../../src/operations/offers.ts';
import { allowedOperations } from '../../src/policy/allowed-operations.ts';
import { Rig } from '../support/rig.ts';

describe('a deploy action whose deployment runs', () => {
  let rig: Rig;
  let live: Live;

  beforeEach(async () => {
    rig = await Rig.open();
    const engine = await createEngine({
      ...{ scenario: 'blue-green', clock: 'manual', startTime: Date.parse('2026-11-20T12:00:00Z') },
      ...{ monotonic: () => 0, seed: 1, version: 'test' },
      report: (error) => {
        throw error;
      },
    });
    const place = { partition: 'aws', account: engine.account, region: engine.options.region };
    const { sites } = await connectSites({
      ...{ profiles: [], regions: [], endpoints: {}, allowed: allowedOperations({ readOnly: false }) },
      inProcess: { handle: (request) => engine.handle(request), place, scenario: 'blue-green' },
      monotonic: () => rig.timing.monotonic(),
    });
    live = new Live(sites, rig.timing);
  });

  const id = () => ({ ...live.sites[0]!.place, name: 'shop-web' });
  const offered = async (action: string | undefined) => {
    const view = await rig.finish(readPipelineView(live, id(), { definition: true }));
    return offers(view, { stage: 'Production', action }).filter((offer) => offer.id === 'deployment');
  };
  const steps = async () => {
    const [offer] = await offered('Deploy');
    return rig.finish((offer as BranchingOffer).choices({ ...rig.operations, live }));
  };

  it('offers what can be done with it, and why the rest cannot', async () => {
    const found = await steps();
    expect(found.map(({ label, disabledReason }) => [label, disabledReason])).toEqual([
      ['Reroute the traffic', undefined],
      ['Terminate the original', 'it is Ready, its traffic not rerouted yet: continue it first'],
      ['Stop the deployment', undefined],
      ['Stop and roll back', undefined],
    ]);
  });

  it('plans it as the command does', async () => {
    const [first, , stop, rollback] = await steps();
    const deps = { ...rig.operations, live };
    const plan = await rig.finish(first!.plan(deps));
    expect(plan.command()).toMatch(/^signalbox deployment continue d-\w+ --region us-east-1 --scenario blue-green$/);
    expect((await rig.finish(stop!.plan(deps))).operation).toBe('stop-deployment');
    expect((await rig.finish(rollback!.plan(deps))).command()).toContain('--rollback');
    expect(await rig.finish(plan.run())).toMatchObject({ operation: 'continue-deployment', status: 'InProgress' });
  });

  it('is not offered where no such action is selected', async () => {
    expect(await offered(undefined)).toEqual([]);
    expect(await offered('Checkout')).toEqual([]);
  });
});
