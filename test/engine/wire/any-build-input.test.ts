import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine, WireResponse } from '../../../src/engine/index.ts';
import { isChangingOperation } from '../../../src/engine/wire/is-change.ts';
import model from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import { operationOf, type ServiceModel } from '../../../src/rules/service-model.ts';
import { buildScenes, busyBuilds, sendBuild, shownBuilds } from '../support/busy-builds.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { awsRequest } from '../support/requests.ts';
import { anyInput } from './model-input.ts';

const MODEL = model as unknown as ServiceModel;
const OPERATIONS = Object.keys(MODEL.operations);

let engine: Engine;
let inputs: ReadonlyMap<string, fc.Arbitrary<string>>;

beforeAll(async () => {
  // Each busy engine has the same ids, so what one knows means as much to the others.
  const scenes = buildScenes(await busyBuilds());
  inputs = new Map(OPERATIONS.map((name) => [name, anyInput(MODEL, operationOf(MODEL, name)!.input!, scenes)]));
});

beforeEach(async () => {
  engine = await busyBuilds();
});

/** Makes a call and checks that its answer is one of the model's, and that a refused one has drawn no chance and left no event. */
function checkedCall(operation: string, body: string): WireResponse {
  const mark = engine.mark;
  const response = engine.handle(awsRequest(`CodeBuild_20161006.${operation}`, body));
  checkAnswer(MODEL, operation, response);
  if (response.status !== 200 || !isChangingOperation(operation)) expect(engine.mark).toBe(mark);
  return response;
}

describe('whatever the input', () => {
  it('builds of every kind are there to be changed', () => {
    const { ids } = sendBuild(engine, 'ListBuilds', {});
    const { builds } = sendBuild(engine, 'BatchGetBuilds', { ids });
    const kinds = builds.map((build: Record<string, string>) => `${build.buildStatus} ${build.currentPhase}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'SUCCEEDED COMPLETED',
        'FAILED COMPLETED',
        'IN_PROGRESS QUEUED',
        expect.stringMatching(/IN_PROGRESS (INSTALL|PRE_BUILD|BUILD)/),
      ]),
    );
  });

  it.each(OPERATIONS)('7.3 %s answers with what the model says, and a refused call changes nothing', (operation) => {
    let before = shownBuilds(engine);
    fc.assert(
      fc.property(inputs.get(operation)!, (body) => {
        const { status } = checkedCall(operation, body);
        const after = shownBuilds(engine);
        if (status !== 200 || !isChangingOperation(operation)) expect(after).toBe(before);
        before = after;
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('1.3 the same holds of any calls in any order, with time between them', async () => {
    const step = fc
      .constantFrom(...OPERATIONS)
      .chain((operation) =>
        fc.tuple(fc.constant(operation), inputs.get(operation)!, fc.constantFrom(0, 0, 0, 1, 10, 4000)),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        engine = await busyBuilds();
        for (const [operation, body, seconds] of steps) {
          checkedCall(operation, body);
          engine.world.clock.advance(seconds * 1000);
        }
        shownBuilds(engine);
      }),
      { numRuns: 30 },
    );
  });
});
