import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import { Operator } from '../support/operator.ts';
import { portrait } from '../support/portrait.ts';
import { awsRequest, control, controlRequest, createPipeline, emptyEngine } from '../support/requests.ts';
import { Folder } from './folder.ts';

/** What somebody does who looks around first; the same engine and seed make the same calls. */
function work(engine: Engine, seed: number, steps: number): void {
  const operator = new Operator(engine, seed);
  if (engine.journal.lastSequence === 0) operator.begin();
  for (let step = 0; step < steps; step++) {
    operator.look(2);
    operator.act();
  }
}

describe('an engine that was killed', () => {
  it('goes on as if nothing had happened, wherever it was killed: journal, state, and the ids that follow', async () => {
    const stretches = fc.array(fc.nat(25), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(stretches, fc.boolean(), fc.nat(1_000_000), async (lengths, isKilled, seed) => {
        using folder = new Folder();
        const undisturbed = await emptyEngine({ seed });
        undisturbed.endpoint = 'http://here';
        await folder.open({ seed });
        for (const [i, length] of lengths.entries()) {
          if (isKilled) folder.kill();
          else folder.close();
          work(await folder.open(), seed + i, length);
          work(undisturbed, seed + i, length);
        }
        folder.kill();
        const engine = await folder.open();
        expect(portrait(engine)).toEqual(portrait(undisturbed));
        work(engine, seed, 10);
        work(undisturbed, seed, 10);
        expect(engine.mark).toBe(undisturbed.mark);
      }),
      { numRuns: 15 },
    );
  });

  it('has the scenario that it began with, played once', async () => {
    using folder = new Folder();
    const first = await folder.open({ scenario: 'demo' });
    control(first, 'POST', 'clock', { advance: 'PT30M' });
    control(first, 'POST', 'reset', {});
    const before = portrait(first);
    folder.kill();
    const second = await folder.open();
    expect(second.scenarioName).toBe('demo');
    expect(portrait(second)).toEqual(before);
  });

  it('neither throttles nor breaks again what was let through, and has its faults in force', async () => {
    using folder = new Folder();
    const first = await folder.open({ throttle: 'aws' });
    const rule = { operation: 'CreatePipeline', kind: 'throttle', times: 1 };
    control(first, 'PUT', 'faults', { rules: [rule] });
    expect(first.handle(createPipeline('a')).body).toContain('Throttling');
    expect(first.handle(createPipeline('a')).status).toBe(200);
    control(first, 'PUT', 'faults', { rules: [{ ...rule, kind: 'drop', times: 3 }] });
    expect(first.handle(createPipeline('b'))).toMatchObject({ close: true });
    for (const name of ['c', 'd']) first.handle(createPipeline(name));
    control(first, 'POST', 'clock', { advanceSeconds: 10 });
    for (const name of ['e', 'f', 'g', 'h', 'i', 'j']) first.handle(createPipeline(name));
    const names = (engine: Engine) => engine.handle(awsRequest('CodePipeline_20150709.ListPipelines', {})).body;
    const before = names(first);
    expect(JSON.parse(before).pipelines.length).toBeGreaterThan(5);
    folder.kill();
    const second = await folder.open({ throttle: 'aws' });
    expect(names(second)).toBe(before);
    expect(control(second, 'GET', 'faults').answer.rules).toMatchObject([{ kind: 'drop', times: 3 }]);
    expect(control(second, 'GET', 'requests').answer.requests).toMatchObject([{ operation: 'ListPipelines' }]);
  });

  it('tells the webhooks’ addresses of the port that it has now, and lets in who signed', async () => {
    using folder = new Folder();
    const first = await folder.open({ endpoint: 'http://one' });
    first.handle(createPipeline('web'));
    const webhook = {
      name: 'hook',
      targetPipeline: 'web',
      targetAction: 'Checkout',
      filters: [{ jsonPath: '$.ref', matchEquals: 'main' }],
    };
    const byAddress = { authentication: 'IP', authenticationConfiguration: { AllowedIPRange: '10.0.0.0/8' } };
    const put = awsRequest('CodePipeline_20150709.PutWebhook', { webhook: { ...webhook, ...byAddress } });
    const { url } = JSON.parse(first.handle(put).body).webhook;
    const delivery = controlRequest('POST', url.replace('http://one/_signalbox/', ''), { ref: 'main' });
    const answer = first.handle({ ...delivery, headers: {}, remoteAddress: '10.1.2.3' }).body;
    expect(JSON.parse(answer).pipelineExecutionId).toMatch(/^[0-9a-f-]{36}$/);
    folder.kill();
    const second = await folder.open({ endpoint: 'http://two' });
    const list = (engine: Engine) => engine.handle(awsRequest('CodePipeline_20150709.ListWebhooks', {})).body;
    expect(list(second)).toBe(list(first).replace('http://one', 'http://two'));
    expect(second.mark).toBe(first.mark);
  });

  it('gives requests ids that it never gave before', async () => {
    using folder = new Folder();
    const ids: (string | undefined)[] = [];
    for (let run = 0; run < 3; run++) {
      const engine = await folder.open();
      for (let i = 0; i < 20; i++) ids.push(engine.handle(createPipeline(`p${i}`)).headers['x-amzn-requestid']);
      folder.kill();
    }
    expect(new Set(ids).size).toBe(60);
  });
});
