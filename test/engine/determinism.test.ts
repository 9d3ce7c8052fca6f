import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine, WireRequest } from '../../src/engine/index.ts';
import { isWithoutEffect } from '../../src/engine/wire/is-change.ts';
import { type Made, Operator } from './support/operator.ts';
import { portrait } from './support/portrait.ts';
import { controlRequest, emptyEngine, json } from './support/requests.ts';

const seed = fc.nat(1_000_000);

/** What somebody does who looks around first, and then makes or tries to make changes. */
async function history(chosen: number, steps = 50): Promise<{ engine: Engine; made: Made[] }> {
  const engine = await emptyEngine({ seed: chosen });
  const operator = new Operator(engine, chosen);
  const made = operator.begin();
  for (let step = 0; step < steps; step++) {
    operator.look(3);
    made.push(operator.act());
  }
  return { engine, made };
}

async function repeated(chosen: number, requests: readonly WireRequest[]): Promise<Engine> {
  const engine = await emptyEngine({ seed: chosen });
  for (const request of requests) engine.handle(request);
  return engine;
}

const requestsOf = (made: readonly Made[]) => made.map(({ request }) => request);
const isAccepted = ({ response }: Made) => response.status === 200;

const hasEffect = ({ request, response }: Made) => !isWithoutEffect(request, response);

/** The same, with each advance of the clock in so many steps. */
function inSteps(requests: readonly WireRequest[], steps: number): WireRequest[] {
  return requests.flatMap((request) => {
    if (request.path !== '/_signalbox/clock') return [request];
    const advanceSeconds = json({ status: 200, headers: {}, body: request.body as string }).advanceSeconds / steps;
    return Array.from({ length: steps }, () => controlRequest('POST', 'clock', { advanceSeconds }));
  });
}

describe('the engine is deterministic', () => {
  it('the same calls at the same engine times give the same journal and state; reads change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (chosen) => {
        const { engine, made } = await history(chosen);
        expect(portrait(await repeated(chosen, requestsOf(made)))).toEqual(portrait(engine));
      }),
      { numRuns: 10 },
    );
  });

  it('refused calls and polls that find nothing change nothing, not even the ids that follow', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (chosen) => {
        const { engine, made } = await history(chosen);
        expect(portrait(await repeated(chosen, requestsOf(made.filter(hasEffect))))).toEqual(portrait(engine));
      }),
      { numRuns: 10 },
    );
  });

  it('it is all one whether time passes at once or in steps', async () => {
    await fc.assert(
      fc.asyncProperty(seed, fc.constantFrom(2, 10, 500), async (chosen, steps) => {
        const { engine, made } = await history(chosen);
        expect(portrait(await repeated(chosen, inSteps(requestsOf(made), steps)))).toEqual(portrait(engine));
      }),
      { numRuns: 10 },
    );
  });

  it('an hour at once is an hour in 3,600 steps', async () => {
    const demo = (steps: number) => {
      const requests = inSteps([controlRequest('POST', 'clock', { advanceSeconds: 3600 })], steps);
      return emptyEngine({ scenario: 'demo' }).then((engine) => {
        for (const request of requests) engine.handle(request);
        return portrait(engine);
      });
    };
    expect(await demo(3600)).toEqual(await demo(1));
  });

  it('another seed gives other ids', async () => {
    const { engine, made } = await history(7);
    expect((await repeated(8, requestsOf(made))).mark).not.toBe(engine.mark);
  });

  it('the operator of these tests gets through with most kinds of changes', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, chosen) => history(chosen, 80)));
    const accepted = all.flatMap(({ made }) => made.filter(isAccepted));
    const names = new Set(accepted.map(({ request }) => request.headers['x-amz-target']));
    expect(names.size).toBeGreaterThan(18);
  });
});
