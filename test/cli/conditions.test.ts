import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { begin, run, runJson } from './support/cli-rig.ts';

/** Lets a stage pass where the word is the wanted one. */
function wants(word: string) {
  return { provider: 'VariableCheck', configuration: { Variable: '#{variables.WORD}', Operator: 'EQ', Value: word } };
}

/** Takes 10 s and finds nothing wrong. */
const SLOW = { provider: 'LambdaInvoke', configuration: { FunctionName: 'check' } };

function condition(result: string, { provider, configuration }: ReturnType<typeof wants> | typeof SLOW) {
  const ruleTypeId = { category: 'Rule', owner: 'AWS', provider, version: '1' };
  return { conditions: [{ result, rules: [{ name: 'our-rule', ruleTypeId, configuration }] }] };
}

describe('a stage with a condition', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
  });

  /** Source and Prod; Prod's deployment is over 11 s later. */
  function create(conditions: Record<string, unknown>): void {
    const { pipeline } = gatedPipeline('web');
    const [source, , prod] = pipeline.stages;
    const variables = [{ name: 'WORD', defaultValue: 'go' }];
    const stages = [source, { ...prod, ...conditions }];
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', variables, stages } });
    rig.elapse(20);
  }

  async function watched() {
    const running = begin(rig, ['watch', 'web', '--output', 'ndjson']);
    await rig.finish(running.code);
    const objects = running.objects as Record<string, string | null>[];
    return {
      result: objects.at(-1)!,
      lines: objects.slice(0, -1).map(({ at, type, stage, to }) => ({ at, type, stage, to })),
    };
  }

  it('2.4 that failed by it is said to have, with the rule and when', async () => {
    create({ beforeEntry: condition('FAIL', wants('stop')) });
    const { out } = await run(rig, ['status', 'web']);
    expect(out).toMatch(/✗ Prod +failed: /);
    expect(out).toMatch(/✗ before entry +failed: our-rule: 'go' EQ 'stop' does not hold +19s/);
    expect((await run(rig, ['pipelines'])).out).toMatch(/✗ failed +web .* condition +19s/);
    const { result, lines } = await watched();
    expect(lines.slice(-2)).toEqual([
      { at: '2026-11-20T12:00:01.000Z', type: 'stage', stage: 'Prod', to: 'Failed' },
      { at: '2026-11-20T12:00:01.000Z', type: 'execution', stage: null, to: 'Failed' },
    ]);
    expect(result).toMatchObject({ status: 'Failed', stage: 'Prod', action: null, exitCode: 1 });
    expect(result.message).toMatch(
      /has failed at Prod: the condition before entry: our-rule: 'go' EQ 'stop' does not hold$/,
    );
  });

  it('2.4 that was skipped by it is said to have been', async () => {
    create({ beforeEntry: condition('SKIP', wants('stop')) });
    expect((await run(rig, ['status', 'web'])).out).toMatch(/⊘ Prod +skipped: /);
    const { result, lines } = await watched();
    expect(lines).toContainEqual({ at: '2026-11-20T12:00:01.000Z', type: 'stage', stage: 'Prod', to: 'Skipped' });
    expect(result).toMatchObject({ status: 'Succeeded', exitCode: 0 });
  });

  it('2.4 waits for it, and has not succeeded before it is met', async () => {
    create({ onSuccess: condition('FAIL', SLOW) });
    expect((await run(rig, ['status', 'web'])).out).toMatch(/► on success +running: our-rule +9s/);
    const { document } = await runJson(rig, ['pipelines', 'web']);
    expect(document.pipelines[0]).toMatchObject({
      health: 'InProgress',
      waiting: [{ kind: 'condition', stage: 'Prod', action: null, since: '2026-11-20T12:00:11.000Z', deadline: null }],
    });
    const running = begin(rig, ['watch', 'web', '--output', 'ndjson']);
    await running.until(({ out }) => out.text.includes('"action":"Deploy"'));
    const ofProd = () =>
      running.objects.filter(({ type, stage }) => type === 'stage' && stage === 'Prod').map(({ to }) => to);
    expect(ofProd()).toEqual(['InProgress']);
    rig.elapse(20);
    expect(await rig.finish(running.code)).toBe(0);
    expect(ofProd()).toEqual(['InProgress', 'Succeeded']);
  });

  it('2.4 is told as running while it is checked before its actions', async () => {
    create({ beforeEntry: condition('FAIL', SLOW) });
    rig.aws('StartPipelineExecution', { name: 'web' });
    rig.elapse(5);
    const running = begin(rig, ['watch', 'web', '--output', 'ndjson']);
    await running.until(({ out }) => out.text.includes('"stage":"Prod"'));
    expect(running.objects.at(-1)).toMatchObject({
      at: '2026-11-20T12:00:21.000Z',
      type: 'stage',
      stage: 'Prod',
      to: 'InProgress',
    });
    rig.elapse(60);
    expect(await rig.finish(running.code)).toBe(0);
  });

  it('2.7 is told to have been rolled back, by which execution', async () => {
    create({ onSuccess: condition('ROLLBACK', wants('go')) });
    rig.aws('StartPipelineExecution', { name: 'web', variables: [{ name: 'WORD', value: 'halt' }] });
    rig.elapse(15);
    const { pipelineExecutionSummaries } = rig.aws('ListPipelineExecutions', { pipelineName: 'web' }) as {
      pipelineExecutionSummaries: { pipelineExecutionId: string }[];
    };
    const [rollback, failed] = pipelineExecutionSummaries.map((summary) => summary.pipelineExecutionId);
    const { document } = await runJson(rig, ['watch', 'web', '--execution', failed!]);
    expect(document.result).toMatchObject({ status: 'Failed', rolledBack: rollback, exitCode: 1 });
    expect(document.result.stage).toBe('Prod');
    expect(document.result.message).toContain(
      `has failed at Prod: the rule our-rule was not met: 'halt' EQ 'go' does not hold; ${rollback!.slice(0, 6)} rolled it back`,
    );
    expect((await run(rig, ['status', 'web'])).out).toMatch(/► Prod +rollback: /);
    rig.intercept = (operation) =>
      operation === 'ListRuleExecutions'
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'denied' })
        : undefined;
    const denied = await runJson(rig, ['watch', 'web', '--execution', failed!]);
    expect(denied.document.result.message).toMatch(/has failed; \w+ rolled it back$/);
  });

  it('2.7 is overridden by hand, which status shows', async () => {
    create({ beforeEntry: condition('FAIL', wants('stop')) });
    const override = (...flags: string[]) => run(rig, ['override', 'web', 'Prod', ...flags]);
    expect(await override('--yes')).toMatchObject({
      code: 2,
      err: 'signalbox: --condition is needed: give before-entry or on-success\n',
    });
    expect(await override('--condition', 'on-failure', '--yes')).toMatchObject({ code: 2 });
    expect(await override('--condition', 'on-success', '--yes')).toMatchObject({
      code: 7,
      err: 'signalbox: there is no condition on success of Prod\n',
    });
    expect(await override('--condition', 'before-entry')).toMatchObject({ code: 3 });
    const argv = ['override', 'web', 'Prod', '--condition', 'before-entry', '--yes'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(0);
    expect(document.result).toMatchObject({
      operation: 'override',
      status: 'Overridden',
      pipeline: 'web',
      stage: 'Prod',
    });
    const { out } = await run(rig, ['status', 'web']);
    expect(out).toMatch(/► Prod +\w{7} /);
    expect(out).toMatch(/● before entry +overridden/);
  });
});
