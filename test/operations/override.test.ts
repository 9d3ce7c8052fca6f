import { beforeEach, describe, expect, it } from 'vitest';
import { readPipelineView } from '../../src/live/pipeline-views.ts';
import { offers } from '../../src/operations/offers.ts';
import { type OverrideRequest, planOverride } from '../../src/operations/override.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

const wants = (word: string) => ({
  provider: 'VariableCheck',
  configuration: { Variable: '#{variables.WORD}', Operator: 'EQ', Value: word },
});
/** Takes 10 s and finds nothing wrong. */
const SLOW = { provider: 'LambdaInvoke', configuration: { FunctionName: 'check' } };

function condition(result: string, { provider, configuration }: ReturnType<typeof wants> | typeof SLOW) {
  const ruleTypeId = { category: 'Rule', owner: 'AWS', provider, version: '1' };
  return { conditions: [{ result, rules: [{ name: 'our-rule', ruleTypeId, configuration }] }] };
}

/** Source, Prod with conditions, and After. */
function guardedPipeline(conditions: object, changes: object = {}) {
  const { pipeline } = gatedPipeline('web');
  const [source, , prod] = pipeline.stages;
  const variables = [{ name: 'WORD', defaultValue: 'go' }];
  const after = { ...prod, name: 'After' };
  return {
    pipeline: {
      ...pipeline,
      pipelineType: 'V2',
      variables,
      stages: [source, { ...prod, ...conditions }, after],
      ...changes,
    },
  };
}

describe('2.7 overriding a condition', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
  });

  function create(conditions: object, changes?: object): string {
    rig.aws('CreatePipeline', guardedPipeline(conditions, changes));
    rig.aws('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId: newest(), abandon: true });
    rig.push('web', 'Checkout', '77b0e1d'.padEnd(40, '0'), 'Blue header');
    rig.elapse(5);
    return newest();
  }
  const newest = () =>
    (
      rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
        pipelineExecutionId: string;
      }[]
    )[0]!.pipelineExecutionId;
  const plan = (request: Partial<OverrideRequest> = {}) =>
    rig.finish(
      planOverride(rig.operations, { pipeline: rig.id('web'), stage: 'Prod', condition: 'before-entry', ...request }),
    );
  const lines = (made: Awaited<ReturnType<typeof plan>>) => made.facts.map(({ label, text }) => `${label}: ${text}`);
  const meanwhile = (change: () => void) => {
    rig.intercept = (operation) => {
      if (operation === 'OverrideStageCondition') change();
      return undefined;
    };
  };

  it('shows which rules failed and what follows, and sends once', async () => {
    const id = create({ beforeEntry: condition('FAIL', wants('stop')) });
    const made = await plan();
    expect(made).toMatchObject({
      title: 'Override the condition before entry of Prod in web',
      confirm: 'Override for 77b0e1d',
      subjects: [{ stage: 'Prod', executionId: id }],
    });
    expect(lines(made)).toEqual([
      'Commit: 77b0e1d Blue header',
      expect.stringMatching(/^Now: it has Failed \ds ago$/),
      "Rule: our-rule has Failed: 'go' EQ 'stop' does not hold",
      'Then: 77b0e1d enters Prod, and its actions begin',
      'Where: 1234-5678-9012 · eu-west-1 · MOCK',
    ]);
    expect(made.command()).toContain(`override web Prod --condition before-entry --execution ${id.slice(0, 6)}`);
    const result = await rig.finish(made.run());
    expect(result).toMatchObject({ operation: 'override', status: 'Overridden', subjects: [{ executionId: id }] });
    expect(result.message).toBe('Overrode the condition before entry of Prod of web for 77b0e1d Blue header');
    await expect(plan()).rejects.toThrow('the condition before entry of Prod is Overridden');
    rig.elapse(60);
    expect(JSON.stringify(rig.aws('ListPipelineExecutions', { pipelineName: 'web' }))).toContain('Succeeded');
  });

  it('lets a stage that is still checked go on, and says where that leads', async () => {
    create({ onSuccess: condition('ROLLBACK', SLOW) });
    rig.elapse(10);
    const closed = { pipelineName: 'web', stageName: 'After', transitionType: 'Inbound', reason: 'year-end freeze' };
    rig.aws('DisableStageTransition', closed);
    const made = await plan({ condition: 'on-success' });
    expect(lines(made)).toContainEqual(expect.stringMatching(/^Now: it is being checked since \ds$/));
    expect(lines(made)).toContain('Rule: our-rule is still checked');
    expect(lines(made).find((line) => line.startsWith('Then'))).toMatch(
      /^Then: Prod counts as succeeded: After is closed by alice 0s ago: year-end freeze. 77b0e1d will wait there$/,
    );
    await rig.finish(made.run());
  });

  it('is bound to the execution that is named, and to how the condition stood when it was planned', async () => {
    create({ beforeEntry: condition('FAIL', SLOW) });
    await expect(plan({ executionId: 'ffffff' })).rejects.toMatchObject({
      code: 'NotLatestPipelineExecutionException',
      exitCode: 7,
    });
    const made = await plan();
    rig.elapse(20);
    rig.sent.length = 0;
    await expect(rig.finish(made.run())).rejects.toMatchObject({ kind: 'stale', exitCode: 7 });
    expect(rig.sent).not.toContain('OverrideStageCondition');
  });

  it.each([
    ['there is none', {}, 'there is no condition before entry of Prod'],
    ['it is met', { beforeEntry: condition('FAIL', wants('go')) }, 'the condition before entry of Prod is Succeeded'],
    [
      'it skips',
      { beforeEntry: condition('SKIP', wants('stop')) },
      'the condition before entry of Prod skips the stage when it is not met: AWS overrides none that does',
    ],
  ])('refuses when %s', async (_, conditions, message) => {
    create(conditions);
    await expect(plan()).rejects.toMatchObject({ code: 'ConditionNotOverridableException', exitCode: 7 });
    await expect(plan()).rejects.toThrow(message);
  });

  it('refuses what has not been checked, and an unknown stage', async () => {
    create({ onSuccess: condition('FAIL', wants('go')) });
    await expect(plan({ condition: 'on-success' })).rejects.toThrow(
      'the condition on success of Prod has not been checked',
    );
    await expect(plan({ stage: 'Prd' })).rejects.toMatchObject({ kind: 'not-found', exitCode: 5 });
  });

  it('2.4 needs an execution in PARALLEL mode, and overrides that one', async () => {
    const id = create({ beforeEntry: condition('FAIL', wants('stop')) }, { executionMode: 'PARALLEL' });
    await expect(plan()).rejects.toMatchObject({ kind: 'usage', exitCode: 2 });
    await expect(plan({ executionId: 'ffffff' })).rejects.toMatchObject({ exitCode: 5 });
    const made = await plan({ executionId: id.slice(0, 6) });
    await rig.finish(made.run());
    await expect(rig.finish(made.run())).rejects.toMatchObject({ code: 'ConditionNotOverridableException' });
  });

  const cases: readonly [string, number, (id: string) => unknown][] = [
    ['ConditionNotOverridableException', 7, (id) => override(id)],
    [
      'NotLatestPipelineExecutionException',
      7,
      () => [rig.push('web', 'Checkout', 'b'.repeat(40), 'Next'), rig.elapse(5)],
    ],
    ['ConflictException', 7, (id) => [override(id), stop(id)]],
    ['PipelineNotFoundException', 5, () => rig.aws('DeletePipeline', { name: 'web' })],
    ['StageNotFoundException', 5, () => rig.aws('UpdatePipeline', withoutProd())],
  ];
  it.each(cases)('tells the refusal of AWS: %s', async (code, exitCode, change) => {
    const id = create({ beforeEntry: condition('FAIL', wants('stop')) });
    const made = await plan();
    meanwhile(() => change(id));
    await expect(rig.finish(made.run())).rejects.toMatchObject({ code, exitCode });
  });

  it('tells the refusal of AWS: 50 executions are active already', async () => {
    const id = create({ beforeEntry: condition('FAIL', wants('stop')) }, { executionMode: 'PARALLEL' });
    const made = await plan({ executionId: id });
    for (let count = 0; count < 50; count += 1) rig.aws('StartPipelineExecution', { name: 'web' });
    await expect(rig.finish(made.run())).rejects.toMatchObject({
      code: 'ConcurrentPipelineExecutionsLimitExceededException',
      exitCode: 6,
    });
  });

  const stop = (pipelineExecutionId: string) =>
    rig.aws('StopPipelineExecution', { pipelineName: 'web', pipelineExecutionId });
  const override = (id: string) =>
    rig.aws('OverrideStageCondition', {
      pipelineName: 'web',
      stageName: 'Prod',
      pipelineExecutionId: id,
      conditionType: 'BEFORE_ENTRY',
    });
  const withoutProd = () => {
    const { pipeline } = guardedPipeline({});
    return { pipeline: { ...pipeline, stages: [pipeline.stages[0], pipeline.stages[2]] } };
  };

  it.each([
    ['never arrived', false, /the change was not made: the condition before entry of Prod is Failed$/],
    ['was lost on its way back', true, /the change was made all the same: .* is Overridden$/],
  ])('looks again when the request %s', async (_, arrives, message) => {
    create({ beforeEntry: condition('FAIL', wants('stop')) });
    const made = await plan();
    if (arrives) rig.losesAnswer = (operation) => operation === 'OverrideStageCondition';
    else {
      rig.intercept = (operation) =>
        operation === 'OverrideStageCondition'
          ? Object.assign(new Error('hang up'), { code: 'ECONNRESET' })
          : undefined;
    }
    await expect(rig.finish(made.run())).rejects.toThrow(message);
  });

  it('is offered where a condition holds a stage up', async () => {
    create({ beforeEntry: condition('FAIL', wants('stop')) });
    const view = await rig.finish(readPipelineView(rig.live, rig.id('web')));
    const offer = (selection: object) => offers(view, selection).find(({ id }) => id === 'override');
    expect(offer({})).toMatchObject({ detail: 'the condition before entry of Prod', disabledReason: undefined });
    expect(offer({ stage: 'After' })).toMatchObject({ disabledReason: 'no condition holds After up' });
  });
});
