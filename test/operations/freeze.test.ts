import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { type FreezeRequest, planFreeze } from '../../src/operations/freeze.ts';
import { planUnfreeze } from '../../src/operations/unfreeze.ts';
import { Protection } from '../../src/policy/protection.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

interface TransitionState {
  readonly enabled: boolean;
  readonly disabledReason?: string;
}

let rig: Rig;

const freeze = (names: readonly string[], rest: Partial<FreezeRequest> = {}) =>
  rig.finish(planFreeze(rig.operations, { pipelines: names.map((name) => rig.id(name)), globs: names, ...rest }));
const unfreeze = (...globs: string[]) => rig.finish(planUnfreeze(rig.operations, { globs }));
const lines = ({ facts }: Awaited<ReturnType<typeof freeze>>) => facts.map(({ label, text }) => `${label}: ${text}`);
const transitionsOf = (name: string) => {
  const { stageStates } = rig.aws('GetPipelineState', { name }) as {
    stageStates: { inboundTransitionState: TransitionState }[];
  };
  return stageStates.map(({ inboundTransitionState }) => inboundTransitionState);
};
const isOpen = (name: string) => transitionsOf(name).map(({ enabled }) => enabled);
const close = (name: string, stageName: string, reason: string, by = 'alice') =>
  rig.aws('DisableStageTransition', { pipelineName: name, stageName, transitionType: 'Inbound', reason }, by);
const open = (name: string, stageName: string) =>
  rig.aws('EnableStageTransition', { pipelineName: name, stageName, transitionType: 'Inbound' });
const changesSent = () => rig.sent.filter((operation) => /^(Dis|En)ableStageTransition$/.test(operation));
const remembered = async () =>
  (await rig.operations.freezes.recall()).map(({ pipeline, stage }) => `${pipeline.name}/${stage}`);

beforeEach(async () => {
  rig = await Rig.open();
  for (const name of ['api', 'web']) rig.aws('CreatePipeline', gatedPipeline(name));
  rig.elapse(5);
});

describe('2.5 freezing pipelines', () => {
  it('is the same as an aws command for each transition, both ways', async () => {
    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4599' });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    const closing = await freeze(['web']);
    const line = (verb: string, stage: string, reason = '') =>
      `aws codepipeline ${verb}-stage-transition --pipeline-name web --stage-name ${stage} --transition-type Inbound${reason} --region eu-west-1 --endpoint-url http://127.0.0.1:4599`;
    expect(closing.awsCommand('year end')?.split('\n')).toEqual([
      line('disable', 'Gate', " --reason 'year end'"),
      line('disable', 'Prod', " --reason 'year end'"),
    ]);
    await rig.finish(closing.run('year end'));
    expect((await unfreeze()).awsCommand()?.split('\n')).toEqual([line('enable', 'Gate'), line('enable', 'Prod')]);
  });

  it('closes the transitions of every stage but the first, and leaves those that are closed alone', async () => {
    close('web', 'Prod', 'audit');
    const made = await freeze(['api', 'web']);
    expect(made).toMatchObject({ title: 'Close 3 transitions in 2 pipelines', text: { required: true, max: 300 } });
    expect(lines(made)).toEqual([
      'Closes: api: Gate, Prod',
      'Closes: web: Gate',
      'Leaves: web: Prod as it is, closed by alice 0s ago: audit',
      expect.stringMatching(/^Then: .* AWS does not resume what has waited for more than 30 days$/),
      expect.stringMatching(/^Undo: /),
      'Where: 1234-5678-9012 · eu-west-1 · MOCK',
    ]);
    expect(made.subjects.map(({ pipeline, stage }) => `${pipeline?.name}/${stage}`)).toEqual([
      'api/Gate',
      'api/Prod',
      'web/Gate',
    ]);
    expect(made.command('year-end freeze')).toBe(
      "signalbox freeze api web --reason 'year-end freeze' --region eu-west-1 --scenario none",
    );
    const result = await rig.finish(made.run('year-end freeze'));
    expect(result).toMatchObject({ operation: 'freeze', status: 'Disabled', exitCode: undefined });
    expect(result.message).toMatch(/^Closed 3 transitions in 2 pipelines: year-end freeze/);
    expect(result.changes?.map(({ status }) => status)).toEqual(['Disabled', 'Disabled', 'Disabled']);
    expect(isOpen('api')).toEqual([true, false, false]);
    expect(transitionsOf('web')[1]).toMatchObject({ enabled: false, disabledReason: 'year-end freeze' });
    expect(transitionsOf('web')[2]).toMatchObject({ enabled: false, disabledReason: 'audit' });
    expect(await remembered()).toEqual(expect.arrayContaining(['api/Gate', 'api/Prod', 'web/Gate']));
    expect(await remembered()).toHaveLength(3);
  });

  it('closes the stages of a glob alone, also the first', async () => {
    await rig.finish((await freeze(['web'], { stage: 'S*' })).run('x'));
    expect(isOpen('web')).toEqual([false, true, true]);
    expect(await freeze(['web'], { stage: 'Nope' })).toMatchObject({ title: 'Close no transition', subjects: [] });
  });

  it('says where a closed transition holds nobody up', async () => {
    const { pipeline } = gatedPipeline('side');
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2', executionMode: 'PARALLEL' } });
    const { pipelines } = await import('../../src/live/needs.ts');
    await rig.finish(rig.live.read(pipelines(rig.id('side'))));
    expect(lines(await freeze(['side']))).toContain(
      'Mind: side runs in PARALLEL mode, where a closed transition holds nobody up',
    );
  });

  it('leaves alone what somebody closed since it was planned', async () => {
    const made = await freeze(['web']);
    close('web', 'Gate', 'mine');
    const result = await rig.finish(made.run('freeze'));
    expect(result.changes?.map(({ status }) => status)).toEqual(['Unchanged', 'Disabled']);
    expect(transitionsOf('web')[1]).toMatchObject({ disabledReason: 'mine' });
    expect(await remembered()).toEqual(['web/Prod']);
  });

  it('admits everything before the first is sent', async () => {
    const protection = new Protection([{ name: 'production', pipeline: 'web' }], () => 0);
    const deps = { ...rig.operations, protection };
    const pipelines = [rig.id('api'), rig.id('web')];
    const made = await rig.finish(planFreeze(deps, { pipelines, globs: ['*'] }));
    await expect(rig.finish(made.run('freeze'))).rejects.toMatchObject({ code: 'ProtectedEnvironment', exitCode: 8 });
    expect([changesSent(), await remembered()]).toEqual([[], []]);
  });

  it('sends nothing when it cannot be remembered', async () => {
    const full = new Fault({ kind: 'refused-here', code: 'FreezeMemory', message: 'disk full; nothing was sent' });
    const freezes = { lasting: true, recall: async () => [], revise: () => Promise.reject(full) };
    const made = await rig.finish(
      planFreeze({ ...rig.operations, freezes }, { pipelines: [rig.id('web')], globs: ['web'] }),
    );
    await expect(rig.finish(made.run('freeze'))).rejects.toBe(full);
    expect(changesSent()).toEqual([]);
  });

  it('goes on with the others when one fails, and remembers what was done', async () => {
    const made = await freeze(['api', 'web']);
    rig.aws('DeletePipeline', { name: 'api' });
    const result = await rig.finish(made.run('freeze'));
    expect(result.exitCode).toBe(5);
    expect(result.message).toMatch(/^Closed 2 transitions in web: freeze; 2 could not be closed/);
    expect(result.changes?.map(({ status, fault }) => fault?.code ?? status)).toEqual([
      'PipelineNotFoundException',
      'PipelineNotFoundException',
      'Disabled',
      'Disabled',
    ]);
    expect(await remembered()).toEqual(['web/Gate', 'web/Prod']);
  });

  it('counts pipelines that could not be read apart from transitions that could not be closed', async () => {
    const made = await freeze(['nowhere', 'web']);
    const result = await rig.finish(made.run('freeze'));
    expect(result.message).toMatch(/^Closed 2 transitions in web: freeze; 1 pipeline could not be read/);
    expect(result.exitCode).toBe(5);
  });

  it('tells the refusals of AWS stage by stage', async () => {
    const made = await freeze(['web']);
    const { pipeline } = gatedPipeline('web');
    const [source, gate] = pipeline.stages;
    let sent = 0;
    rig.intercept = (operation) => {
      if (operation !== 'DisableStageTransition') return undefined;
      sent += 1;
      if (sent === 1) return new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' });
      rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: [source, gate] } });
      return undefined;
    };
    const result = await rig.finish(made.run('freeze'));
    expect(result.changes?.map(({ fault }) => [fault?.code, fault?.exitCode])).toEqual([
      ['AccessDeniedException', 4],
      ['StageNotFoundException', 5],
    ]);
    expect(result.exitCode).toBe(4);
    expect(await remembered()).toEqual([]);
  });

  it('6.3 keeps three in flight at most, and waits throttling out', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    for (const name of names) rig.aws('CreatePipeline', gatedPipeline(name));
    const made = await freeze(names);
    let throttled = 0;
    rig.intercept = (operation) => {
      if (operation !== 'DisableStageTransition' || throttled >= 5) return undefined;
      throttled += 1;
      return new Fault({
        kind: 'unreachable',
        code: 'ThrottlingException',
        message: 'Rate exceeded',
        throttled: true,
        retryable: true,
      });
    };
    const result = await rig.finish(made.run('freeze'));
    expect(throttled).toBe(5);
    expect(result.changes).toHaveLength(24);
    expect(result.exitCode).toBeUndefined();
    expect(changesSent()).toHaveLength(24);
    // One line before and one after each, however often it had to be sent.
    expect(rig.audited.filter(({ phase }) => phase === 'succeeded')).toHaveLength(24);
  });

  it('keeps in mind what it closed though the answer was lost', async () => {
    const made = await freeze(['web'], { stage: 'Prod' });
    rig.losesAnswer = (operation) => operation === 'DisableStageTransition';
    const result = await rig.finish(made.run('freeze'));
    expect(result.changes?.[0]?.fault?.message).toMatch(/the change was made all the same/);
    expect(await remembered()).toEqual(['web/Prod']);
    rig.losesAnswer = () => false;
    await rig.finish((await unfreeze()).run());
    expect(isOpen('web')).toEqual([true, true, true]);
  });

  it('tells apart what has the same name elsewhere', async () => {
    rig = await Rig.open({ regions: ['eu-west-1', 'us-east-1'] });
    rig.aws('CreatePipeline', gatedPipeline('web'));
    const there = { ...rig.id('web'), region: 'us-east-1' };
    const made = await rig.finish(planFreeze(rig.operations, { pipelines: [rig.id('web'), there], globs: ['web'] }));
    expect(lines(made)[0]).toBe('Closes: web (1234-5678-9012 eu-west-1): Gate, Prod');
    expect(lines(made)[1]).toMatch(/^Not: web \(1234-5678-9012 us-east-1\): /);
    expect(made.command()).toContain('--region eu-west-1,us-east-1');
    const result = await rig.finish(made.run('freeze'));
    expect(result.changes?.map(({ status }) => status)).toEqual(['Disabled', 'Disabled', 'Failed']);
  });
});

describe('2.5 unfreezing', () => {
  it('opens what a freeze closed, and says what enters', async () => {
    await rig.finish((await freeze(['api', 'web'])).run('freeze'));
    close('web', 'Source', 'not ours');
    const made = await unfreeze();
    expect(made).toMatchObject({ title: 'Open 4 transitions in 2 pipelines', confirm: 'Open 4 transitions' });
    expect(lines(made).slice(0, 2)).toEqual(['Opens: api: Gate, Prod', 'Opens: web: Gate, Prod']);
    const result = await rig.finish(made.run());
    expect(result.message).toBe('Opened 4 transitions in 2 pipelines');
    expect(result.exitCode).toBeUndefined();
    expect([isOpen('api'), isOpen('web')]).toEqual([
      [true, true, true],
      [false, true, true],
    ]);
    expect(await remembered()).toEqual([]);
    const again = await unfreeze();
    expect(again).toMatchObject({ title: 'Open no transition', subjects: [] });
    expect(again.command()).toBe('signalbox unfreeze --region eu-west-1 --scenario none');
  });

  it('lists them by name, whatever was frozen first', async () => {
    await rig.finish((await freeze(['web'])).run('freeze'));
    await rig.finish((await freeze(['api'])).run('freeze'));
    expect(lines(await unfreeze()).slice(0, 2)).toEqual(['Opens: api: Gate, Prod', 'Opens: web: Gate, Prod']);
  });

  it('opens those of a glob alone', async () => {
    await rig.finish((await freeze(['api', 'web'])).run('freeze'));
    await rig.finish((await unfreeze('a*')).run());
    expect([isOpen('api'), isOpen('web')]).toEqual([
      [true, true, true],
      [true, false, false],
    ]);
    expect(await remembered()).toEqual(['web/Gate', 'web/Prod']);
  });

  it('says what enters, and what waited for too long', async () => {
    await rig.finish((await freeze(['web'], { stage: 'Gate' })).run('freeze'));
    rig.push('web', 'Checkout', 'b'.repeat(40), 'Next');
    rig.elapse(60);
    const { stageStates } = rig.aws('GetPipelineState', { name: 'web' }) as {
      stageStates: { latestExecution: { pipelineExecutionId: string } }[];
    };
    rig.aws('StopPipelineExecution', {
      pipelineName: 'web',
      pipelineExecutionId: stageStates[1]?.latestExecution.pipelineExecutionId,
      abandon: true,
    });
    const then = async () => lines(await unfreeze()).find((line) => line.startsWith('Then'));
    expect(await then()).toMatch(/^Then: web: execution \w{6} enters Gate at once$/);
    rig.elapse(31 * 24 * 3600);
    expect(await then()).toMatch(/^Then: web: it was closed for more than 30 days, so AWS does not resume/);
  });

  it('reports what is not its own any more, opens the rest and is 7', async () => {
    await rig.finish((await freeze(['api', 'web'])).run('freeze'));
    rig.elapse(60);
    close('web', 'Gate', 'audit', 'bob');
    open('api', 'Prod');
    const made = await unfreeze();
    expect(lines(made)).toEqual(
      expect.arrayContaining([
        'Opens: api: Gate',
        'Opens: web: Prod',
        'Not: Gate of web was closed by bob 0s ago: audit, which is not this freeze: it stays closed',
        'Not: Prod of api is open already, by alice 0s ago',
      ]),
    );
    const result = await rig.finish(made.run());
    expect(result.exitCode).toBe(7);
    expect(result.message).toBe('Opened 2 transitions in 2 pipelines; 2 of the freeze could not be');
    expect(isOpen('web')).toEqual([true, false, true]);
    // Told once: it will never be ours again.
    expect(await remembered()).toEqual([]);
  });

  it('knows its own by the time of the change, too', async () => {
    await rig.finish((await freeze(['web'], { stage: 'Prod' })).run('freeze'));
    rig.elapse(60);
    close('web', 'Prod', 'freeze', 'operator');
    const made = await unfreeze();
    expect(made.subjects).toEqual([]);
    expect((await rig.finish(made.run())).exitCode).toBe(7);
    expect(isOpen('web')).toEqual([true, true, false]);
  });

  it('looks again at the moment of sending', async () => {
    await rig.finish((await freeze(['web'])).run('freeze'));
    const made = await unfreeze();
    rig.elapse(60);
    close('web', 'Prod', 'audit', 'bob');
    const result = await rig.finish(made.run());
    expect(result.changes?.map(({ status }) => status)).toEqual(['Enabled', 'Failed']);
    expect([result.exitCode, isOpen('web')]).toEqual([7, [true, true, false]]);
  });

  it('forgets a pipeline and a stage that are gone, and says so', async () => {
    await rig.finish((await freeze(['api', 'web'])).run('freeze'));
    rig.aws('DeletePipeline', { name: 'api' });
    const { pipeline } = gatedPipeline('web');
    rig.aws('UpdatePipeline', { pipeline: { ...pipeline, stages: pipeline.stages.slice(0, 2) } });
    const made = await unfreeze();
    expect(lines(made)).toEqual(
      expect.arrayContaining(['Not: api is not there any more', 'Not: Prod of web is not there any more']),
    );
    const result = await rig.finish(made.run());
    expect([result.exitCode, await remembered()]).toEqual([7, []]);
  });

  it('keeps what it could not open', async () => {
    await rig.finish((await freeze(['web'])).run('freeze'));
    const made = await unfreeze();
    rig.intercept = (operation) =>
      operation === 'EnableStageTransition'
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' })
        : undefined;
    const result = await rig.finish(made.run());
    expect([result.exitCode, await remembered()]).toEqual([4, ['web/Gate', 'web/Prod']]);
  });

  describe('after a freeze that ended too early', () => {
    const remember = async (name: string, stage: string, sentAt: number) => {
      const principal = rig.live.site(rig.id(name)).principal;
      const record = { pipeline: rig.id(name), endpoint: null, stage, reason: 'freeze', principal, sentAt };
      await rig.operations.freezes.revise({ remember: [{ ...record, changedAt: null }] });
    };
    const now = () => rig.engine.world.clock.now();

    it('opens what it had closed, by the reason, the name and the time', async () => {
      await remember('web', 'Prod', now());
      close('web', 'Prod', 'freeze', 'operator');
      await rig.finish((await unfreeze()).run());
      expect(isOpen('web')).toEqual([true, true, true]);
    });

    it('says nothing of what it had not come to', async () => {
      await remember('web', 'Prod', now());
      const result = await rig.finish((await unfreeze()).run());
      expect([result.exitCode, result.changes, await remembered()]).toEqual([undefined, [], []]);
    });

    it('does not open what somebody else closed with the same words', async () => {
      await remember('web', 'Prod', now());
      close('web', 'Prod', 'freeze', 'bob');
      expect((await rig.finish((await unfreeze()).run())).exitCode).toBe(7);
      expect(isOpen('web')).toEqual([true, true, false]);
    });
  });

  it('of one pipeline does not reach one of its name elsewhere, and says when there is nothing', async () => {
    const only = rig.id('web');
    const nothing = rig.finish(planUnfreeze(rig.operations, { globs: ['web'], only }));
    await expect(nothing).rejects.toMatchObject({ kind: 'stale', code: 'NotFrozen' });
    const record = { endpoint: null, stage: 'Prod', reason: 'x', principal: 'p', sentAt: 1, changedAt: 2 };
    await rig.operations.freezes.revise({ remember: [{ ...record, pipeline: { ...only, region: 'us-east-1' } }] });
    await rig.finish((await freeze(['web'])).run('freeze'));
    const made = await rig.finish(planUnfreeze(rig.operations, { globs: ['web'], only }));
    expect(lines(made).join('\n')).not.toContain('Elsewhere');
    await rig.finish(made.run());
    expect(await remembered()).toEqual(['web/Prod']);
  });

  it('leaves alone what was frozen where it does not look, and says how much', async () => {
    const elsewhere = { ...rig.id('web'), region: 'us-east-1' };
    const record = { pipeline: elsewhere, endpoint: null, stage: 'Prod', reason: 'x', principal: 'p', sentAt: 1 };
    await rig.operations.freezes.revise({ remember: [{ ...record, changedAt: 2 }] });
    const made = await unfreeze();
    expect(made.subjects).toEqual([]);
    expect(lines(made)[0]).toBe('Elsewhere: 1 more, where --profile, --region and --endpoint-url do not lead');
    await rig.finish(made.run());
    expect(await remembered()).toEqual(['web/Prod']);
  });
});
