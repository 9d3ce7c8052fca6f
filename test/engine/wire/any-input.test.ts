import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine, WireResponse } from '../../../src/engine/index.ts';
import { isChangingOperation } from '../../../src/engine/wire/is-change.ts';
import model from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../../src/rules/models/logs.json' with { type: 'json' };
import { operationOf, type ServiceModel } from '../../../src/rules/service-model.ts';
import { busyEngine, DEFINITIONS, scenesOf, send } from '../support/busy-engine.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { awsRequest } from '../support/requests.ts';
import { anyInput } from './model-input.ts';

const MODEL = model as unknown as ServiceModel;
const OPERATIONS = Object.keys(MODEL.operations);
const READ = /^(Get|List)/;

/** What the engine serves of other services. */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  logs: [
    'CreateLogGroup',
    'CreateLogStream',
    'DeleteLogGroup',
    'DeleteLogStream',
    'DeleteMetricFilter',
    'DeleteRetentionPolicy',
    'DescribeLogGroups',
    'DescribeLogStreams',
    'DescribeMetricFilters',
    'DescribeQueries',
    'FilterLogEvents',
    'GetLogEvents',
    'GetLogGroupFields',
    'GetLogRecord',
    'GetQueryResults',
    'ListLogGroups',
    'ListTagsForResource',
    'ListTagsLogGroup',
    'PutLogEvents',
    'PutLogGroupDeletionProtection',
    'PutMetricFilter',
    'PutRetentionPolicy',
    'StartLiveTail',
    'StartQuery',
    'StopQuery',
    'TagLogGroup',
    'TagResource',
    'TestMetricFilter',
    'UntagLogGroup',
    'UntagResource',
  ],
};

let engine: Engine;
let inputs: ReadonlyMap<string, fc.Arbitrary<string>>;

beforeAll(async () => {
  // Each busy engine has the same ids, so what one knows means as much to the others.
  const scenes = scenesOf(await busyEngine());
  inputs = new Map(OPERATIONS.map((name) => [name, anyInput(MODEL, operationOf(MODEL, name)!.input!, scenes)]));
});

beforeEach(async () => {
  await anew();
});

async function anew(): Promise<void> {
  engine = await busyEngine();
  scenesOf(engine);
}

/** All that the reads of the engine show. */
function shown(): string {
  const reads: [string, object][] = [
    ['ListPipelines', {}],
    ['ListWebhooks', {}],
    ['ListActionTypes', { actionOwnerFilter: 'Custom' }],
    ...DEFINITIONS.flatMap(({ name }): [string, object][] => [
      ['GetPipeline', { name }],
      ['GetPipelineState', { name }],
      ['ListPipelineExecutions', { pipelineName: name }],
      ['ListActionExecutions', { pipelineName: name }],
      ['ListRuleExecutions', { pipelineName: name }],
      ['ListTagsForResource', { resourceArn: `arn:aws:codepipeline:us-east-1:123456789012:${name}` }],
    ]),
  ];
  return reads
    .map(([operation, input]) => engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input)).body)
    .join('\n');
}

function call(operation: string, body: string): WireResponse {
  return engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, body));
}

/** Makes a call and checks that its answer is one of the model's, and that a refused one has drawn no chance and left no event. */
function checkedCall(operation: string, body: string): WireResponse {
  const mark = engine.mark;
  const response = call(operation, body);
  checkAnswer(MODEL, operation, response);
  if (response.status !== 200 || READ.test(operation)) expect(engine.mark).toBe(mark);
  return response;
}

describe('whatever the input', () => {
  it.each(OPERATIONS)('7.1 %s answers with what the model says, and a refused call changes nothing', (operation) => {
    let before = shown();
    fc.assert(
      fc.property(inputs.get(operation)!, (body) => {
        const { status } = checkedCall(operation, body);
        const after = shown();
        if (status !== 200 || READ.test(operation)) expect(after).toBe(before);
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
        await anew();
        for (const [operation, body, seconds] of steps) {
          checkedCall(operation, body);
          engine.world.clock.advance(seconds * 1000);
        }
        for (const { name } of DEFINITIONS) checkedCall('GetPipelineState', JSON.stringify({ name }));
      }),
      { numRuns: 40 },
    );
  });

  const others = [logs] as unknown as ServiceModel[];
  const served = others.flatMap((other) => SERVED[other.service]!.map((operation) => [operation, other] as const));

  it.each(served)('7.3 %s answers with what the model says, and a refused call changes nothing', (operation, other) => {
    const { executionResult } = send(engine, 'ListActionExecutions', {
      pipelineName: 'failing',
    }).actionExecutionDetails.find(({ actionName }: { actionName: string }) => actionName === 'Compile').output;
    const [project, stream] = executionResult.externalExecutionId.split(':');
    const scene = {
      logGroupName: [`/aws/codebuild/${project}`, 'other'],
      logGroupIdentifier: [`/aws/codebuild/${project}`, 'other'],
      resourceArn: [`arn:aws:logs:us-east-1:123456789012:log-group:/aws/codebuild/${project}`],
      filterPattern: ['ERROR', '{ $.a = 1 }', '[a, b]', '%a%', '{'],
      logStreamName: [stream, 'other'],
    };
    fc.assert(
      fc.property(anyInput(other, operationOf(other, operation)!.input!, [scene]), (body) => {
        const [events, chance] = engine.mark.split('/');
        const response = engine.handle(awsRequest(`${other.targetPrefix}.${operation}`, body));
        checkAnswer(other, operation, response);
        const [eventsAfter, chanceAfter] = engine.mark.split('/');
        expect(chanceAfter).toBe(chance);
        if (response.status !== 200 || !isChangingOperation(operation)) expect(eventsAfter).toBe(events);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
