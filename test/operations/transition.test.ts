import { beforeEach, describe, expect, it } from 'vitest';
import { planTransition } from '../../src/operations/transition.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

describe('opening and closing a transition', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
  });

  const plan = (enable: boolean, stage = 'Prod') =>
    rig.finish(planTransition(rig.operations, { pipeline: rig.id('web'), stage, enable }));
  const transition = () => {
    const { stageStates } = rig.aws('GetPipelineState', { name: 'web' }) as { stageStates: object[] };
    return (stageStates[2] as { inboundTransitionState: object }).inboundTransitionState;
  };

  it('closes with a reason and opens again', async () => {
    const closing = await plan(false);
    expect(closing.text).toMatchObject({ required: true, max: 300 });
    await rig.finish(closing.run('year-end freeze'));
    expect(transition()).toMatchObject({ enabled: false, disabledReason: 'year-end freeze' });
    const opening = await plan(true);
    expect(opening.facts[0]?.text).toBe('closed by operator 0s ago: year-end freeze');
    const result = await rig.finish(opening.run());
    expect(result).toMatchObject({ operation: 'enable-transition', status: 'Enabled', subjects: [{ stage: 'Prod' }] });
    expect(transition()).toMatchObject({ enabled: true });
  });

  it('checks the reason as AWS would, before it is sent', async () => {
    const { text } = await plan(false);
    expect(text?.check("year's end")).toContain(`"'"`);
    expect(text?.check('')).toBe('a reason is needed');
    expect(text?.check('year end (2026)!')).toBeUndefined();
  });

  it('refuses when somebody changed it meanwhile', async () => {
    const closing = await plan(false);
    const other = { pipelineName: 'web', stageName: 'Prod', transitionType: 'Inbound', reason: 'mine first' };
    rig.aws('DisableStageTransition', other, 'bob');
    const refused = rig.finish(closing.run('too late'));
    await expect(refused).rejects.toThrow('was changed meanwhile by bob and is closed now');
    expect(transition()).toMatchObject({ disabledReason: 'mine first' });
  });

  it('says what will happen', async () => {
    expect((await plan(false)).facts[1]?.text).toContain('executions wait in front of Prod');
    expect((await plan(true)).facts[1]?.text).toBe('nothing changes: it is open already');
  });

  it('2.4 says that what waited for more than 30 days will not go on', async () => {
    await rig.finish((await plan(false)).run('long freeze'));
    rig.approveGate('web');
    expect((await plan(true)).facts[1]?.text).toMatch(/enters Prod at once$/);
    rig.elapse(31 * 24 * 3600);
    expect((await plan(true)).facts[1]?.text).toContain('more than 30 days');
  });

  it('knows only the stages there are', async () => {
    await expect(plan(true, 'Nope')).rejects.toMatchObject({ kind: 'not-found', exitCode: 5 });
  });

  it('shows the same as commands that reach the same service and no other', async () => {
    const inProcess = await plan(false);
    expect(inProcess.command('year end')).toBe(
      `signalbox transition disable web Prod --reason 'year end' --region eu-west-1 --scenario none`,
    );
    // Nothing but this process can reach the engine in it.
    expect(inProcess.awsCommand('year end')).toBeUndefined();

    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4599' });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    const served = await plan(false);
    const place = '--region eu-west-1 --endpoint-url http://127.0.0.1:4599';
    expect(served.command('year end')).toBe(`signalbox transition disable web Prod --reason 'year end' ${place}`);
    expect(served.awsCommand('year end')).toBe(
      `aws codepipeline disable-stage-transition --pipeline-name web --stage-name Prod --transition-type Inbound --reason 'year end' ${place}`,
    );
  });

  it.each([
    ['PipelineNotFoundException', () => rig.aws('DeletePipeline', { name: 'web' })],
    ['StageNotFoundException', () => rig.aws('UpdatePipeline', withoutProd())],
  ])('2.5 tells the refusal of AWS: %s', async (code, change) => {
    for (const enable of [true, false]) {
      rig = await Rig.open();
      rig.aws('CreatePipeline', gatedPipeline('web'));
      const made = await plan(enable);
      rig.intercept = (operation) => {
        if (/^(En|Dis)ableStageTransition$/.test(operation)) change();
        return undefined;
      };
      await expect(rig.finish(made.run('freeze'))).rejects.toMatchObject({ code, exitCode: 5 });
    }
  });

  const withoutProd = () => {
    const { pipeline } = gatedPipeline('web');
    return { pipeline: { ...pipeline, stages: pipeline.stages.slice(0, 2) } };
  };
});
