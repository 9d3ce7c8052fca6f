import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { bundle, DeploymentRig, functionVersion, GREEN } from '../support/deployment-rig.ts';
import { begin, type Running, run } from './support/cli-rig.ts';

const MINUTE = 60;

const THROTTLED = new Fault({
  kind: 'unreachable',
  code: 'ThrottlingException',
  message: 'codedeploy:GetDeployment was throttled: Rate exceeded',
  retryable: true,
  throttled: true,
});

describe('signalbox deployment --watch', () => {
  let made: DeploymentRig;

  beforeEach(async () => {
    made = await DeploymentRig.open();
  });

  const watch = (id: string, ...more: string[]) => begin(made.rig, ['deployment', id, '--watch', ...more]);
  const told = (running: Running, text: string) => running.until(({ out }) => out.text.includes(text));

  /** Lets time pass in the engine and here until the watch has come to its end. */
  async function play(running: Running, seconds = 1): Promise<number> {
    let isOver = false;
    void running.code.then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 300 && !isOver; turn += 1) {
      made.rig.elapse(seconds);
      for (let step = 0; step < 12; step += 1) await made.rig.timing.advance(100);
    }
    return running.code;
  }

  it('tells every lifecycle event of a few targets in order, and is 0 when it has succeeded', async () => {
    made.machines(2);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'ApplicationStart' }, durationSeconds: 5 }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const running = watch(id, '--output', 'ndjson');
    expect(await play(running)).toBe(0);
    const events = running.objects;
    expect(Object.keys(events[0] ?? {})).toEqual([
      ...[
        'at',
        'type',
        'pipeline',
        'stage',
        'action',
        'executionId',
        'deploymentId',
        'target',
        'from',
        'to',
        'summary',
      ],
    ]);
    const lines = events.slice(0, -1).map(({ type, target, from, to, summary }) => [type, target, from, to, summary]);
    expect(lines).toEqual([
      ['deployment', null, null, 'InProgress', null],
      ['target', 'i-0000', null, 'InProgress', 'ApplicationStart'],
      ['target', 'i-0000', 'InProgress', 'Succeeded', null],
      ['target', 'i-0001', null, 'InProgress', 'ApplicationStart'],
      ['target', 'i-0001', 'InProgress', 'Succeeded', null],
      ['deployment', null, 'InProgress', 'Succeeded', null],
    ]);
    expect(events.at(-1)).toEqual({
      ...{ type: 'result', operation: 'watch', status: 'Succeeded', pipeline: null, stage: null, action: null },
      ...{ executionId: null, deploymentId: id, requestId: null, rolledBack: null, exitCode: 0 },
      message: `deployment ${id} to web/prod has succeeded`,
    });
    const ats = events.slice(0, -1).map(({ at }) => Date.parse(at as string));
    expect(ats).toEqual(ats.toSorted());
  });

  it('is 1 with the cause when it failed, and says what rolls it back', async () => {
    made.machines(1, { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } });
    made.deploy('web', bundle('one.zip'));
    made.rig.engine.world.behaviors.append([
      { match: { lifecycleEvent: 'Install' }, outcome: 'fail', times: 1, durationSeconds: 5 },
    ]);
    const id = made.deploy('web', bundle('two.zip'), {}, 2);
    const running = watch(id, '--output', 'ndjson');
    expect(await play(running)).toBe(1);
    const result = running.objects.at(-1);
    expect(result).toMatchObject({ type: 'result', status: 'Failed', exitCode: 1, rolledBack: expect.any(String) });
    expect(result?.message).toContain(`; ${result?.rolledBack} rolls it back`);
    expect(result?.message).not.toContain('.;');
    const failed = running.objects.find(({ type, to }) => type === 'target' && to === 'Failed');
    expect(failed?.summary).toMatch(/^Install: /);
  });

  it('reports one that is already over at once, and with --output json its result alone', async () => {
    made.machines(1);
    const id = made.deploy('web', bundle('one.zip'));
    const { code, out } = await run(made.rig, ['deployment', id, '--watch', '--output', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).result).toMatchObject({ status: 'Succeeded', deploymentId: id });
  });

  it('says that a deployment that is ready waits for a person, and goes on when somebody continues', async () => {
    made.blueGreen(1);
    const id = made.deploy('web', bundle('one.zip'), GREEN, 5 * MINUTE);
    const running = watch(id);
    await told(running, '◆ deployment  ready: waits for somebody to reroute the traffic; it stops by itself in 1h');
    await run(made.rig, ['deployment', 'continue', id, '--yes']);
    made.rig.elapse(5 * MINUTE);
    await told(running, '► deployment  running: the traffic is rerouted; the original instances are terminated in 2');
    await run(made.rig, ['deployment', 'continue', id, '--terminate-original', '--yes']);
    expect(await made.rig.finish(running.code)).toBe(0);
    expect(running.out.text).toContain('has succeeded');
  });

  it('is 1 and says why when somebody stopped it', async () => {
    made.blueGreen(1);
    const id = made.deploy('web', bundle('one.zip'), GREEN, 5 * MINUTE);
    const running = watch(id);
    await told(running, 'ready');
    await run(made.rig, ['deployment', 'stop', id, '--yes']);
    expect(await play(running)).toBe(1);
    expect(running.out.text).toContain(`deployment ${id} to web/prod was stopped: `);
  });

  it('tells how the traffic of a function moves', async () => {
    made.lambda();
    made.deploy('quotes', functionVersion(41), {}, 20 * MINUTE);
    const id = made.deploy('quotes', functionVersion(42), {}, MINUTE);
    const running = watch(id);
    expect(await play(running, MINUTE)).toBe(0);
    expect(running.out.text).toContain('AllowTraffic, version 41 90 %, version 42 10 %');
    expect(running.out.text).toMatch(/● quotes {2}ok: version 41 0 %, version 42 100 %/);
  });

  it('goes on through throttling and lost connections, which are said once', async () => {
    made.machines(1);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 60 }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const running = watch(id);
    await told(running, 'running');
    made.rig.intercept = () => THROTTLED;
    await running.until(({ err }) => err.text.includes('still watching'));
    for (let turn = 0; turn < 300; turn += 1) await made.rig.timing.advance(100);
    made.rig.intercept = () => undefined;
    expect(await play(running, 5)).toBe(0);
    expect(running.err.text).toBe(
      'signalbox: codedeploy:GetDeployment was throttled: Rate exceeded; still watching\nsignalbox: the service answers again\n',
    );
  });

  it('waits for expired credentials to be renewed, and is 4 when they are not allowed to look', async () => {
    made.machines(1);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 60 }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const running = watch(id);
    await told(running, 'running');
    made.rig.intercept = () => new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });
    await running.until(({ err }) => err.text.includes('expired; still watching'));
    made.rig.intercept = () => undefined;
    expect(await play(running, 5)).toBe(0);
    made.rig.intercept = () =>
      new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed' });
    expect((await run(made.rig, ['deployment', id, '--watch'])).code).toBe(4);
  });

  it('ends with 124 at its timeout and 130 at Ctrl-C, and stops nothing', async () => {
    made.machines(1);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, outcome: 'hang' }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const timed = watch(id, '--timeout', '10s');
    expect(await made.rig.finish(timed.code)).toBe(124);
    expect(timed.out.text).toContain(`--timeout ran out: deployment ${id} to web/prod is InProgress and goes on\n`);
    const interrupted = watch(id);
    await told(interrupted, 'running');
    interrupted.send('SIGINT');
    expect(await made.rig.finish(interrupted.code)).toBe(130);
    expect(interrupted.out.text).toContain('stopped watching');
    expect(made.rig.sent).not.toContain('StopDeployment');
    expect(made.status(id)).toBe('InProgress');
  });

  it('keeps a line of progress at the end of a terminal, and none anywhere else', async () => {
    made.machines(2);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 5 }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const running = begin(made.rig, ['deployment', id, '--watch'], { errColumns: 100 });
    expect(await play(running)).toBe(0);
    expect(running.err.text).toContain('► running · 0 of 2 done, 1 in progress · ');
    const piped = watch(id);
    await play(piped);
    expect(piped.err.text).toBe('');
  });

  it('asks of a thousand machines only for those that move', async () => {
    made.machines(1000);
    made.rig.engine.world.behaviors.append([{ match: { lifecycleEvent: 'Install' }, durationSeconds: 10 }]);
    const id = made.deploy('web', bundle('one.zip'), {}, 2);
    const running = watch(id);
    await told(running, 'i-0000');
    made.rig.elapse(25);
    made.rig.sent.length = 0;
    await told(running, '● i-0000');
    await told(running, '► i-0002');
    const batches = made.rig.sent.filter((name) => name === 'BatchGetDeploymentTargets').length;
    expect(batches).toBeLessThanOrEqual(10);
    running.send('SIGINT');
    expect(await made.rig.finish(running.code)).toBe(130);
  });
});
