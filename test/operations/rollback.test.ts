import { beforeEach, describe, expect, it } from 'vitest';
import { planRollback, planRollbackChoice } from '../../src/operations/rollback.ts';
import { readNoTargets, readRollbackChoice } from '../../src/operations/rollback-targets.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

const GREEN = '51d00fe000000000000000000000000000000000';
const BLUE = '77b0e1d000000000000000000000000000000000';
const RED = '8c01f3e000000000000000000000000000000000';

type Definition = ReturnType<typeof gatedPipeline>['pipeline'];

/** Source and Prod: what is pushed is live ten seconds later. */
function straightPipeline(changes: object = {}): { pipeline: Definition } {
  const { pipeline } = gatedPipeline('web');
  const [source, , prod] = pipeline.stages as [Definition['stages'][0], unknown, Definition['stages'][0]];
  return { pipeline: { ...pipeline, stages: [source, prod], ...changes } as Definition };
}

describe('2.7 rolling a stage back', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', straightPipeline());
    rig.elapse(60);
  });

  const deploy = (id: string, summary: string) => {
    const execution = rig.push('web', 'Checkout', id, summary) as string;
    rig.elapse(60);
    return execution;
  };
  const newest = () =>
    (
      rig.aws('ListPipelineExecutions', { pipelineName: 'web' }).pipelineExecutionSummaries as {
        pipelineExecutionId: string;
        executionType: string;
        rollbackMetadata?: { rollbackTargetPipelineExecutionId: string };
      }[]
    )[0]!;
  const plan = (to: string, stage = 'Prod') =>
    rig.finish(planRollback(rig.operations, { pipeline: rig.id('web'), stage, to }));
  const choice = (stage = 'Prod') => rig.finish(readRollbackChoice(rig.live, rig.id('web'), stage));
  const reasons = async () => {
    const told = await rig.finish(readNoTargets(rig.live, await choice()));
    return Object.fromEntries(told.map(({ execution, why }) => [execution.id, why]));
  };
  /** Somebody does this after the last look and before the request arrives. */
  const meanwhile = (change: () => void) => {
    rig.intercept = (operation) => {
      if (operation === 'RollbackStage') change();
      return undefined;
    };
  };

  it('shows what changes, sends once and tells the execution that began', async () => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    const made = await plan(green.slice(0, 6));
    expect(made).toMatchObject({ title: 'Roll back Prod in web', confirm: 'Roll back to 51d00fe', dangerous: true });
    expect(made.facts.map(({ label, text }) => `${label}: ${text}`)).toEqual([
      'To: 51d00fe Green header, started 2m ago',
      'Now: 77b0e1d Blue header',
      'Checkout: 51d00fe instead of 77b0e1d',
      'Version: 1, as what Prod holds',
      `Then: a new execution runs Prod alone, with the artifacts and variables of ${green.slice(0, 6)}`,
      'Where: 1234-5678-9012 · eu-west-1 · MOCK',
    ]);
    expect(made.command()).toBe(
      `signalbox rollback web Prod --to ${green.slice(0, 6)} --region eu-west-1 --scenario none`,
    );
    const result = await rig.finish(made.run());
    const rollback = newest();
    expect(rollback).toMatchObject({
      executionType: 'ROLLBACK',
      rollbackMetadata: { rollbackTargetPipelineExecutionId: green },
    });
    expect(result.subjects).toMatchObject([{ stage: 'Prod', executionId: rollback.pipelineExecutionId }]);
    expect(result.message).toBe(
      `Rolling Prod of web back to 51d00fe Green header: execution ${rollback.pipelineExecutionId.slice(0, 6)}`,
    );
  });

  it('offers the valid targets, newest first, and knows why each other execution is none', async () => {
    const green = deploy(GREEN, 'Green header');
    const blue = deploy(BLUE, 'Blue header');
    await rig.finish((await plan(green)).run());
    const rollback = newest().pipelineExecutionId;
    rig.elapse(60);
    const running = rig.push('web', 'Checkout', RED, 'Red header') as string;
    const { targets } = await choice();
    expect(targets[0]!.id).toBe(blue);
    expect(targets.map(({ id }) => id)).not.toContain(green);
    expect(await reasons()).toEqual({
      [running]: 'has not succeeded in Prod (InProgress)',
      [rollback]: 'is a rollback itself to 51d00fe',
      [green]: 'is what Prod holds now',
    });
    await expect(plan(green)).rejects.toMatchObject({ kind: 'stale', exitCode: 7 });
    await expect(plan(green)).rejects.toThrow(
      `Prod cannot be rolled back to 51d00fe Green header (${green.slice(0, 6)}): is what Prod holds now`,
    );
    await expect(plan(rollback)).rejects.toThrow('is a rollback itself to 51d00fe');
    const open = await rig.finish(planRollbackChoice(rig.operations, { pipeline: rig.id('web'), stage: 'Prod' }));
    expect(open.facts[0]).toEqual({ label: blue.slice(0, 6), text: '77b0e1d Blue header, started 2m ago' });
    expect(open.facts.find(({ label }) => label === running.slice(0, 6))?.text).toBe(
      `not execution ${running.slice(0, 6)}, which has not succeeded in Prod (InProgress)`,
    );
    await expect(open.run()).rejects.toMatchObject({ kind: 'person-needed', exitCode: 3 });
  });

  it('knows which executions ran with another version of the definition, and which are too old', async () => {
    const green = deploy(GREEN, 'Green header');
    rig.aws('UpdatePipeline', straightPipeline());
    const blue = deploy(BLUE, 'Blue header');
    expect((await reasons())[green]).toBe('ran with version 1 of the definition, which is now version 2');
    await expect(choice()).resolves.toMatchObject({ targets: [] });
    const none = rig.finish(planRollbackChoice(rig.operations, { pipeline: rig.id('web'), stage: 'Prod' }));
    await expect(none).rejects.toMatchObject({ kind: 'stale', code: 'UnableToRollbackStageException', exitCode: 7 });
    await expect(none).rejects.toThrow(
      `there is nothing to roll Prod of web back to: 77b0e1d Blue header (${blue.slice(0, 6)}) is what Prod holds now; 51d00fe Green header`,
    );
    const old = { ...(await choice()) };
    const execution = { ...old.others.find(({ id }) => id === green)!, startedAt: Date.UTC(2024, 0, 31) };
    const [told] = await rig.finish(readNoTargets(rig.live, { ...old, others: [execution] }));
    expect(told?.why).toBe('started before February 2024');
  });

  it('says that what stands there now ran with another version, and compares variables', async () => {
    const variables = [{ name: 'SPEED', defaultValue: 'slow' }];
    rig.aws('UpdatePipeline', straightPipeline({ pipelineType: 'V2', variables }));
    const green = deploy(GREEN, 'Green header');
    rig.aws('StartPipelineExecution', { name: 'web', variables: [{ name: 'SPEED', value: 'fast' }] });
    rig.elapse(60);
    const made = await plan(green);
    const text = made.facts.map(({ label, text: said }) => `${label}: ${said}`).join('\n');
    expect(text).toContain('Variable: SPEED = slow instead of fast');
    expect(text).toContain('Version: 2, as what Prod holds');
  });

  it('warns of what is on its way to the stage, unless its transition is closed', async () => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    rig.push('web', 'Checkout', RED, 'Red header');
    const mind = async () => (await plan(green)).facts.find(({ label }) => label === 'Mind')?.text;
    expect(await mind()).toMatch(/^\w{6} is on its way to Prod and will take its place; close the transition first/);
    const closed = { pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound', reason: 'freeze' };
    rig.aws('DisableStageTransition', closed);
    expect(await mind()).toBeUndefined();
  });

  it.each([
    ['the source stage', 'Source', /^the source stage cannot be rolled back$/, () => {}],
    ['a stage in which something runs', 'Prod', /^8c01f3e runs in Prod/, () => rig.push('web', 'Checkout', RED, 'Red')],
  ])('refuses %s', async (_, stage, message, before) => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    before();
    rig.elapse(5);
    await expect(plan(green, stage)).rejects.toMatchObject({ kind: 'stale', code: 'UnableToRollbackStageException' });
    await expect(plan(green, stage)).rejects.toThrow(message);
  });

  it('refuses every stage of a pipeline in PARALLEL mode', async () => {
    const green = deploy(GREEN, 'Green header');
    rig.aws('UpdatePipeline', straightPipeline({ pipelineType: 'V2', executionMode: 'PARALLEL' }));
    deploy(BLUE, 'Blue header');
    await expect(plan(green)).rejects.toThrow('no stage can be rolled back in PARALLEL mode');
  });

  it('refuses a stage that its condition skipped, and one that has never run', async () => {
    const green = deploy(GREEN, 'Green header');
    const rule = {
      name: 'go',
      ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' },
      configuration: { Variable: 'no', Operator: 'EQ', Value: 'yes' },
    };
    const { pipeline } = straightPipeline({ pipelineType: 'V2' });
    const beforeEntry = { conditions: [{ result: 'SKIP', rules: [rule] }] };
    const [source, prod] = pipeline.stages;
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: [source, { ...prod, beforeEntry }] } });
    deploy(BLUE, 'Blue header');
    await expect(plan(green)).rejects.toThrow('Prod was skipped by its condition');
    rig.aws('CreatePipeline', gatedPipeline('new'));
    const never = planRollback(rig.operations, { pipeline: rig.id('new'), stage: 'Prod', to: green });
    await expect(rig.finish(never)).rejects.toThrow('Prod has never run');
  });

  it('is not found for an execution that nobody knows, and for an unknown stage', async () => {
    deploy(GREEN, 'Green header');
    await expect(plan('ffffffff')).rejects.toMatchObject({ kind: 'not-found', exitCode: 5 });
    await expect(plan('ffffffff', 'Prd')).rejects.toThrow('did you mean Prod?');
  });

  it('sends nothing when the stage has moved on since it was planned', async () => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    const made = await plan(green);
    deploy(RED, 'Red header');
    rig.sent.length = 0;
    const late = rig.finish(made.run());
    await expect(late).rejects.toMatchObject({ kind: 'stale', code: 'StageMovedOn' });
    await expect(late).rejects.toThrow('Prod holds 8c01f3e by now; nothing was sent');
    expect(rig.sent).not.toContain('RollbackStage');
  });

  it.each([
    ['ConflictException', 7, (target: string) => rollBack(target)],
    ['PipelineExecutionOutdatedException', 7, () => rig.aws('UpdatePipeline', straightPipeline())],
    ['UnableToRollbackStageException', 7, () => pushInto('Prod')],
    ['PipelineNotFoundException', 5, () => rig.aws('DeletePipeline', { name: 'web' })],
    ['StageNotFoundException', 5, () => renameProd()],
  ])('tells the refusal of AWS: %s', async (code, exitCode, change) => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    const made = await plan(green);
    meanwhile(() => change(green));
    await expect(rig.finish(made.run())).rejects.toMatchObject({ code, exitCode });
    expect(rig.audited.at(-1)).toMatchObject({ phase: 'failed', error: { code } });
  });

  const rollBack = (target: string) =>
    rig.aws('RollbackStage', { pipelineName: 'web', stageName: 'Prod', targetPipelineExecutionId: target });
  const pushInto = (_: string) => {
    rig.push('web', 'Checkout', RED, 'Red header');
    rig.elapse(5);
  };
  const renameProd = () => {
    const { pipeline } = straightPipeline();
    const [source, prod] = pipeline.stages;
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: [source, { ...prod, name: 'Live' }] } });
  };

  it.each([
    ['never arrived', false, /the change was not made: no rollback to 51d00fe has begun$/],
    ['was lost on its way back', true, /the change was made all the same: \w{6} rolls back to 51d00fe$/],
  ])('looks again when the request %s', async (_, arrives, message) => {
    const green = deploy(GREEN, 'Green header');
    deploy(BLUE, 'Blue header');
    const made = await plan(green);
    if (arrives) rig.losesAnswer = (operation) => operation === 'RollbackStage';
    else {
      rig.intercept = (operation) =>
        operation === 'RollbackStage' ? Object.assign(new Error('hang up'), { code: 'ECONNRESET' }) : undefined;
    }
    await expect(rig.finish(made.run())).rejects.toThrow(message);
    expect(rig.sent.filter((operation) => operation === 'RollbackStage')).toHaveLength(arrives ? 1 : 0);
  });
});
