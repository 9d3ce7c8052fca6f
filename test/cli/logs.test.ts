import { beforeEach, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { begin, run, runJson } from './support/cli-rig.ts';

/** Source, a CodeBuild build that takes ten seconds, and a gate. */
function builtPipeline(name: string) {
  const { pipeline } = gatedPipeline(name);
  const [source, gate] = pipeline.stages;
  const build = {
    name: 'Build',
    actions: [
      {
        name: 'Compile',
        actionTypeId: { category: 'Build', provider: 'CodeBuild', owner: 'AWS', version: '1' },
        configuration: { ProjectName: `${name}-build` },
        inputArtifacts: [{ name: 'Source' }],
      },
    ],
  };
  return { pipeline: { ...pipeline, stages: [source, build, gate] } };
}

describe('signalbox logs', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
    rig.aws('CreatePipeline', builtPipeline('web'));
    rig.elapse(2);
  });

  it('prints all there is of the build, with every documented member', async () => {
    rig.elapse(60);
    const { code, document } = await runJson(rig, ['logs', 'web/Build/Compile']);
    expect(code).toBe(0);
    expect(document.events.length).toBeGreaterThan(5);
    for (const event of document.events) {
      expect(event).toEqual({
        at: expect.stringMatching(/^2026-11-20T12:0/),
        message: expect.any(String),
        group: '/aws/codebuild/web-build',
        stream: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    }
  });

  it('finds the log by the pipeline or the stage alone, and prints the date where no terminal is', async () => {
    rig.elapse(60);
    const [whole, stage] = [await run(rig, ['logs', 'web']), await run(rig, ['logs', 'web/Build'])];
    expect(whole.out).toBe(stage.out);
    expect(whole.out).toMatch(/^2026-11-20T12:00:\d\d\.\d{3}Z {2}/);
  });

  it('--filter leaves out what does not contain the text', async () => {
    rig.elapse(60);
    const filtered = await run(rig, ['logs', 'web', '--filter', 'Entering phase']);
    const lines = filtered.out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toContain('Entering phase');
  });

  it('--query sees all lines, also where they would be printed as they come', async () => {
    rig.elapse(60);
    const lines = (await run(rig, ['logs', 'web'])).out.trimEnd().split('\n');
    const { out } = await run(rig, ['logs', 'web', '--query', 'length(events)']);
    expect(out).toBe(`${lines.length}\n`);
  });

  it('--since reckons by the clock of the service', async () => {
    rig.elapse(3600);
    expect(await run(rig, ['logs', 'web', '--since', '10m'])).toMatchObject({ code: 0, out: '' });
    expect((await run(rig, ['logs', 'web', '--since', '2h'])).out).toContain('Entering phase BUILD');
  });

  it('-f follows the running build to its end, reads the rest and ends with 0', async () => {
    const running = begin(rig, ['logs', 'web/Build/Compile', '-f', '--output', 'ndjson']);
    rig.elapse(3);
    await running.until(({ out }) => out.text.includes('"log"'));
    rig.elapse(60);
    expect(await rig.finish(running.code)).toBe(0);
    const told = running.objects;
    expect(Object.keys(told[0] ?? {})).toEqual([
      ...['at', 'type', 'pipeline', 'stage', 'action', 'executionId', 'from', 'to', 'summary'],
    ]);
    expect(told.at(-1)).toMatchObject({ type: 'result', operation: 'logs', stage: 'Build', exitCode: 0 });
    const { document } = await runJson(rig, ['logs', 'web']);
    const messages = (list: Record<string, unknown>[], key: string) => list.map((one) => one[key]);
    expect(messages(told.slice(0, -1), 'summary')).toEqual(messages(document.events, 'message'));
  });

  it('-f follows an action without a build to its end as well', async () => {
    const { pipeline } = builtPipeline('shell');
    const [compile] = pipeline.stages[1]!.actions as Record<string, unknown>[];
    compile!.actionTypeId = { category: 'Compute', provider: 'Commands', owner: 'AWS', version: '1' };
    Object.assign(compile!, { commands: ['make'], configuration: {} });
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, pipelineType: 'V2' } });
    rig.elapse(3);
    const running = begin(rig, ['logs', 'shell/Build', '-f', '--output', 'ndjson']);
    await running.until(({ out }) => out.text.includes('"log"'));
    rig.elapse(60);
    expect(await rig.finish(running.code)).toBe(0);
    const { document } = await runJson(rig, ['logs', 'shell/Build']);
    expect(running.objects).toHaveLength(document.events.length + 1);
    expect(running.objects.at(-1)).toMatchObject({ message: 'Build/Compile is over and its log was read to the end' });
  });

  it('-f ends with 130 on Ctrl-C and with 124 on --timeout', async () => {
    const running = begin(rig, ['logs', 'web', '-f']);
    await running.until(() => rig.sent.includes('GetLogEvents'));
    running.send('SIGINT');
    expect(await rig.finish(running.code)).toBe(130);
    expect(await run(rig, ['logs', 'web', '-f', '--timeout', '5s'])).toMatchObject({ code: 124 });
  });

  it('reads a group, and one stream of it', async () => {
    rig.elapse(60);
    const group = '/aws/codebuild/web-build';
    const whole = await runJson(rig, ['logs', '--group', group]);
    const [{ stream }] = whole.document.events;
    const one = await runJson(rig, ['logs', '--group', group, '--stream', stream, '--filter', 'Entering phase BUILD']);
    expect(whole.document.events.length).toBeGreaterThan(one.document.events.length);
    expect(one.document.events).toMatchObject([{ group, stream }]);
  });

  it('is 5 for a stream that is not there, naming it', async () => {
    rig.elapse(60);
    const argv = ['logs', '--group', '/aws/codebuild/web-build', '--stream', 'nope'];
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(5);
    expect(document.errors).toMatchObject([
      {
        code: 'ResourceNotFoundException',
        message: 'there is no log stream nope in the log group /aws/codebuild/web-build',
        region: 'eu-west-1',
      },
    ]);
    expect(await run(rig, [...argv, '-f'])).toMatchObject({ code: 5 });
  });

  it('-f on a group goes on until Ctrl-C and tells no line twice', async () => {
    const running = begin(rig, ['logs', '--group', '/aws/codebuild/web-build', '-f', '--output', 'ndjson']);
    rig.elapse(5);
    await running.until(({ out }) => out.text !== '');
    rig.elapse(60);
    await running.until(({ out }) => out.text.includes('UPLOAD_ARTIFACTS State'));
    running.send('SIGINT');
    expect(await rig.finish(running.code)).toBe(130);
    const { document } = await runJson(rig, ['logs', 'web']);
    expect(running.objects).toHaveLength(document.events.length + 1);
  });

  it.each([
    [['logs', 'nothing'], 5, 'there is no pipeline nothing'],
    [['logs', 'web/Buidl'], 5, 'web has no stage Buidl (did you mean Build?)'],
    [['logs', 'web/Build/Complie'], 5, 'Build of web has no action Complie (did you mean Compile?)'],
    [['logs', 'web/Gate'], 5, 'there is no log of Gate yet: it has not begun in this execution'],
    [['logs', 'web', '--execution', 'abcdef0'], 5, 'web has no execution abcdef0'],
    [['logs', '--group', '/none', '--stream', 's'], 5, 'there is no log group /none'],
    [['logs', '--group', '/none', '-f'], 5, 'there is no log group /none'],
    [['logs'], 2, 'either PIPELINE[/STAGE[/ACTION]] or --group is needed'],
    [['logs', 'web', '--group', 'g'], 2, 'PIPELINE[/STAGE[/ACTION]] and --group exclude each other'],
    [['logs', 'web', '--stream', 's'], 2, '--stream needs --group'],
    [['logs', '--group', 'g', '--execution', 'e'], 2, '--execution needs a PIPELINE'],
    [['logs', 'web//x'], 2, "PIPELINE[/STAGE[/ACTION]] must be up to three names with slashes, not 'web//x'"],
    [['logs', 'web', '--since', 'noon'], 2, "--since must be a duration such as 30s, 15m or 1h30m, not 'noon'"],
  ])('%j is %i', async (argv, code, message) => {
    const ran = await run(rig, argv);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(message);
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says why an action has no log', async () => {
    rig.elapse(60);
    expect(await run(rig, ['logs', 'web/Gate/Approve'])).toMatchObject({
      code: 5,
      err: 'signalbox: there is no log of Gate/Approve in web: An approval writes no log\n',
    });
  });
});
