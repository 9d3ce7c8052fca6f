import { beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { rigWithGates, run, runJson } from './support/cli-rig.ts';

const commit = (letter: string) => letter.repeat(40);

interface StageStates {
  stageStates: {
    stageName: string;
    latestExecution?: { pipelineExecutionId: string; status: string };
    inboundExecutions: { pipelineExecutionId: string }[];
    actionStates: { latestExecution?: { token?: string } }[];
  }[];
}

let rig: Rig;

const stateOf = (name: string) => (rig.aws('GetPipelineState', { name }) as unknown as StageStates).stageStates;

function answer(name: string, status: 'Approved' | 'Rejected') {
  const token = stateOf(name)[1]?.actionStates[0]?.latestExecution?.token;
  const where = { pipelineName: name, stageName: 'Gate', actionName: 'Approve', token };
  rig.aws('PutApprovalResult', { ...where, result: { status, summary: '' } });
}

function push(name: string, letter: string): string {
  rig.elapse(5);
  const id = rig.push(name, 'Checkout', commit(letter), `Change ${letter}`)!;
  rig.elapse(5);
  return id;
}

function close(name: string, stageName: string) {
  rig.aws('DisableStageTransition', { pipelineName: name, stageName, transitionType: 'Inbound', reason: 'freeze' });
}

describe('signalbox explain', () => {
  beforeEach(async () => {
    rig = await rigWithGates(['web']);
  });

  const first = () => stateOf('web')[1]!.latestExecution!.pipelineExecutionId;

  it('2.4 tells who waits for a person until when, who is gone, and what an answer leads to; the engine then does so', async () => {
    const a = first();
    const b = stateOf('web')[1]!.inboundExecutions[0]!.pipelineExecutionId;
    const c = push('web', 'c');
    const d = push('web', 'd');
    const { code, document } = await runJson(rig, ['explain', 'web']);
    expect(code).toBe(0);
    const { stages, superseded, next, ...rest } = document.explanation;
    expect(rest).toMatchObject({ pipeline: 'web', region: 'eu-west-1', executionMode: 'SUPERSEDED' });
    expect(rest.sentence).toMatch(/^Gate: \S+ .* waits for a person at Approve since 29s; expires Fri 20 Nov \d\d:00$/);
    expect(stages[1]).toMatchObject({
      stage: 'Gate',
      state: 'waiting',
      executionId: a,
      since: '2026-11-20T12:00:01.000Z',
      cause: { kind: 'approval', actions: ['Approve'], deadline: '2026-11-20T13:00:01.000Z' },
      transition: null,
      retry: null,
      inbound: [
        {
          executionId: d,
          revisionId: commit('d'),
          cause: { kind: 'locked', executionId: a, position: 1 },
          sentence: expect.stringMatching(/^ddddddd Change d waits to enter Gate: \w{7} is in it$/),
        },
      ],
    });
    expect(superseded).toMatchObject([
      { executionId: c, by: d, sentence: 'ccccccc Change c was superseded by ddddddd and will not go on' },
      { executionId: b, by: c },
    ]);
    const approved = next.find(({ when }: { when: { kind: string } }) => when.kind === 'approved');
    expect(approved).toMatchObject({
      when: { stage: 'Gate', action: 'Approve', executionId: a },
      outcomes: [
        { kind: 'enters', executionId: a, stage: 'Prod', behind: null },
        { kind: 'enters', executionId: d, stage: 'Gate', behind: null },
        { kind: 'superseded', executionId: c, stage: 'Gate', behind: null },
        { kind: 'superseded', executionId: b, stage: 'Gate', behind: null },
      ],
    });
    expect(approved.sentence).toMatch(
      /^if \w{7} is approved at Gate\/Approve: it enters Prod; ddddddd enters Gate; ccccccc and 77b0e1d are gone$/,
    );
    answer('web', 'Approved');
    const [, gate, prod] = stateOf('web');
    expect([prod?.latestExecution?.pipelineExecutionId, gate?.latestExecution?.pipelineExecutionId]).toEqual([a, d]);
  });

  it('2.5 tells who closed a transition and when, and that after 30 days opening it resumes nothing', async () => {
    close('web', 'Prod');
    const a = first();
    answer('web', 'Approved');
    rig.elapse(60);
    const { document } = await runJson(rig, ['explain', 'web', 'Prod']);
    const [prod, ...others] = document.explanation.stages;
    expect(others).toEqual([]);
    expect(prod.inbound[0]).toMatchObject({
      executionId: a,
      cause: { kind: 'transition', by: 'arn:aws:iam::123456789012:user/alice', reason: 'freeze', resumes: true },
      sentence: expect.stringMatching(/waits to enter Prod: its transition was closed by alice 1m ago: freeze$/),
    });
    expect(document.explanation.next.at(-1)).toMatchObject({
      when: { kind: 'opened', stage: 'Prod' },
      outcomes: [{ kind: 'enters', executionId: a, stage: 'Prod' }],
    });
    rig.elapse(30 * 24 * 60 * 60);
    const late = (await runJson(rig, ['explain', 'web', 'Prod'])).document.explanation;
    expect(late.stages[0].inbound[0].cause.resumes).toBe(false);
    expect(late.next.at(-1).outcomes).toMatchObject([{ kind: 'not-resumed', executionId: a }]);
    rig.aws('EnableStageTransition', { pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound' });
    expect(stateOf('web')[2]?.latestExecution?.pipelineExecutionId).not.toBe(a);
  });

  it('2.7 tells whether what failed can be retried, and what ends the chance', async () => {
    const a = first();
    rig.aws('StopPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: stateOf('web')[1]!.inboundExecutions[0]!.pipelineExecutionId,
    });
    answer('web', 'Rejected');
    const { document } = await runJson(rig, ['explain', 'web']);
    expect(document.explanation.stages[1]).toMatchObject({
      state: 'failed',
      executionId: a,
      cause: { kind: 'failed', actions: ['Approve'] },
      retry: { possible: true, reason: null },
    });
    expect(document.explanation.next).toMatchObject([
      { when: { kind: 'retried', stage: 'Gate' }, outcomes: [{ kind: 'goes-on', executionId: a }] },
    ]);
    const { pipeline } = gatedPipeline('web');
    const [source, gate, prod] = pipeline.stages as [object, object, { actions: object[] }];
    const another = { ...prod, actions: [{ ...prod.actions[0], name: 'Upload' }] };
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: [source, gate, another] } });
    const after = (await runJson(rig, ['explain', 'web', 'Gate'])).document.explanation;
    expect(after.stages[0].retry).toEqual({
      possible: false,
      reason: 'the stages were changed since it began (version 1, now 2)',
    });
    expect(after.next).toEqual([]);
    const retry = { pipelineName: 'web', stageName: 'Gate', pipelineExecutionId: a, retryMode: 'FAILED_ACTIONS' };
    expect(() => rig.aws('RetryStageExecution', retry)).toThrow(/structure/);
  });

  it('2.7 tells what a change of the pipeline has cancelled', async () => {
    const { pipeline } = gatedPipeline('web');
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: pipeline.stages.slice(0, 2) } });
    const { out } = await run(rig, ['explain', 'web', 'Gate']);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /⊘ Gate \w{7} .* was cancelled here, since the pipeline was changed meanwhile;/,
    );
  });

  it('is 5 for a stage that is not there, naming those that are', async () => {
    expect(await run(rig, ['explain', 'web', 'Nowhere'])).toMatchObject({
      code: 5,
      err: 'signalbox: web has no stage Nowhere; its stages are Source, Gate, Prod\n',
    });
  });
});

describe('signalbox explain in the other modes', () => {
  beforeEach(async () => {
    rig = await Rig.open();
  });

  function create(executionMode: string) {
    const { pipeline } = gatedPipeline('web');
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode } });
    rig.elapse(5);
  }

  it('2.4 QUEUED: tells the places in the queue, and who is next', async () => {
    create('QUEUED');
    const ids = ['b', 'c', 'd'].map((letter) => push('web', letter));
    const { document } = await runJson(rig, ['explain', 'web']);
    const { stages, superseded, next } = document.explanation;
    expect(superseded).toEqual([]);
    expect(stages[1].inbound).toMatchObject([
      { executionId: ids[0], cause: { kind: 'locked', position: 1 } },
      { executionId: ids[1], cause: { kind: 'queue', position: 2, executionId: ids[0] } },
      {
        executionId: ids[2],
        cause: { kind: 'queue', position: 3, executionId: ids[1] },
        sentence: 'ddddddd Change d is number 3 in the queue for Gate, behind ccccccc',
      },
    ]);
    const rejected = next.find(({ when }: { when: { kind: string } }) => when.kind === 'rejected');
    expect(rejected.outcomes).toMatchObject([
      { kind: 'fails', stage: 'Gate' },
      { kind: 'enters', executionId: ids[0], stage: 'Gate' },
    ]);
    answer('web', 'Rejected');
    expect(stateOf('web')[1]?.latestExecution?.pipelineExecutionId).toBe(ids[0]);
  });

  it('2.4 PARALLEL: tells each execution for itself', async () => {
    create('PARALLEL');
    const id = push('web', 'b');
    const { document } = await runJson(rig, ['explain', 'web']);
    const { stages, next } = document.explanation;
    expect(stages).toHaveLength(2);
    expect(stages[0]).toMatchObject({
      stage: 'Gate',
      state: 'waiting',
      executionId: id,
      revisionId: commit('b'),
      cause: { kind: 'approval', actions: ['Approve'], deadline: '2026-11-20T13:00:11.000Z' },
    });
    expect(next.slice(0, 2)).toMatchObject([
      { when: { kind: 'approved', executionId: id }, outcomes: [{ kind: 'enters', executionId: id, stage: 'Prod' }] },
      { when: { kind: 'rejected', executionId: id }, outcomes: [{ kind: 'fails', executionId: id }] },
    ]);
  });
});
