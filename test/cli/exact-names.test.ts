import { beforeAll, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { run } from './support/cli-rig.ts';

/** Stages Source, Gate, ProdEU and ProdUS, the last two with the actions DeployApp and DeployData. */
function regionalPipeline() {
  const { pipeline } = gatedPipeline('web');
  const [source, gate, prod] = pipeline.stages as [object, object, { actions: object[] }];
  const actions = ['DeployApp', 'DeployData'].map((name) => ({ ...prod.actions[0], name }));
  return {
    pipeline: { ...pipeline, stages: [source, gate, { name: 'ProdEU', actions }, { name: 'ProdUS', actions }] },
  };
}

/** Every way to name a stage on the command line. */
const WITH_STAGE: readonly (readonly [string, (stage: string) => string[]])[] = [
  ['explain', (stage) => ['explain', 'web', stage]],
  ['retry', (stage) => ['retry', 'web', stage, '--yes']],
  ['rollback', (stage) => ['rollback', 'web', stage, '--to', 'ffffff', '--yes']],
  ['override', (stage) => ['override', 'web', stage, '--condition', 'on-success', '--yes']],
  ['transition enable', (stage) => ['transition', 'enable', 'web', stage, '--yes']],
  ['transition disable', (stage) => ['transition', 'disable', 'web', stage, '--reason', 'x', '--yes']],
  ['approve', (stage) => ['approve', 'web', `${stage}/Approve`, '--yes']],
  ['reject', (stage) => ['reject', 'web', `${stage}/Approve`, '--yes']],
  ['watch', (stage) => ['watch', 'web', '--until', stage]],
  ['watch of several', (stage) => ['watch', 'we*', '--revision', '77b0e1d', '--until', stage]],
  ['logs', (stage) => ['logs', `web/${stage}`]],
  ['logs of an action', (stage) => ['logs', `web/${stage}/DeployApp`]],
];

describe('names on the command line are exact (decision 18)', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', regionalPipeline());
    rig.elapse(5);
    rig.push('web', 'Checkout', '77b0e1d4c0ffee00c0ffee00c0ffee00c0ffee00', 'Blue header');
    rig.elapse(5);
  });

  async function refusal(argv: readonly string[]) {
    rig.sent.length = 0;
    const { code, err, out } = await run(rig, argv);
    expect(out).toBe('');
    expect(rig.sent.filter((operation) => !/^(Get|List|Batch)/.test(operation))).toEqual([]);
    return [code, err];
  }

  it.each(WITH_STAGE)('%s takes no beginning of a stage, nor a name that is near', async (_, argv) => {
    expect(await refusal(argv('Prod'))).toEqual([
      2,
      "signalbox: 'Prod' is no stage of web, and several begin so: ProdEU, ProdUS; give the whole name\n",
    ]);
    expect(await refusal(argv('Ga'))).toEqual([5, 'signalbox: web has no stage Ga (did you mean Gate?)\n']);
    expect(await refusal(argv('prodeu'))).toEqual([5, 'signalbox: web has no stage prodeu (did you mean ProdEU?)\n']);
    expect(await refusal(argv('Zebra'))).toEqual([
      5,
      'signalbox: web has no stage Zebra; its stages are Source, Gate, ProdEU, ProdUS\n',
    ]);
  });

  it.each([
    ['approve', 'ProdEU', ['approve', 'web', 'ProdEU/Deploy', '--yes'], ['approve', 'web', 'ProdEU/DeployAp', '--yes']],
    ['logs', 'ProdEU', ['logs', 'web/ProdEU/Deploy'], ['logs', 'web/ProdEU/DeployAp']],
  ])('%s takes no beginning of an action', async (_, stage, several, one) => {
    expect(await refusal(several)).toEqual([
      2,
      `signalbox: 'Deploy' is no action of ${stage} of web, and several begin so: DeployApp, DeployData; give the whole name\n`,
    ]);
    expect(await refusal(one)).toEqual([
      5,
      `signalbox: ${stage} of web has no action DeployAp (did you mean DeployApp?)\n`,
    ]);
  });

  it('less than 7 characters are a whole revision, which is said where none is found', async () => {
    const hint = '77b0e is taken for a whole revision: of a longer one give 7 characters or more';
    const [code, err] = await refusal(['approve', 'web', '--revision', '77b0e', '--yes']);
    expect([code, err]).toEqual([7, expect.stringMatching(/^signalbox: 77b0e does not wait in web; [^\n]*\n$/)]);
    expect(err).toContain(hint);
    expect((await run(rig, ['where', '77b0e'])).err).toBe(`signalbox: ${hint}\n`);
    const watched = await run(rig, ['watch', 'web', '--revision', '77b0e', '--timeout', '5s']);
    expect([watched.code, watched.err]).toEqual([124, `signalbox: ${hint}\n`]);
    expect((await run(rig, ['where', '77b0e1d'])).err).toBe('');
  });

  it('start takes no beginning of a source action', async () => {
    expect(await refusal(['start', 'web', '--revision', 'Check=77b0e1d', '--yes'])).toEqual([
      5,
      'signalbox: web has no source action Check (did you mean Checkout?)\n',
    ]);
  });
});
