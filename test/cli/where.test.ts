import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { COMMIT, rigWithGates, run, runJson } from './support/cli-rig.ts';

interface Place {
  pipeline: string;
  stage: string;
  state: string;
  executionId: string;
}

interface Stage {
  latestExecution?: { pipelineExecutionId: string };
  actionStates: { latestExecution?: { token?: string } }[];
}

const commit = (letter: string) => letter.repeat(40);

let rig: Rig;

const stages = (name: string) =>
  (rig.aws('GetPipelineState', { name }) as unknown as { stageStates: Stage[] }).stageStates;

function approve(name: string) {
  const token = stages(name)[1]?.actionStates[0]?.latestExecution?.token;
  const result = { status: 'Approved', summary: '' };
  rig.aws('PutApprovalResult', { pipelineName: name, stageName: 'Gate', actionName: 'Approve', token, result });
}

function push(name: string, id: string, summary = 'A change') {
  rig.elapse(5);
  rig.push(name, 'Checkout', id, summary);
  rig.elapse(5);
}

async function statesOf(wanted: string, ...more: string[]) {
  const { code, document } = await runJson(rig, ['where', wanted, ...more]);
  expect(code).toBe(0);
  return (document.places as Place[]).map(({ pipeline, stage, state }) => `${pipeline} ${stage} ${state}`);
}

describe('signalbox where', () => {
  beforeEach(async () => {
    rig = await rigWithGates(['web']);
  });

  it('tells of every stage what the revision is to it', async () => {
    const { document } = await runJson(rig, ['where', '77b0e1d']);
    expect(document.places[1]).toEqual({
      pipeline: 'web',
      account: '123456789012',
      region: 'eu-west-1',
      stage: 'Gate',
      state: 'waiting',
      executionId: document.places[0].executionId,
      revision: { action: 'Checkout', id: COMMIT, summary: 'Blue header', url: expect.stringContaining('https://') },
      at: null,
    });
    expect(await statesOf('77b0e1d')).toEqual(['web Source live', 'web Gate waiting', 'web Prod ahead']);
    approve('web');
    expect(await statesOf('77b0e1d')).toEqual(['web Source live', 'web Gate in', 'web Prod ahead']);
    rig.elapse(30);
    approve('web');
    rig.elapse(60);
    expect(await statesOf('77b0e1d')).toEqual(['web Source live', 'web Gate live', 'web Prod live']);
  });

  it('2.4 tells what was superseded, and that it never came further', async () => {
    push('web', commit('c'));
    expect(await statesOf('77b0e1d')).toEqual(['web Source was', 'web Gate superseded', 'web Prod never']);
  });

  it('what has succeeded stays live while something newer is on its way', async () => {
    approve('web');
    rig.elapse(60);
    approve('web');
    rig.elapse(60);
    push('web', commit('c'));
    expect(await statesOf('77b0e1d')).toEqual(['web Source was', 'web Gate live', 'web Prod live']);
    expect(rig.sent.filter((operation) => operation === 'ListPipelineExecutions')).toHaveLength(2);
    approve('web');
    expect(await statesOf('77b0e1d')).toEqual(['web Source was', 'web Gate was', 'web Prod live']);
  });

  it('is found in several pipelines, or only in those that are named', async () => {
    rig = await rigWithGates(['web', 'shop', 'ledger']);
    const found = await statesOf('77b0e1d');
    expect(new Set(found.map((line) => line.split(' ')[0]))).toEqual(new Set(['web', 'shop', 'ledger']));
    expect((await statesOf('77b0e1d', 'l*')).map((line) => line.split(' ')[0])).toEqual(['ledger', 'ledger', 'ledger']);
    const { out } = await run(rig, ['where', '77b0e1d', 'web']);
    expect(out).toMatch(/◆ waiting +web +Gate +\w{6} +77b0e1d Blue header +–\n/);
  });

  it('is an empty list where nobody has it, for one request a pipeline', async () => {
    expect(await statesOf('fffffff')).toEqual([]);
    expect(rig.sent).toEqual(['ListPipelines', 'ListPipelineExecutions']);
    expect((await run(rig, ['where', 'fffffff'])).out).toContain('no pipeline has it');
  });

  it('says when it did not look far enough, and looks as far as it is told', async () => {
    push('web', commit('c'));
    const { out, err } = await run(rig, ['where', '77b0e1d', '--depth', '1', '--output', 'ndjson']);
    expect([out, err]).toEqual([
      '',
      'signalbox: looked at the newest 1 executions of one pipeline without finding it; --depth looks further back\n',
    ]);
    expect(await statesOf('77b0e1d', '--depth', '2')).toHaveLength(3);
  });

  it('tells what there is beside a pipeline that does not answer', async () => {
    rig = await rigWithGates(['web', 'shop']);
    let lists = 0;
    rig.intercept = (operation) => {
      lists += operation === 'ListPipelineExecutions' ? 1 : 0;
      const denied = { kind: 'credentials', code: 'AccessDenied', message: 'denied there' } as const;
      return operation === 'ListPipelineExecutions' && lists === 1 ? new Fault(denied) : undefined;
    };
    const { code, document } = await runJson(rig, ['where', '77b0e1d']);
    expect(code).toBe(4);
    expect(document.places).toHaveLength(3);
    expect(document.errors).toMatchObject([{ code: 'AccessDenied', pipeline: expect.any(String) }]);
  });
});
