import { describe, expect, it } from 'vitest';
import {
  approval,
  build,
  condition,
  connection,
  deploy,
  lambda,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from '../definitions.ts';
import { Harness } from '../harness.ts';

function detail(engine: Harness, actionName: string) {
  return engine.details().find((run: { actionName: string }) => run.actionName === actionName);
}

function withParameters(text: string, extra = {}) {
  const configuration = { FunctionName: 'smoke', UserParameters: text };
  const stages = [
    stage('Source', source('Checkout', { namespace: 'Git' })),
    stage('Test', build('Compile', { namespace: 'Build' }), lambda('Smoke', { configuration, runOrder: 2 })),
  ];
  return pipeline(stages, extra);
}

describe('variables', () => {
  it('2.10 references are resolved just before the action starts; the configuration stays as declared', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outputVariables: { IMAGE: 'web:7' } });
    const id = engine.create(withParameters('#{Git.BranchName} #{Build.IMAGE} #{codepipeline.PipelineExecutionId}'));
    engine.advance(12);
    const { input } = detail(engine, 'Smoke');
    expect(input.configuration.UserParameters).toBe(
      '#{Git.BranchName} #{Build.IMAGE} #{codepipeline.PipelineExecutionId}',
    );
    expect(input.resolvedConfiguration).toEqual({ FunctionName: 'smoke', UserParameters: `main web:7 ${id}` });
  });

  it('2.10 a key without a value fails the action with ConfigurationError', () => {
    const engine = new Harness();
    const id = engine.create(withParameters('#{Build.IMAGE}'));
    engine.advance(12);
    expect(engine.status(id)).toBe('Failed');
    const { latestExecution } = engine.action('Test', 'Smoke');
    expect(latestExecution).toMatchObject({
      status: 'Failed',
      errorDetails: { code: 'ConfigurationError', message: expect.stringContaining('#{Build.IMAGE}') },
    });
  });

  it('2.10 names are case-sensitive and inherited names are no variables', () => {
    for (const text of ['#{Git.commitid}', '#{Git.constructor}', '#{codepipeline.pipelineExecutionId}']) {
      const engine = new Harness();
      const id = engine.create(withParameters(text));
      engine.advance(12);
      expect(engine.status(id)).toBe('Failed');
    }
  });

  it('2.10 V2: variables of the pipeline, default or given at the start', () => {
    const engine = new Harness();
    const variables = [{ name: 'STAGE', defaultValue: 'beta' }];
    engine.create(withParameters('#{variables.STAGE}', { pipelineType: 'V2', variables }));
    engine.advance(12);
    expect(detail(engine, 'Smoke').input.resolvedConfiguration.UserParameters).toBe('beta');
    engine.advance(60);
    const second = engine.start('web', { variables: [{ name: 'STAGE', value: 'prod' }] });
    engine.advance(12);
    expect(detail(engine, 'Smoke').input.resolvedConfiguration.UserParameters).toBe('prod');
    const input = { pipelineName: 'web', pipelineExecutionId: second };
    const { pipelineExecution } = engine.call('GetPipelineExecution', input);
    expect(pipelineExecution.variables).toEqual([{ name: 'STAGE', resolvedValue: 'prod' }]);
  });

  it('2.7 some are given and the others have their defaults', () => {
    const engine = new Harness();
    const declared = ['A', 'B', 'C'].map((name) => ({ name, defaultValue: 'default' }));
    engine.create(threeStages({ pipelineType: 'V2', variables: declared }));
    const variables = ['C', 'A'].map((name) => ({ name, value: 'given' }));
    const pipelineExecutionId = engine.start('web', { variables });
    const { pipelineExecution } = engine.call('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId });
    expect(pipelineExecution.variables).toEqual([
      { name: 'A', resolvedValue: 'given' },
      { name: 'B', resolvedValue: 'default' },
      { name: 'C', resolvedValue: 'given' },
    ]);
  });

  it('2.7 a variable that is not declared, or has neither default nor value, is refused', () => {
    const engine = new Harness();
    const variables = [{ name: 'STAGE' }, { name: 'SIZE', defaultValue: 'small' }];
    engine.create(withParameters('x', { pipelineType: 'V2', variables }));
    const refuse = (given: object[]) => engine.refusal('StartPipelineExecution', { name: 'web', variables: given });
    expect(refuse([{ name: 'SIZE', value: 'big' }])).toMatch(/^ValidationException: Variable 'STAGE'/);
    expect(refuse([{ name: 'COLOR', value: 'red' }])).toMatch(/^ValidationException.*'COLOR'/);
    expect(engine.executions().length).toBe(1);
  });

  it('2.10 a resolved configuration of more than 100 KB fails the action', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outputVariables: { LOG: 'x'.repeat(60_000) } });
    const id = engine.create(withParameters('#{Build.LOG}#{Build.LOG}'));
    engine.advance(12);
    expect(engine.status(id)).toBe('Failed');
  });

  it('2.10 a resolved configuration of 100 KB is the largest, keys and values together', () => {
    // FunctionName, smoke and UserParameters take 31 bytes.
    for (const [bytes, status] of [
      [102_400, 'Succeeded'],
      [102_401, 'Failed'],
    ] as const) {
      const engine = new Harness();
      const LOG = `é${'x'.repeat(bytes - 31 - 2)}`;
      engine.behave({ match: { action: 'Compile' }, outputVariables: { LOG } });
      const id = engine.create(withParameters('#{Build.LOG}'));
      engine.advance(60);
      expect(engine.status(id)).toBe(status);
    }
  });

  it('2.10 of an action that cannot be resolved nothing is resolved', () => {
    const engine = new Harness();
    engine.create(withParameters('#{Build.IMAGE}'));
    engine.advance(12);
    const { input, output } = detail(engine, 'Smoke');
    expect(input.configuration).toEqual({ FunctionName: 'smoke', UserParameters: '#{Build.IMAGE}' });
    expect(input.resolvedConfiguration).toEqual({});
    expect(output.executionResult).toEqual({
      externalExecutionSummary: 'The variable #{Build.IMAGE} could not be resolved',
      errorDetails: {
        code: 'ConfigurationError',
        message: 'The variable #{Build.IMAGE} could not be resolved',
      },
    });
  });

  it('2.10 of a rule that cannot be resolved nothing is resolved either', () => {
    const engine = new Harness();
    const beforeEntry = condition('FAIL', variableCheck('#{Git.Nope}', 'EQ', 'x'));
    const { stages, ...rest } = withParameters('x', V2);
    engine.create({ ...rest, stages: [stages[0]!, { ...stages[1]!, beforeEntry }] });
    engine.advance(1);
    const [{ input, output }] = engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails;
    expect(input.configuration.Variable).toBe('#{Git.Nope}');
    expect(input.resolvedConfiguration).toEqual({});
    expect(output.executionResult.errorDetails.code).toBe('ConfigurationError');
  });

  it('2.10 what an execution refers to is its own', () => {
    const engine = new Harness();
    const ids = [engine.create(withParameters('#{codepipeline.PipelineExecutionId} #{Git.CommitId}'))];
    engine.advance(60);
    ids.push(engine.start());
    engine.advance(60);
    const texts = engine
      .details()
      .filter((run: { actionName: string }) => run.actionName === 'Smoke')
      .map((run: { input: { resolvedConfiguration: Record<string, string> } }) => run.input.resolvedConfiguration)
      .map(({ UserParameters = '' }: Record<string, string>) => UserParameters.split(' '));
    const commits = engine
      .executions()
      .map((entry: { sourceRevisions: { revisionId: string }[] }) => entry.sourceRevisions[0]!.revisionId);
    expect(texts).toEqual([
      [ids[1], commits[0]],
      [ids[0], commits[1]],
    ]);
    expect(commits[0]).not.toBe(commits[1]);
  });

  it('2.10 a retry resolves anew: what ran before it counts as it ran last', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    const id = engine.create(withParameters('#{Build.IMAGE}'));
    engine.behave({ match: { action: 'Compile' }, outputVariables: { IMAGE: 'web:7' }, times: 1 });
    engine.advance(60);
    expect(engine.status(id)).toBe('Failed');
    engine.behave({ match: { action: 'Compile' }, outputVariables: { IMAGE: 'web:8' }, times: 1 });
    engine.retry('Test', id, 'ALL_ACTIONS');
    engine.advance(60);
    expect(detail(engine, 'Smoke').input.resolvedConfiguration.UserParameters).toBe('web:8');
  });

  it('2.3 a source gives the output variables of its provider', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(1);
    const { output } = detail(engine, 'Checkout');
    expect(Object.keys(output.outputVariables).sort()).toEqual([
      'AuthorDate',
      'BranchName',
      'CommitId',
      'CommitMessage',
      'CommitterDate',
      'RepositoryName',
    ]);
    expect(output.outputVariables.CommitId).toMatch(/^[0-9a-f]{40}$/);
    expect(output.executionResult.externalExecutionId).toBe(output.outputVariables.CommitId);
  });

  it('4 exported variables of a build are output variables, and the build is told where it comes from', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outputVariables: { IMAGE: 'web:7' } });
    const environment = [{ name: 'COMMIT', value: '#{Git.CommitId}', type: 'PLAINTEXT' }];
    const configuration = { ProjectName: 'web-build', EnvironmentVariables: JSON.stringify(environment) };
    const stages = [
      stage('Source', source('Checkout', { namespace: 'Git' })),
      stage('Build', build('Compile', { configuration })),
    ];
    engine.create(pipeline(stages));
    engine.advance(11);
    expect(detail(engine, 'Compile').output.outputVariables).toEqual({ IMAGE: 'web:7' });
    const commit = detail(engine, 'Checkout').output.outputVariables.CommitId;
    const [request] = engine.codebuild.requests;
    expect(request).toMatchObject({
      project: 'web-build',
      pipeline: 'web',
      resolvedSourceVersion: commit,
      environment: [{ name: 'COMMIT', value: commit, type: 'PLAINTEXT' }],
    });
    expect(request?.sourceVersion).toMatch(/^arn:aws:s3:::artifacts-us-east-1\/web\/Src\/[A-Za-z0-9]{7}$/);
  });

  it('4 a build is told where to put what it makes, and there it is afterwards', () => {
    const engine = new Harness();
    const compile = build('Compile', { outputArtifacts: [{ name: 'App' }] });
    const check = build('Check', { runOrder: 2 });
    engine.create(pipeline([stage('Source', source()), stage('Build', compile, check)]));
    engine.advance(1);
    expect(detail(engine, 'Compile').output.outputArtifacts).toEqual([]);
    engine.advance(20);
    const [{ s3location }] = detail(engine, 'Compile').output.outputArtifacts;
    expect(engine.codebuild.requests.map(({ artifactLocation }) => artifactLocation)).toEqual([
      `arn:aws:s3:::${s3location.bucket}/${s3location.key}`,
      undefined,
    ]);
  });

  it('4 EnvironmentVariables that are no JSON array fail the action', () => {
    const engine = new Harness();
    const configuration = { ProjectName: 'web-build', EnvironmentVariables: '{"a":1}' };
    const id = engine.create(
      pipeline([stage('Source', source()), stage('Build', build('Compile', { configuration }))]),
    );
    engine.advance(1);
    expect(engine.status(id)).toBe('Failed');
    expect(engine.action('Build', 'Compile').latestExecution.errorDetails.code).toBe('ConfigurationError');
  });

  it('4 a failed build fails the action with the state in the summary', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outcome: 'fail' });
    engine.create(threeStages());
    engine.advance(11);
    expect(engine.action('Build', 'Compile').latestExecution).toMatchObject({
      status: 'Failed',
      summary: 'Build terminated with state: FAILED',
      errorDetails: { code: 'JobFailed', message: 'Build terminated with state: FAILED' },
    });
  });

  it('4 a build with several inputs takes the revision of the primary one', () => {
    const engine = new Harness();
    const configuration = { ProjectName: 'web-build', PrimarySource: 'Ops' };
    const inputArtifacts = [{ name: 'Src' }, { name: 'Ops' }];
    const second = connection('Infra', { outputArtifacts: [{ name: 'Ops' }] });
    engine.create(
      pipeline([
        stage('Source', source(), second),
        stage('Build', build('Compile', { configuration, inputArtifacts })),
      ]),
    );
    engine.advance(2);
    const commit = detail(engine, 'Infra').output.outputVariables.CommitId;
    expect(engine.codebuild.requests[0]?.resolvedSourceVersion).toBe(commit);
  });

  it('2.10 a reference in an approval is resolved for its message', () => {
    const engine = new Harness();
    const configuration = {
      NotificationArn: 'arn:aws:sns:us-east-1:123456789012:t',
      CustomData: 'of #{Git.BranchName}',
    };
    const stages = [
      stage('Source', source('Checkout', { namespace: 'Git' })),
      stage('Gate', approval('Approve', { configuration }), deploy('Ship', { runOrder: 2 })),
    ];
    engine.create(pipeline(stages));
    engine.advance(1);
    const message = engine.events().find((event) => event.source === 'aws.sns');
    expect(message?.detail).toMatchObject({ approval: { customData: 'of main' } });
  });

  it('2.1 names that every object has are names like others', () => {
    const engine = new Harness();
    const artifacts = [{ name: 'constructor' }];
    const configuration = { ProjectName: 'web-build', PrimarySource: 'constructor' };
    const variables = [
      { name: 'constructor', defaultValue: 'beta' },
      { name: '__proto__', defaultValue: 'x' },
    ];
    const stages = [
      stage('Source', source('__proto__', { namespace: '__proto__', outputArtifacts: artifacts })),
      stage('valueOf', build('constructor', { configuration, inputArtifacts: artifacts })),
    ];
    const id = engine.create(pipeline(stages, { pipelineType: 'V2', variables }));
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    expect(engine.codebuild.requests[0]?.sourceVersion).toMatch(/^arn:aws:s3:::artifacts-us-east-1\/web\/constructo\//);
    const input = { pipelineName: 'web', pipelineExecutionId: id };
    expect(engine.call('GetPipelineExecution', input).pipelineExecution.variables).toEqual([
      { name: 'constructor', resolvedValue: 'beta' },
      { name: '__proto__', resolvedValue: 'x' },
    ]);
  });
});
