import { describe, expect, it } from 'vitest';
import { describeBundledScenarios, scenarioNames } from '../../../src/engine/index.ts';
import { controlRequest } from '../support/requests.ts';
import { Played } from './bundled-rig.ts';

describe('the bundled scenarios', () => {
  it('say in a line what they show', async () => {
    for (const { name, description } of await describeBundledScenarios()) {
      expect(description, name).toMatch(/^[A-Z].{20,160}\.$/);
    }
  });
});

describe.each(scenarioNames())('%s', (name) => {
  it('is the same from start to start', async () => {
    const [one, other] = [await Played.begin(name), await Played.begin(name)];
    for (const played of [one, other]) played.minutes(10);
    const events = ({ engine }: Played) => engine.handle(controlRequest('GET', 'events?after=0')).body;
    expect(events(one)).toBe(events(other));
    expect(events(one).length).toBeGreaterThan(1000);
  });
});

describe('queue', () => {
  it('every release goes out in the order in which it came', async () => {
    const played = await Played.begin('queue');
    expect(played.commitIn('price-service', 'Approval')).toBe('Price list for week 48');
    const order = played.executions('price-service').map(({ pipelineExecutionId }) => pipelineExecutionId);
    expect(played.statuses('price-service')).toEqual([...Array(4).fill('InProgress'), 'Succeeded']);
    const ended: string[] = [];
    for (let round = 0; round < 5; round++) {
      played.minutes(2);
      ended.push(played.stage('price-service', 'Approval').latestExecution.pipelineExecutionId);
      expect(played.approve('price-service')).toHaveProperty('approvedAt');
      played.minutes(3);
    }
    expect(ended.slice(0, 4)).toEqual(order.slice(0, 4).reverse());
    expect(new Set(played.statuses('price-service'))).toEqual(new Set(['Succeeded']));
  });

  it('migrations run one after the other', async () => {
    const played = await Played.begin('queue');
    const [next, last] = ['Split the address table', 'Drop the old address columns'];
    expect(played.waiting('schema-migrations', 'Migrate')).toEqual([next, last]);
    played.minutes(20);
    expect(played.commitIn('schema-migrations', 'Migrate')).toBe(next);
    played.minutes(41);
    expect(played.commitIn('schema-migrations', 'Migrate')).toBe(last);
    played.minutes(41);
    expect(new Set(played.statuses('schema-migrations'))).toEqual(new Set(['Succeeded']));
  });
});

describe('parallel', () => {
  const waits = (played: Played) => {
    const { actionExecutionDetails } = played.pipeline('ListActionExecutions', { pipelineName: 'tenant-rollout' });
    return actionExecutionDetails
      .filter(
        (run: { stageName: string; status: string }) => run.stageName === 'Approval' && run.status === 'InProgress',
      )
      .map((run: { pipelineExecutionId: string; output: { executionResult: { externalExecutionId: string } } }) => ({
        id: run.pipelineExecutionId,
        token: run.output.executionResult.externalExecutionId,
        tenant: played.pipeline('GetPipelineExecution', {
          pipelineName: 'tenant-rollout',
          pipelineExecutionId: run.pipelineExecutionId,
        }).pipelineExecution.variables[0].resolvedValue,
      }));
  };

  it('each tenant is approved or rejected by itself', async () => {
    const played = await Played.begin('parallel');
    expect(played.statuses('tenant-rollout')).toEqual([...Array(4).fill('InProgress'), 'Failed', 'Succeeded']);
    const tenants = () => waits(played).map(({ tenant }: { tenant: string }) => tenant);
    expect(tenants()).toEqual(['delta', 'boje', 'anker']);
    played.minutes(2);
    expect(tenants()).toEqual(['ebbe', 'delta', 'boje', 'anker']);
    for (const { tenant, token } of waits(played)) {
      played.approve('tenant-rollout', token, tenant === 'boje' ? 'Rejected' : 'Approved');
    }
    played.minutes(2);
    expect(played.statuses('tenant-rollout')).toEqual([
      'Succeeded',
      'Succeeded',
      'Failed',
      'Succeeded',
      'Failed',
      'Succeeded',
    ]);
  });
});

describe('conditions', () => {
  const saturday = Date.UTC(2026, 2, 7, 10);
  const tuesday = Date.UTC(2026, 2, 3, 10);

  it('the entry was closed while the alarm rang, and the hotfix skipped staging', async () => {
    const played = await Played.begin('conditions');
    const [, hotfix, stopped, first] = played.executions('checkout');
    expect([hotfix.status, stopped.status, first.status]).toEqual(['Succeeded', 'Failed', 'Succeeded']);
    const stages = (pipelineExecutionId: string) =>
      played
        .pipeline('ListActionExecutions', { pipelineName: 'checkout', filter: { pipelineExecutionId } })
        .actionExecutionDetails.map(({ stageName }: { stageName: string }) => stageName);
    expect(stages(hotfix.pipelineExecutionId)).toEqual(['Production', 'Source']);
    expect(stages(stopped.pipelineExecutionId)).toEqual(['Staging', 'Source']);
  });

  it('the alarm rolls production back to the hotfix', async () => {
    const played = await Played.begin('conditions');
    const [watched, hotfix] = played.executions('checkout');
    expect(watched.status).toBe('InProgress');
    expect(played.stage('checkout', 'Production').onSuccessConditionState.latestExecution.status).toBe('InProgress');
    played.minutes(4);
    const [rollback] = played.executions('checkout');
    expect(rollback).toMatchObject({
      executionType: 'ROLLBACK',
      rollbackMetadata: { rollbackTargetPipelineExecutionId: hotfix.pipelineExecutionId },
    });
    played.minutes(2);
    expect(played.statuses('checkout').slice(0, 2)).toEqual(['Succeeded', 'Failed']);
    expect(played.stage('checkout', 'Production').latestExecution.pipelineExecutionId).toBe(
      rollback.pipelineExecutionId,
    );
  });

  it.each([
    ['on a Tuesday', tuesday, 'Succeeded'],
    ['on a Saturday', saturday, 'Failed'],
  ])('billing goes out in office hours only: %s', async (_, start, status) => {
    const played = await Played.begin('conditions', start);
    expect(played.statuses('billing')).toEqual([status]);
  });
});

describe('superseded', () => {
  const [first, second, third] = [
    'New look of the cart',
    'Larger buttons in the cart',
    'Fix the total of an empty cart',
  ];

  it('who answers after somebody else answers nothing, and the newest one waits', async () => {
    const played = await Played.begin('superseded');
    const token = played.token('web-shop')!;
    expect(played.commitIn('web-shop', 'Approval')).toBe(first);
    expect(played.waiting('web-shop', 'Approval')).toEqual([second]);
    played.minutes(2);
    expect(played.waiting('web-shop', 'Approval')).toEqual([third]);
    expect(played.statuses('web-shop')).toEqual(['InProgress', 'Superseded', 'InProgress', 'Succeeded']);
    played.minutes(1);
    expect(played.commitIn('web-shop', 'Approval')).toBe(third);
    expect(played.approve('web-shop', token).__type).toMatch(/InvalidApprovalToken|ApprovalAlreadyCompleted/);
    played.approve('web-shop');
    played.minutes(2);
    expect(played.statuses('web-shop')).toEqual(['Succeeded', 'Superseded', 'Failed', 'Succeeded']);
  });

  it('who is quick lets the first one out', async () => {
    const played = await Played.begin('superseded');
    played.approve('web-shop');
    played.minutes(4);
    expect(played.statuses('web-shop')[2]).toBe('Succeeded');
  });
});

describe('freeze', () => {
  const GATES = {
    storefront: ['Production', 'Fix the focus order in the cart dialog'],
    payments: ['Production', 'Accept SEPA mandates signed on mobile'],
    warehouse: ['Rollout', 'Print labels in batches'],
    'docs-site': ['Render', 'Explain refunds to partners'],
  } as const;

  it('one waits at each gate until it is opened', async () => {
    const played = await Played.begin('freeze');
    played.minutes(60);
    const reasons = new Set<string>();
    for (const [pipelineName, [stageName, commit]] of Object.entries(GATES)) {
      const { inboundTransitionState } = played.stage(pipelineName, stageName);
      expect(inboundTransitionState.enabled).toBe(false);
      reasons.add(inboundTransitionState.disabledReason);
      expect(played.waiting(pipelineName, stageName)).toEqual([commit]);
      played.pipeline('EnableStageTransition', { pipelineName, stageName, transitionType: 'Inbound' });
    }
    expect(reasons.size).toBe(4);
    played.minutes(30);
    for (const name of Object.keys(GATES)) expect(played.statuses(name)[0]).toBe('Succeeded');
    expect(played.statuses('storefront')).toEqual(['Succeeded', 'Superseded', 'Succeeded']);
  });
});
