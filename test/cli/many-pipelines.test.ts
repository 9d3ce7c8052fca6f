import { beforeAll, describe, expect, it } from 'vitest';
import { gatedPipeline, Rig } from '../support/rig.ts';
import { begin, type RunOptions } from './support/cli-rig.ts';

const COUNT = 100;

describe('a hundred pipelines of a service that throttles as AWS does', () => {
  let rig: Rig;

  beforeAll(async () => {
    // With an endpoint it passes for a served engine, which is asked faster than AWS would be.
    rig = await Rig.open({ throttle: 'aws', endpoint: 'http://127.0.0.1:1' });
    for (let n = 0; n < COUNT; n += 1) rig.aws('CreatePipeline', gatedPipeline(`web-${String(n).padStart(3, '0')}`));
    await rig.timing.advance(10_000);
  });

  async function ran(argv: readonly string[], options: RunOptions = {}) {
    const before = rig.timing.monotonic();
    const running = begin(rig, argv, options);
    let code: number | undefined;
    void running.code.then((ended) => {
      code = ended;
    });
    for (let turn = 0; turn < 3000 && code === undefined; turn += 1) await rig.timing.advance(100);
    return { code, out: running.out.text, err: running.err.text, seconds: (rig.timing.monotonic() - before) / 1000 };
  }

  it.each([
    ['pipelines', COUNT, 60],
    ['approvals', COUNT, 120],
    ['where', 0, 60],
  ])('6.2 %s reads them all, at most three at a time, and fails by no throttling', async (command, lines, longest) => {
    let [underWay, most] = [0, 0];
    const { session } = rig.live.sites[0]!;
    const send = session.send.bind(session);
    session.send = async (...args: Parameters<typeof send>) => {
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        return await send(...args);
      } finally {
        underWay -= 1;
      }
    };
    const argv = command === 'where' ? ['where', 'fffffff'] : [command];
    const { code, out, err, seconds } = await ran([...argv, '--output', 'ndjson']);
    session.send = send;
    expect([code, err, out.split('\n').length - 1]).toEqual([0, '', lines]);
    expect(most).toBe(3);
    // Each pipeline costs a request of the same operation; the engine takes ten at once and five a second.
    expect(seconds).toBeGreaterThan((COUNT - 10) / 5 - 1);
    expect(seconds).toBeLessThan(longest);
  });

  it('tells on a terminal how far it is, and nothing where stderr is none', async () => {
    const { err } = await ran(['pipelines', '--output', 'ndjson'], { errColumns: 80 });
    expect(err).toContain(`37 of ${COUNT} pipelines`);
    // Nothing of it is left at the end.
    expect(err.split('\r').at(-1)?.trim()).toBe('');
  });

  it('6 ends by --timeout, whatever is still to come', async () => {
    expect(await ran(['pipelines', '--timeout', '3s'])).toMatchObject({ code: 124, out: '' });
  });
});
