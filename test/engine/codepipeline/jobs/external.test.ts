import { describe, expect, it } from 'vitest';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { approval, build, deploy, lambda, pipeline, source, stage } from '../definitions.ts';
import { WorkerHarness } from './worker.ts';

/** A pipeline whose second stage is this action, which somebody outside answers. */
function external(action: ActionDeclaration): WorkerHarness {
  const engine = new WorkerHarness();
  engine.behave({ match: { stage: 'Test' }, outcome: 'external' });
  engine.create(pipeline([stage('Source', source()), stage('Test', action)], { pipelineType: 'V2' }));
  engine.advance(1);
  return engine;
}

const MINUTE = 60;

describe('a Lambda action', () => {
  it('2.3 takes 10 s and succeeds where no rule says otherwise', () => {
    const engine = new WorkerHarness();
    engine.create(pipeline([stage('Source', source()), stage('Test', lambda())]));
    engine.advance(10.999);
    expect(engine.run('Smoke', 'Test').status).toBe('InProgress');
    engine.advance(0.001);
    expect(engine.run('Smoke', 'Test').status).toBe('Succeeded');
  });

  it('2.12 that is external waits for the result of the job that its event names', () => {
    const engine = external(lambda('Smoke', { inputArtifacts: [{ name: 'Src' }], namespace: 'smoke' }));
    const [jobId] = engine.jobIds('Smoke') as string[];
    const { data } = engine.call('GetJobDetails', { jobId }).jobDetails;
    expect(data.actionConfiguration.configuration).toEqual({ FunctionName: 'smoke' });
    expect(data.inputArtifacts[0].name).toBe('Src');
    engine.advance(19 * MINUTE);
    engine.succeed(jobId!, { outputVariables: { URL: 'https://example.com' } });
    expect(engine.run('Smoke', 'Test').status).toBe('Succeeded');
    expect(engine.details()[0].output.outputVariables).toEqual({ URL: 'https://example.com' });
  });

  it('2.12 fails as the function says', () => {
    const engine = external(lambda());
    engine.fail(engine.jobIds('Smoke')[0] as string, { type: 'PermissionError', message: 'not mine' });
    expect(engine.run('Smoke', 'Test').errorDetails).toEqual({ code: 'PermissionError', message: 'not mine' });
  });

  it('2.3 fails when the function says nothing for 20 minutes', () => {
    const engine = external(lambda());
    engine.advance(20 * MINUTE - 0.001);
    expect(engine.run('Smoke', 'Test').status).toBe('InProgress');
    engine.advance(0.001);
    const { status, errorDetails } = engine.run('Smoke', 'Test');
    expect(status).toBe('Failed');
    expect(errorDetails.message).toContain('AWS Lambda function smoke failed to return a result');
  });

  it('2.3 each continuation begins the 20 minutes anew, up to 24 hours in all', () => {
    const engine = external(lambda());
    for (let quarter = 1; quarter <= 95; quarter++) {
      engine.advance(15 * MINUTE);
      engine.succeed(engine.jobIds('Smoke').at(-1) as string, { continuationToken: `${quarter}` });
    }
    const jobId = engine.jobIds('Smoke').at(-1) as string;
    expect(engine.call('GetJobDetails', { jobId }).jobDetails.data.continuationToken).toBe('95');
    engine.advance(15 * MINUTE - 0.001);
    expect(engine.run('Smoke', 'Test').status).toBe('InProgress');
    engine.advance(0.001);
    expect(engine.run('Smoke', 'Test').errorDetails.message).toContain('1440 minutes');
  });
});

describe('other actions that are external', () => {
  const commands = lambda('Script', {
    actionTypeId: { category: 'Compute', owner: 'AWS', provider: 'Commands', version: '1' },
    configuration: {},
    commands: ['npm ci'],
  });

  it.each([
    ['CodeBuild', build('One'), 8 * 60],
    ['Elastic Beanstalk', deploy('One'), 60],
    ['Commands', { ...commands, name: 'One' }, 60],
  ])('2.12 %s waits for the result of its job, until its timeout', (_, action, minutes) => {
    const engine = external(action);
    engine.advance(minutes * MINUTE - 0.001);
    expect(engine.run('One', 'Test').status).toBe('InProgress');
    engine.succeed(engine.jobIds('One')[0] as string, { executionDetails: { externalExecutionId: 'x-1' } });
    expect(engine.run('One', 'Test')).toMatchObject({ status: 'Succeeded', externalExecutionId: 'x-1' });
    const other = external(action);
    other.advance(minutes * MINUTE);
    expect(other.run('One', 'Test').status).toBe('Failed');
    expect(other.codebuild.requests).toEqual([]);
  });

  it('2.12 a source has the revision that is told with the result', () => {
    const engine = new WorkerHarness();
    engine.behave({ match: { stage: 'Source' }, outcome: 'external' });
    engine.create(pipeline([stage('Source', source()), stage('Test', lambda())]));
    const currentRevision = { revision: 'a'.repeat(40), changeIdentifier: '7' };
    engine.succeed(engine.jobIds('Checkout')[0] as string, { currentRevision });
    expect(engine.executions()[0].sourceRevisions[0].revisionId).toBe('a'.repeat(40));
  });

  it('2.12 an approval is still a person’s', () => {
    const engine = external(approval('Sign'));
    expect(engine.jobIds('Sign')).toEqual([]);
    engine.answer('Test', 'Sign', 'Approved');
    expect(engine.run('Sign', 'Test').status).toBe('Succeeded');
  });
});
