import { describe, expect, it } from 'vitest';
import model from '../../../../src/rules/models/codepipeline.json' with { type: 'json' };
import type { ServiceModel } from '../../../../src/rules/service-model.ts';
import { misplaced } from '../../support/strangers.ts';
import {
  condition,
  connection,
  deploy,
  gated,
  lambda,
  pipeline,
  rule,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from '../definitions.ts';
import { ALICE, BOB, DAY, Harness, START } from '../harness.ts';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const COMMIT = expect.stringMatching(/^[0-9a-f]{40}$/);
const TEXT = expect.any(String);

function inOrder(shape: string, answer: unknown): void {
  expect(misplaced(model as unknown as ServiceModel, shape, answer)).toEqual([]);
}

function artifact(name: string, bucket = 'artifacts-us-east-1') {
  const key = expect.stringMatching(new RegExp(`^web/${name.slice(0, 10)}/[A-Za-z0-9]{7}$`));
  return { name, s3location: { bucket, key } };
}

function detailOf(engine: Harness, pipelineExecutionId: string) {
  return engine.call('GetPipelineExecution', { pipelineName: 'web', pipelineExecutionId }).pipelineExecution;
}

describe('ListPipelineExecutions', () => {
  it('2.9 the members of an execution that ran through', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(60);
    expect(engine.executions()).toEqual([
      {
        pipelineExecutionId: id,
        status: 'Succeeded',
        startTime: START,
        lastUpdateTime: START + 21_000,
        sourceRevisions: [
          { actionName: 'Checkout', revisionId: COMMIT, revisionSummary: TEXT, revisionUrl: expect.any(String) },
        ],
        trigger: { triggerType: 'CreatePipeline', triggerDetail: ALICE },
        executionMode: 'SUPERSEDED',
        executionType: 'STANDARD',
      },
    ]);
    inOrder('ListPipelineExecutionsOutput', engine.call('ListPipelineExecutions', { pipelineName: 'web' }));
  });

  it('2.9 before its source has found anything an execution has no revisions', () => {
    const engine = new Harness();
    engine.create(threeStages());
    expect(engine.executions()[0]).toMatchObject({ status: 'InProgress', lastUpdateTime: START, sourceRevisions: [] });
  });

  it('2.9 the reason of a stop, and the target of a rollback', () => {
    const engine = new Harness();
    const good = engine.create(threeStages());
    engine.advance(60);
    const stopped = engine.start();
    engine.advance(5);
    engine.stop(stopped, { reason: 'wrong branch', abandon: true });
    const rollback = engine.rollBack('Prod', good, BOB);
    engine.advance(5);
    const [newest, before] = engine.executions();
    expect(newest).toEqual({
      pipelineExecutionId: rollback,
      status: 'InProgress',
      startTime: START + 65_000,
      lastUpdateTime: START + 65_000,
      sourceRevisions: engine.executions().at(-1).sourceRevisions,
      trigger: { triggerType: 'ManualRollback', triggerDetail: BOB },
      executionMode: 'SUPERSEDED',
      executionType: 'ROLLBACK',
      rollbackMetadata: { rollbackTargetPipelineExecutionId: good },
    });
    expect(before).toMatchObject({
      status: 'Stopped',
      stopTrigger: { reason: 'wrong branch' },
      lastUpdateTime: START + 65_000,
    });
    inOrder('ListPipelineExecutionsOutput', engine.call('ListPipelineExecutions', { pipelineName: 'web' }));
  });

  it('2.9 what is older than 12 months is forgotten, also behind one that is still under way', () => {
    const engine = new Harness();
    const waiting = engine.create(threeStages({ ...V2, executionMode: 'QUEUED' }));
    engine.disable('Prod');
    engine.advance(60);
    engine.behave({ match: { action: 'Compile' }, outcome: 'fail' });
    const failed = engine.start();
    engine.advance(60);
    expect(engine.status(failed)).toBe('Failed');
    engine.advance(366 * DAY);
    expect(engine.executions()).toMatchObject([{ pipelineExecutionId: waiting }]);
    expect(engine.history()).toEqual(['Source/Checkout Succeeded', 'Build/Compile Succeeded']);
    const input = { pipelineName: 'web', pipelineExecutionId: failed };
    expect(engine.refusal('GetPipelineExecution', input)).toMatch(/^PipelineExecutionNotFoundException/);
  });
});

describe('GetPipelineExecution', () => {
  it('2.9 the members of an execution, with every variable and every artifact of a source', () => {
    const engine = new Harness();
    const variables = [{ name: 'STAGE', defaultValue: 'beta' }, { name: 'SIZE' }, { name: 'ZONE', defaultValue: 'a' }];
    const other = connection('Infra', { outputArtifacts: [{ name: 'Ops' }] });
    const declared = pipeline([stage('Source', source(), other), stage('Prod', deploy())], { ...V2, variables });
    engine.create(declared);
    engine.advance(60);
    const id = engine.start('web', { variables: [{ name: 'SIZE', value: 'big' }] });
    engine.advance(1);
    const revision = (name: string) => ({
      name,
      revisionId: COMMIT,
      revisionChangeIdentifier: TEXT,
      revisionSummary: TEXT,
      created: START + 61_000,
      revisionUrl: TEXT,
    });
    expect(detailOf(engine, id)).toEqual({
      pipelineName: 'web',
      pipelineVersion: 1,
      pipelineExecutionId: id,
      status: 'InProgress',
      artifactRevisions: [revision('Src'), revision('Ops')],
      variables: [
        { name: 'STAGE', resolvedValue: 'beta' },
        { name: 'SIZE', resolvedValue: 'big' },
        { name: 'ZONE', resolvedValue: 'a' },
      ],
      trigger: { triggerType: 'StartPipelineExecution', triggerDetail: ALICE },
      executionMode: 'SUPERSEDED',
      executionType: 'STANDARD',
    });
    inOrder('PipelineExecution', detailOf(engine, id));
  });

  it('2.9 an execution that has found nothing has neither revisions nor variables', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    expect(detailOf(engine, id)).toMatchObject({ artifactRevisions: [], variables: [] });
  });

  it('2.9 the version is the one that the execution was started in', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.update(threeStages(V2));
    expect(detailOf(engine, id).pipelineVersion).toBe(1);
    expect(detailOf(engine, engine.start()).pipelineVersion).toBe(2);
  });
});

describe('ListActionExecutions', () => {
  const role = 'arn:aws:iam::123456789012:role/deployer';
  const store = (location: string) => ({ type: 'S3', location });

  /** A commit that is deployed by CodeDeploy, in another region and by another role. */
  function deployed() {
    const engine = new Harness();
    engine.deploymentGroup('my-application', 'main');
    const configuration = { ApplicationName: 'my-application', DeploymentGroupName: '#{src.BranchName}' };
    const ship = deploy('Ship', {
      actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' },
      configuration,
      inputArtifacts: [{ name: 'SourceArtifact' }],
      namespace: 'DeployVariables',
      region: 'eu-west-1',
      roleArn: role,
    });
    const checkout = source('Checkout', { namespace: 'src', outputArtifacts: [{ name: 'SourceArtifact' }] });
    const id = engine.create(
      pipeline([stage('Source', checkout), stage('Prod', ship)], {
        artifactStore: undefined,
        artifactStores: { 'us-east-1': store('bucket-us'), 'eu-west-1': store('bucket-eu') },
      }),
    );
    engine.advance(60);
    return { engine, id, configuration };
  }

  it('2.9 the members of a source action and of a deployment, newest first', () => {
    const { engine, id, configuration } = deployed();
    const [ship, checkout] = engine.details();
    const commit = checkout.output.outputVariables.CommitId;
    expect(checkout).toEqual({
      pipelineExecutionId: id,
      actionExecutionId: UUID,
      pipelineVersion: 1,
      stageName: 'Source',
      actionName: 'Checkout',
      startTime: START,
      lastUpdateTime: START + 1000,
      status: 'Succeeded',
      input: {
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
        configuration: { RepositoryName: 'web', BranchName: 'main' },
        resolvedConfiguration: { RepositoryName: 'web', BranchName: 'main' },
        region: 'us-east-1',
        inputArtifacts: [],
        namespace: 'src',
      },
      output: {
        outputArtifacts: [artifact('SourceArtifact', 'bucket-us')],
        executionResult: {
          externalExecutionId: commit,
          externalExecutionSummary: checkout.output.outputVariables.CommitMessage,
          externalExecutionUrl: expect.stringContaining(commit),
        },
        outputVariables: {
          AuthorDate: '2026-01-05T08:00:01Z',
          BranchName: 'main',
          CommitId: COMMIT,
          CommitMessage: TEXT,
          CommitterDate: '2026-01-05T08:00:01Z',
          RepositoryName: 'web',
        },
      },
    });
    const deployment = expect.stringMatching(/^d-[A-Z0-9]{9}$/);
    expect(ship).toEqual({
      pipelineExecutionId: id,
      actionExecutionId: UUID,
      pipelineVersion: 1,
      stageName: 'Prod',
      actionName: 'Ship',
      startTime: START + 1000,
      lastUpdateTime: START + 2000,
      status: 'Succeeded',
      input: {
        actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' },
        configuration,
        resolvedConfiguration: { ...configuration, DeploymentGroupName: 'main' },
        roleArn: role,
        region: 'eu-west-1',
        inputArtifacts: [artifact('SourceArtifact', 'bucket-eu')],
        namespace: 'DeployVariables',
      },
      output: {
        outputArtifacts: [],
        executionResult: {
          externalExecutionId: deployment,
          externalExecutionSummary: 'Deployment Succeeded',
          externalExecutionUrl: expect.stringContaining('/codedeploy/deployments/d-'),
        },
        outputVariables: {},
      },
    });
    inOrder('ListActionExecutionsOutput', engine.call('ListActionExecutions', { pipelineName: 'web' }));
  });

  it('1.7 an artifact has the same key in the store of every region', () => {
    const { engine } = deployed();
    const [ship, checkout] = engine.details();
    const [made, used] = [checkout.output.outputArtifacts[0], ship.input.inputArtifacts[0]];
    expect(used.s3location.key).toBe(made.s3location.key);
    expect(used.s3location.bucket).not.toBe(made.s3location.bucket);
  });

  it('1.7 another execution has other keys', () => {
    const { engine } = deployed();
    engine.start();
    engine.advance(60);
    const keys = engine
      .details()
      .filter((run: { stageName: string }) => run.stageName === 'Source')
      .map((run: { output: { outputArtifacts: { s3location: { key: string } }[] } }) =>
        run.output.outputArtifacts.map(({ s3location }) => s3location.key),
      );
    expect(keys).toHaveLength(2);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  it('2.9 while an action runs it has made nothing', () => {
    const engine = new Harness();
    engine.create(threeStages());
    expect(engine.details()).toEqual([
      expect.objectContaining({
        status: 'InProgress',
        startTime: START,
        lastUpdateTime: START,
        output: { outputArtifacts: [], executionResult: {}, outputVariables: {} },
      }),
    ]);
  });

  it('2.9 an approval has its token as the external id, and whoever answered', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    const { token } = engine.action('Gate', 'Approve').latestExecution;
    expect(engine.details()[0].output.executionResult).toEqual({ externalExecutionId: token });
    expect(engine.details()[0]).not.toHaveProperty('updatedBy');
    engine.answer('Gate', 'Approve', 'Rejected', 'not today');
    expect(engine.details()[0]).toMatchObject({ updatedBy: BOB, status: 'Failed' });
    expect(engine.details()[0].output.executionResult).toEqual({
      externalExecutionId: token,
      externalExecutionSummary: 'not today',
    });
  });

  it('2.9 a build has its log, and a failure its error', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outcome: 'fail' });
    engine.create(threeStages());
    engine.advance(60);
    const message = 'Build terminated with state: FAILED';
    expect(engine.details()[0].output).toEqual({
      outputArtifacts: [],
      executionResult: {
        externalExecutionId: expect.stringMatching(/^web-build:/),
        externalExecutionSummary: message,
        externalExecutionUrl: TEXT,
        errorDetails: { code: 'JobFailed', message },
        logStreamARN: expect.stringMatching(/^arn:aws:logs:/),
      },
      outputVariables: {},
    });
    inOrder('ListActionExecutionsOutput', engine.call('ListActionExecutions', { pipelineName: 'web' }));
  });

  it('2.9 a deployment that failed says so with its id', () => {
    const engine = new Harness();
    engine.deploymentGroup('a', 'g');
    engine.behave({ match: { lifecycleEvent: 'Install' }, outcome: 'fail' });
    const configuration = { ApplicationName: 'a', DeploymentGroupName: 'g' };
    const actionTypeId = { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' } as const;
    engine.create(
      pipeline([stage('Source', source()), stage('Prod', deploy('Ship', { actionTypeId, configuration }))]),
    );
    engine.advance(60);
    const { externalExecutionId, externalExecutionSummary, errorDetails } = engine.details()[0].output.executionResult;
    expect(externalExecutionId).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(externalExecutionSummary).toBe(`Deployment ${externalExecutionId} failed`);
    expect(errorDetails).toEqual({ code: 'JobFailed', message: externalExecutionSummary });
  });

  it('2.9 every retry adds an entry, and the entries before it stay as they were', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 2 });
    const id = engine.create(threeStages());
    engine.advance(60);
    const before = engine.details();
    engine.retry('Prod', id);
    engine.advance(60);
    engine.retry('Prod', id, 'ALL_ACTIONS');
    engine.advance(60);
    expect(engine.details().slice(2)).toEqual(before);
    expect(engine.details().map((run: { status: string }) => run.status)).toEqual([
      'Succeeded',
      'Failed',
      'Failed',
      'Succeeded',
      'Succeeded',
    ]);
  });

  it('2.9 without a filter the actions of all executions', () => {
    const engine = new Harness();
    const ids = [engine.create(threeStages())];
    engine.advance(60);
    ids.push(engine.start());
    engine.advance(60);
    const seen = new Set(engine.details().map((run: { pipelineExecutionId: string }) => run.pipelineExecutionId));
    expect([...seen]).toEqual(ids.toReversed());
  });
});

describe('ListRuleExecutions', () => {
  it('2.9 the members of a rule that runs a build in another region, and of one that failed', () => {
    const engine = new Harness();
    const gate = {
      ...rule('Gate', 'CodeBuild', { ProjectName: 'gate' }),
      region: 'us-east-1',
      roleArn: 'arn:aws:iam::123456789012:role/gate',
      inputArtifacts: [{ name: 'Src' }],
    };
    const beforeEntry = condition('FAIL', gate, variableCheck('a', 'EQ', 'b', 'Same'));
    const id = engine.create(pipeline([stage('Source', source()), { ...stage('Test', lambda()), beforeEntry }], V2));
    engine.advance(60);
    const answer = engine.call('ListRuleExecutions', { pipelineName: 'web' });
    const common = { pipelineExecutionId: id, ruleExecutionId: UUID, pipelineVersion: 1, stageName: 'Test' };
    const configuration = { Variable: 'a', Operator: 'EQ', Value: 'b' };
    const message = "'a' EQ 'b' does not hold";
    expect(answer.ruleExecutionDetails).toEqual([
      {
        ...common,
        ruleName: 'Same',
        startTime: START + 1000,
        lastUpdateTime: START + 1000,
        status: 'Failed',
        input: {
          ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'VariableCheck', version: '1' },
          configuration,
          resolvedConfiguration: configuration,
          region: 'us-east-1',
          inputArtifacts: [],
        },
        output: {
          executionResult: {
            externalExecutionSummary: message,
            errorDetails: { code: 'RuleFailed', message },
          },
        },
      },
      {
        ...common,
        ruleName: 'Gate',
        startTime: START + 1000,
        lastUpdateTime: START + 11_000,
        status: 'Succeeded',
        input: {
          ruleTypeId: { category: 'Rule', owner: 'AWS', provider: 'CodeBuild', version: '1' },
          configuration: { ProjectName: 'gate' },
          resolvedConfiguration: { ProjectName: 'gate' },
          roleArn: 'arn:aws:iam::123456789012:role/gate',
          region: 'us-east-1',
          inputArtifacts: [artifact('Src')],
        },
        output: {
          executionResult: {
            externalExecutionId: expect.stringMatching(/^gate:/),
            externalExecutionUrl: TEXT,
          },
        },
      },
    ]);
    inOrder('ListRuleExecutionsOutput', answer);
  });

  it('2.9 a rule of a condition that was overridden names who did it', () => {
    const engine = new Harness();
    const beforeEntry = condition('FAIL', variableCheck('a', 'EQ', 'b'));
    const id = engine.create(pipeline([stage('Source', source()), { ...stage('Test', lambda()), beforeEntry }], V2));
    engine.advance(1);
    engine.override('Test', id, 'BEFORE_ENTRY', BOB);
    const [detail] = engine.call('ListRuleExecutions', { pipelineName: 'web' }).ruleExecutionDetails;
    expect(detail).toMatchObject({ updatedBy: BOB, status: 'Failed' });
  });
});
