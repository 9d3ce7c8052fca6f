import { beforeEach, describe, expect, it } from 'vitest';
import { planRetry } from '../../src/operations/retry.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

describe('2.7 what a retry is refused for', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
  });

  const ruleTypeId = { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' };
  const rules = [{ name: 'our-rule', ruleTypeId, configuration: { Variable: 'go', Operator: 'EQ', Value: 'stop' } }];
  const condition = (result: string) => ({ conditions: [{ result, rules }] });

  /** Source, Gate with two approvals side by side and one behind them, Prod. */
  function definition(changes: object = {}, gate: object = {}) {
    const { pipeline } = gatedPipeline('web');
    const [source, stage, prod] = pipeline.stages;
    const approve = stage!.actions[0]!;
    const actions = [
      { ...approve, name: 'QA', runOrder: 1 },
      { ...approve, name: 'Legal', runOrder: 1 },
      { ...approve, name: 'Boss', runOrder: 2 },
    ];
    return {
      pipeline: { ...pipeline, pipelineType: 'V2', stages: [source, { ...stage, actions, ...gate }, prod], ...changes },
    };
  }
  function create(changes?: object, gate?: object): string {
    rig.aws('CreatePipeline', definition(changes, gate));
    rig.elapse(5);
    return newest();
  }
  const newest = () =>
    (
      rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
        pipelineExecutionId: string;
      }[]
    )[0]!.pipelineExecutionId;
  function reject(action: string): void {
    const { stageStates } = rig.aws('GetPipelineState', { name: 'web' }) as {
      stageStates: { actionStates: { actionName: string; latestExecution?: { token?: string } }[] }[];
    };
    const state = stageStates[1]!.actionStates.find(({ actionName }) => actionName === action);
    const result = { status: 'Rejected', summary: 'no' };
    const place = { pipelineName: 'web', stageName: 'Gate', actionName: action };
    rig.aws('PutApprovalResult', { ...place, token: state?.latestExecution?.token, result });
    rig.elapse(1);
  }
  const plan = (rest: object = {}) =>
    rig.finish(planRetry(rig.operations, { pipeline: rig.id('web'), stage: 'Gate', allActions: false, ...rest }));
  const retry = (id: string) =>
    rig.aws('RetryStageExecution', {
      pipelineName: 'web',
      stageName: 'Gate',
      pipelineExecutionId: id,
      retryMode: 'FAILED_ACTIONS',
    });
  const next = () => {
    rig.push('web', 'Checkout', 'b'.repeat(40), 'Next');
    rig.elapse(5);
  };

  it('may be asked for while siblings still run, but not of all actions', async () => {
    create();
    reject('QA');
    await expect(plan({ allActions: true })).rejects.toMatchObject({ code: 'StageNotRetryableException', exitCode: 7 });
    await expect(plan({ allActions: true })).rejects.toThrow('Legal still runs in Gate');
    await rig.finish((await plan()).run());
  });

  it('says of a stage that only its condition failed that this can be overridden, and of a skipped one that it was', async () => {
    create({}, { beforeEntry: condition('FAIL') });
    await expect(plan()).rejects.toThrow('no action of Gate has failed, only its condition: that can be overridden');
    rig.aws('DeletePipeline', { name: 'web' });
    create();
    reject('QA');
    reject('Legal');
    rig.aws('UpdatePipeline', definition({}, { beforeEntry: condition('SKIP') }));
    next();
    await expect(plan()).rejects.toThrow('Gate was skipped by its condition');
  });

  const cases: readonly [string, number, (id: string) => void][] = [
    [
      'StageNotRetryableException',
      7,
      () => rig.aws('UpdatePipeline', definition({}, { beforeEntry: condition('FAIL') })),
    ],
    ['NotLatestPipelineExecutionException', 7, () => next()],
    ['ConflictException', 7, (id) => retry(id)],
    ['PipelineNotFoundException', 5, () => rig.aws('DeletePipeline', { name: 'web' })],
    ['StageNotFoundException', 5, () => rig.aws('UpdatePipeline', gatedInstead())],
  ];
  const gatedInstead = () => {
    const { pipeline } = gatedPipeline('web');
    return { pipeline: { ...pipeline, stages: [pipeline.stages[0], pipeline.stages[2]] } };
  };
  it.each(cases)('tells the refusal of AWS: %s', async (code, exitCode, change) => {
    const id = create();
    reject('QA');
    reject('Legal');
    const made = await plan();
    rig.intercept = (operation) => {
      if (operation === 'RetryStageExecution') change(id);
      return undefined;
    };
    await expect(rig.finish(made.run())).rejects.toMatchObject({ code, exitCode });
  });

  it('tells the refusal of AWS: 50 executions are active already', async () => {
    const id = create({ executionMode: 'PARALLEL' });
    rig.aws('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId: id, abandon: true });
    for (let count = 0; count < 50; count += 1) rig.aws('StartPipelineExecution', { name: 'web' });
    await expect(rig.finish((await plan({ executionId: id })).run())).rejects.toMatchObject({
      code: 'ConcurrentPipelineExecutionsLimitExceededException',
      exitCode: 6,
    });
  });

  it('looks at the moment of sending whether the same execution stands there', async () => {
    create();
    reject('QA');
    reject('Legal');
    const made = await plan();
    next();
    await expect(rig.finish(made.run())).rejects.toMatchObject({ code: 'NotLatestPipelineExecutionException' });
    expect(rig.sent).not.toContain('RetryStageExecution');
  });
});
