import { describe, expect, it } from 'vitest';
import { build, condition, pipeline, rule, source, stage } from '../codepipeline/definitions.ts';
import { Harness } from './harness.ts';

const BUILD = build('Compile', { configuration: { ProjectName: 'web' } });

function running(prepare: (harness: Harness) => void = () => {}) {
  const harness = new Harness();
  prepare(harness);
  harness.other('codepipeline', 'CreatePipeline', {
    pipeline: pipeline([stage('Source', source()), stage('Build', BUILD)]),
  });
  harness.advance(4);
  const action = () => {
    const { stageStates } = harness.other('codepipeline', 'GetPipelineState', { name: 'web' });
    return stageStates[1].actionStates[0].latestExecution;
  };
  return { harness, action, id: action()?.externalExecutionId as string };
}

describe('the build of an action', () => {
  it('4 is one like any other of its project', () => {
    const { harness, id } = running((given) =>
      given.project('web', {
        source: { type: 'CODEPIPELINE', buildspec: 'version: 0.2\nphases: {build: {commands: [make]}}\n' },
        artifacts: { type: 'CODEPIPELINE' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'own',
          computeType: 'BUILD_GENERAL1_SMALL',
          environmentVariables: [{ name: 'A', value: '1' }],
        },
        timeoutInMinutes: 25,
      }),
    );
    expect(harness.build(id)).toMatchObject({
      initiator: 'codepipeline/web',
      source: { type: 'CODEPIPELINE', buildspec: expect.stringContaining('make') },
      environment: { image: 'own', environmentVariables: [{ name: 'A', value: '1', type: 'PLAINTEXT' }] },
      timeoutInMinutes: 25,
    });
    harness.advance(10);
    expect(harness.lines(id)).toContain('[Container] Running command make');
  });

  it('4 is built although nobody created its project, but not once that was deleted', () => {
    const { harness, action } = running();
    harness.advance(10);
    expect(action().status).toBe('Succeeded');
    harness.project();
    harness.call('DeleteProject', { name: 'web' });
    harness.other('codepipeline', 'StartPipelineExecution', { name: 'web' });
    harness.advance(10);
    expect(action()).toMatchObject({
      status: 'Failed',
      errorDetails: { message: expect.stringContaining('Project cannot be found') },
    });
  });

  it('4 stopped by the API it fails its action with its state', () => {
    const { harness, action, id } = running((given) =>
      given.behave({ match: { action: 'Compile' }, summary: 'all is well' }),
    );
    harness.stop(id);
    harness.advance(10);
    expect(action()).toMatchObject({
      status: 'Failed',
      summary: 'Build terminated with state: STOPPED',
      errorDetails: { code: 'JobFailed', message: 'Build terminated with state: STOPPED' },
    });
  });

  it('4 retried by the API it is another build, and its action stays as it ended', () => {
    const { harness, action, id } = running((given) => given.behave({ match: { action: 'Compile' }, outcome: 'fail' }));
    harness.advance(10);
    const { build: retried } = harness.call('RetryBuild', { id });
    expect(retried).toMatchObject({ buildNumber: 2, initiator: 'alice', source: { type: 'CODEPIPELINE' } });
    harness.advance(10);
    expect(harness.build(retried.id).buildStatus).toBe('SUCCEEDED');
    expect(action()).toMatchObject({ status: 'Failed', externalExecutionId: id });
  });

  it('4 waits like any other when its project has no room', () => {
    const { harness, action } = running((given) => {
      given.project('web', { concurrentBuildLimit: 1 });
      given.behave({ match: { project: 'web' }, durationSeconds: 60, times: 1 });
      given.start();
    });
    harness.advance(30);
    expect(action().status).toBe('InProgress');
    expect(harness.build(action().externalExecutionId).currentPhase).toBe('QUEUED');
    harness.advance(60);
    expect(action().status).toBe('Succeeded');
  });

  it('4 a rule that names the project speaks of it, too', () => {
    const { harness, action } = running((given) =>
      given.behave({ match: { project: 'web' }, outcome: 'fail', build: { phase: 'INSTALL', status: 'FAULT' } }),
    );
    harness.advance(10);
    expect(action().summary).toBe('Build terminated with state: FAULT');
  });
});

describe('the build of a rule', () => {
  it('4 stopped by the API it fails its rule', () => {
    const harness = new Harness();
    const check = { ...rule('Check', 'CodeBuild', { ProjectName: 'web' }), inputArtifacts: [{ name: 'Src' }] };
    const guarded = { ...stage('Build', BUILD), beforeEntry: condition('FAIL', check) };
    harness.other('codepipeline', 'CreatePipeline', {
      pipeline: pipeline([stage('Source', source()), guarded], { pipelineType: 'V2' }),
    });
    harness.advance(4);
    const [id] = harness.call('ListBuilds', {}).ids;
    harness.stop(id);
    harness.advance(10);
    const { ruleExecutionDetails } = harness.other('codepipeline', 'ListRuleExecutions', { pipelineName: 'web' });
    expect(ruleExecutionDetails[0]).toMatchObject({
      status: 'Failed',
      output: { executionResult: { externalExecutionSummary: 'Build terminated with state: STOPPED' } },
    });
  });
});
