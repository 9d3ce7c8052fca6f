import { describe, expect, it } from 'vitest';
import { lambda, pipeline, source, stage, threeStages } from '../definitions.ts';
import { Harness } from '../harness.ts';

/** A pipeline whose last action starts another. */
function invoking(configuration: Record<string, string> = {}, name = 'web') {
  const invoke = lambda('Invoke', {
    actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'CodePipeline', version: '1' },
    configuration: { PipelineName: 'api', ...configuration },
    namespace: 'invoked',
  });
  const use = lambda('Use', {
    runOrder: 2,
    configuration: { FunctionName: 'f', UserParameters: '#{invoked.PipelineExecutionId}' },
  });
  return pipeline([stage('Source', source()), stage('Next', invoke, use)], { name });
}

function withOther(declaration = threeStages({ name: 'api' })): Harness {
  const engine = new Harness();
  engine.create(declaration);
  engine.advance(60);
  return engine;
}

describe('an action that invokes a pipeline', () => {
  it('2.3 starts the other one, does not wait for it, and tells its execution', () => {
    const engine = withOther();
    engine.create(invoking());
    engine.advance(11);
    const [{ pipelineExecutionId, status, trigger }] = engine.executions('api');
    expect(status).toBe('InProgress');
    expect(trigger).toEqual({
      triggerType: 'StartPipelineExecution',
      triggerDetail: 'arn:aws:iam::123456789012:role/pipeline',
    });
    expect(engine.action('Next', 'Invoke').latestExecution).toMatchObject({
      status: 'Succeeded',
      externalExecutionId: pipelineExecutionId,
      externalExecutionUrl: expect.stringContaining(`/pipelines/api/executions/${pipelineExecutionId}/`),
    });
    expect(engine.details()[0].input.resolvedConfiguration.UserParameters).toBe(pipelineExecutionId);
  });

  it('2.3 gives it variables and revisions', () => {
    const variables = [{ name: 'ENV', defaultValue: 'dev' }];
    const engine = withOther(threeStages({ name: 'api', pipelineType: 'V2', variables }));
    engine.create(
      invoking({
        Variables: JSON.stringify([{ name: 'ENV', value: 'prod' }]),
        SourceRevisions: JSON.stringify([
          { actionName: 'Checkout', revisionType: 'COMMIT_ID', revisionValue: 'f'.repeat(40) },
        ]),
      }),
    );
    engine.advance(13);
    const [{ pipelineExecutionId, sourceRevisions }] = engine.executions('api');
    const detail = engine.call('GetPipelineExecution', { pipelineName: 'api', pipelineExecutionId });
    expect(detail.pipelineExecution.variables).toEqual([{ name: 'ENV', resolvedValue: 'prod' }]);
    expect(sourceRevisions[0].revisionId).toBe('f'.repeat(40));
  });

  it.each([
    ['there is no such pipeline', { PipelineName: 'nobody' }, "pipeline with name 'nobody'"],
    ['a variable is not declared', { Variables: '[{"name":"X","value":"1"}]' }, "variable 'X'"],
    ['the variables are no JSON', { Variables: 'X=1' }, 'Variables: is not a JSON text'],
    ['the revisions are no list of them', { SourceRevisions: '[{"actionName":"Checkout"}]' }, 'SourceRevisions[0]'],
  ])('2.3 fails when %s', (_, configuration, message) => {
    const engine = withOther();
    engine.create(invoking(configuration as Record<string, string>));
    engine.advance(11);
    const { status, errorDetails } = engine.action('Next', 'Invoke').latestExecution;
    expect(status).toBe('Failed');
    expect(errorDetails).toEqual({ code: 'ConfigurationError', message: expect.stringContaining(message) });
    expect(engine.executions('api')).toHaveLength(1);
  });

  it('2.3 starts nothing when a rule lets it fail', () => {
    const engine = withOther();
    engine.behave({ match: { action: 'Invoke' }, outcome: 'fail' });
    engine.create(invoking());
    engine.advance(60);
    expect(engine.executions('api')).toHaveLength(1);
    expect(engine.executions()[0].status).toBe('Failed');
  });

  it('2.3 that invokes itself comes to the end of every instant, however quick it is', () => {
    const engine = new Harness();
    engine.behave({ match: {}, durationSeconds: 0 });
    engine.create(invoking({ PipelineName: 'web' }));
    engine.advance(5);
    expect(engine.executions()).toHaveLength(6);
  });
});
