import { describe, expect, it } from 'vitest';
import { ACTION_TYPES } from '../../src/rules/action-types.ts';
import {
  condition,
  gated,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from './codepipeline/definitions.ts';
import { Harness } from './codepipeline/harness.ts';
import { awsRequest, emptyEngine, json } from './support/requests.ts';
import { NOW } from './support/small-world.ts';

describe('where the sources disagree', () => {
  it('8 an execution that an update cuts off is Cancelled, not Failed', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.update(gated());
    expect(engine.status(id)).toBe('Cancelled');
    expect(engine.story(id).at(-1)).toBe('pipeline CANCELED');
  });

  it('8 the result of a condition follows when it is not met', () => {
    const entry = (operator: string) => {
      const engine = new Harness();
      const guarded = {
        ...stage('Gate', ...gated().stages[1]!.actions),
        beforeEntry: condition('FAIL', check(operator)),
      };
      const id = engine.create(pipeline([stage('Source', source()), guarded], V2));
      engine.advance(1);
      return engine.status(id);
    };
    const check = (operator: string) => variableCheck('main', operator, 'main');
    expect([entry('EQ'), entry('NE')]).toEqual(['InProgress', 'Failed']);
  });

  it('8 a definition without a type is V1, also with what only V2 has, which is refused', () => {
    const engine = new Harness();
    const variables = [{ name: 'A', defaultValue: 'a' }];
    expect(engine.refusal('CreatePipeline', { pipeline: threeStages({ variables }) })).toBe(
      'InvalidStructureException: Pipeline variable can only be used with V2 pipelines',
    );
    expect(engine.call('CreatePipeline', { pipeline: threeStages() }).pipeline.pipelineType).toBe('V1');
  });

  it('8 a name that is in use is PipelineNameInUseException', () => {
    const engine = new Harness();
    engine.create(threeStages());
    expect(engine.refusal('CreatePipeline', { pipeline: threeStages() })).toMatch(/^PipelineNameInUseException/);
  });

  it('8 UpdatePipeline of an unknown name is InvalidStructureException', () => {
    const refused = new Harness().refusal('UpdatePipeline', { pipeline: threeStages() });
    expect(refused).toMatch(/^InvalidStructureException/);
  });

  it('8 a function has 24 hours, and 20 minutes for each word', () => {
    const lambda = ACTION_TYPES.find(({ provider }) => provider === 'Lambda');
    expect(lambda).toMatchObject({ timeoutMinutes: 24 * 60, silenceMinutes: 20 });
  });

  it.each(['stream-', 'streaming-', ''])('8 a host may have the prefix "%s"', async (prefix) => {
    const engine = await emptyEngine();
    const headers = { host: `${prefix}127.0.0.1:4599` };
    expect(engine.handle(awsRequest('CodePipeline_20150709.ListPipelines', {}, headers)).status).toBe(200);
  });

  it('8 a log event may have 1 MB, and GetLogEvents ends before endTime', async () => {
    const engine = await emptyEngine();
    const stream = { logGroupName: 'g', logStreamName: 's' };
    const call = (operation: string, input: object) => engine.handle(awsRequest(`Logs_20140328.${operation}`, input));
    call('CreateLogGroup', { logGroupName: 'g' });
    call('CreateLogStream', stream);
    const put = (message: string, timestamp: number) =>
      call('PutLogEvents', { ...stream, logEvents: [{ message, timestamp }] }).status;
    expect(put('x'.repeat(1_048_576 - 26), NOW)).toBe(200);
    expect(put('x'.repeat(1_048_576 - 25), NOW)).toBe(400);
    expect(put('late', NOW + 1)).toBe(200);
    const { events } = json(call('GetLogEvents', { ...stream, endTime: NOW + 1 }));
    expect(events.map((event: { timestamp: number }) => event.timestamp)).toEqual([NOW]);
  });
});
