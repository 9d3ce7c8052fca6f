import { describe, expect, it } from 'vitest';
import model from '../../../../src/rules/models/codepipeline.json' with { type: 'json' };
import type { ServiceModel } from '../../../../src/rules/service-model.ts';
import { misplaced } from '../../support/strangers.ts';
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
import { ALICE, BOB, Harness, START } from '../harness.ts';
import { WorkerHarness } from '../jobs/worker.ts';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const COMMIT = expect.stringMatching(/^[0-9a-f]{40}$/);
const CONSOLE = 'https://us-east-1.console.aws.amazon.com';

function inOrder(engine: Harness): void {
  expect(misplaced(model as unknown as ServiceModel, 'GetPipelineStateOutput', engine.state())).toEqual([]);
}

/** Three executions: the first waits for its approval, the second in front of it, the third is being built. */
function busy() {
  const engine = new Harness();
  const prod = stage('Prod', approval(), deploy('Ship', { runOrder: 2 }));
  const definition = pipeline(
    [
      stage('Source', source('Checkout', { namespace: 'src' })),
      stage('Build', build()),
      { ...prod, beforeEntry: condition('FAIL', variableCheck('#{src.BranchName}', 'EQ', 'main', 'window')) },
    ],
    V2,
  );
  const ids = [engine.create(definition)];
  engine.advance(11);
  ids.push(engine.start());
  engine.advance(11);
  engine.disable('Prod', 'Inbound', 'freeze', BOB);
  ids.push(engine.start());
  engine.advance(1);
  return { engine, ids };
}

describe('GetPipelineState', () => {
  it('2.8 stages show different executions, in every member that there is for each', () => {
    const { engine, ids } = busy();
    const [first, second, third] = ids;
    const inbound = { pipelineExecutionId: second, status: 'InProgress', type: 'STANDARD' };
    const checked = { status: 'Succeeded', lastStatusChange: START + 11_000 };
    expect(engine.state()).toEqual({
      pipelineName: 'web',
      pipelineVersion: 1,
      stageStates: [
        {
          stageName: 'Source',
          inboundExecutions: [],
          inboundTransitionState: { enabled: true },
          actionStates: [
            {
              actionName: 'Checkout',
              currentRevision: { revisionId: COMMIT, revisionChangeId: expect.any(String), created: START + 23_000 },
              latestExecution: {
                actionExecutionId: UUID,
                status: 'Succeeded',
                summary: expect.any(String),
                lastStatusChange: START + 23_000,
                externalExecutionId: COMMIT,
                externalExecutionUrl: expect.stringContaining('/commit/'),
              },
              entityUrl: expect.stringContaining(`${CONSOLE}/codesuite/codecommit/repositories/web/`),
              revisionUrl: expect.stringContaining('/commit/'),
            },
          ],
          latestExecution: { pipelineExecutionId: third, status: 'Succeeded', type: 'STANDARD' },
        },
        {
          stageName: 'Build',
          inboundExecutions: [],
          inboundTransitionState: { enabled: true },
          actionStates: [
            {
              actionName: 'Compile',
              latestExecution: {
                actionExecutionId: UUID,
                status: 'InProgress',
                lastStatusChange: START + 23_000,
                externalExecutionId: expect.stringMatching(/^web-build:/),
                externalExecutionUrl: expect.stringContaining('/build/web-build:'),
                logStreamARN: expect.stringMatching(
                  /^arn:aws:logs:us-east-1:123456789012:log-group:\/aws\/codebuild\/web-build:log-stream:[0-9a-f-]{36}$/,
                ),
              },
              entityUrl: expect.stringContaining('/projects/web-build/view'),
            },
          ],
          latestExecution: { pipelineExecutionId: third, status: 'InProgress', type: 'STANDARD' },
        },
        {
          stageName: 'Prod',
          inboundExecution: inbound,
          inboundExecutions: [inbound],
          inboundTransitionState: {
            enabled: false,
            lastChangedBy: BOB,
            lastChangedAt: START + 22_000,
            disabledReason: 'freeze',
          },
          actionStates: [
            {
              actionName: 'Approve',
              latestExecution: {
                actionExecutionId: UUID,
                status: 'InProgress',
                lastStatusChange: START + 11_000,
                token: UUID,
              },
            },
            { actionName: 'Ship', entityUrl: expect.stringContaining('/elasticbeanstalk/') },
          ],
          latestExecution: { pipelineExecutionId: first, status: 'InProgress', type: 'STANDARD' },
          beforeEntryConditionState: {
            latestExecution: { status: 'Succeeded' },
            conditionStates: [
              {
                latestExecution: checked,
                ruleStates: [{ ruleName: 'window', latestExecution: { ruleExecutionId: UUID, ...checked } }],
              },
            ],
          },
        },
      ],
      created: START,
      updated: START,
    });
    inOrder(engine);
  });

  it('2.8 a pipeline that was just made: only its first stage has run', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    const [first, ...others] = engine.state().stageStates;
    expect(first.latestExecution).toEqual({ pipelineExecutionId: id, status: 'InProgress', type: 'STANDARD' });
    expect(first.actionStates).toEqual([
      {
        actionName: 'Checkout',
        latestExecution: { actionExecutionId: UUID, status: 'InProgress', lastStatusChange: START },
        entityUrl: expect.any(String),
      },
    ]);
    for (const state of others) {
      expect(state).toEqual({
        stageName: state.stageName,
        inboundExecutions: [],
        inboundTransitionState: { enabled: true },
        actionStates: [{ actionName: expect.any(String), entityUrl: expect.any(String) }],
      });
    }
    inOrder(engine);
  });

  it('2.8 actions stand as declared, whatever their run order', () => {
    const engine = new Harness();
    const actions = [lambda('Last', { runOrder: 3 }), lambda('First'), lambda('Middle', { runOrder: 2 })];
    engine.create(pipeline([stage('Source', source()), stage('Test', ...actions)]));
    engine.advance(60);
    const names = engine.stage('Test').actionStates.map((action: { actionName: string }) => action.actionName);
    expect(names).toEqual(['Last', 'First', 'Middle']);
  });

  it('2.8 an action that failed has its error, and nobody who acted on it', () => {
    const engine = new Harness();
    const error = { code: 'JobFailed', message: 'Deployment Group is already deploying deployment d-1' };
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', error });
    const id = engine.create(threeStages());
    engine.advance(21);
    expect(engine.stage('Prod').latestExecution).toEqual({
      pipelineExecutionId: id,
      status: 'Failed',
      type: 'STANDARD',
    });
    expect(engine.action('Prod', 'Ship').latestExecution).toEqual({
      actionExecutionId: UUID,
      status: 'Failed',
      summary: error.message,
      lastStatusChange: START + 21_000,
      externalExecutionId: UUID,
      errorDetails: error,
    });
    inOrder(engine);
  });

  it('2.8 an approval that was answered names who did, and no token any more', () => {
    const { engine } = busy();
    engine.answer('Prod', 'Approve', 'Approved', 'fine', BOB);
    expect(engine.action('Prod', 'Approve').latestExecution).toEqual({
      actionExecutionId: UUID,
      status: 'Succeeded',
      summary: 'fine',
      lastStatusChange: START + 23_000,
      lastUpdatedBy: BOB,
    });
    inOrder(engine);
  });

  it('2.8 percentComplete comes from a job worker alone', () => {
    const engine = WorkerHarness.atBuild();
    expect(engine.run()).toEqual({ actionExecutionId: UUID, status: 'InProgress', lastStatusChange: START + 1000 });
    engine.advance(5);
    const executionDetails = { summary: 'building', externalExecutionId: '7', percentComplete: 0 };
    engine.succeed(engine.take().id, { continuationToken: 'x', executionDetails });
    expect(engine.run()).toEqual({
      actionExecutionId: UUID,
      status: 'InProgress',
      summary: 'building',
      lastStatusChange: START + 1000,
      externalExecutionId: '7',
      externalExecutionUrl: 'https://jenkins.example.com/job/web/7/',
      percentComplete: 0,
    });
    inOrder(engine);
  });

  it('2.8 the page of what a worker has begun has its variables in their places', () => {
    const engine = new WorkerHarness();
    const entityUrlTemplate = 'https://jenkins.example.com/{Config:Branch}';
    engine.call('CreateCustomActionType', {
      category: 'Build',
      provider: 'Jenkins',
      version: '1',
      settings: { entityUrlTemplate, executionUrlTemplate: `${entityUrlTemplate}/{ExternalExecutionId}` },
      configurationProperties: [{ name: 'Branch', required: true, key: true, secret: false }],
      inputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
      outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
    });
    const actionTypeId = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' } as const;
    const compile = build('Compile', { actionTypeId, configuration: { Branch: '#{src.BranchName}' } });
    engine.create(pipeline([stage('Source', source('Checkout', { namespace: 'src' })), stage('Build', compile)]));
    engine.advance(1);
    engine.succeed(engine.take().id, { executionDetails: { externalExecutionId: '7' } });
    expect(engine.run().externalExecutionUrl).toBe('https://jenkins.example.com/main/7');
  });

  it('2.8 the pages of an action in another region are there', () => {
    const engine = new Harness();
    const store = (location: string) => ({ type: 'S3', location });
    const actionTypeId = { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: '1' } as const;
    const configuration = { ApplicationName: 'app', DeploymentGroupName: 'prod' };
    engine.deploymentGroup('app', 'prod');
    const ship = deploy('Ship', { actionTypeId, configuration, region: 'eu-west-1' });
    engine.create(
      pipeline([stage('Source', source()), stage('Prod', ship)], {
        artifactStore: undefined,
        artifactStores: { 'us-east-1': store('bucket-us'), 'eu-west-1': store('bucket-eu') },
      }),
    );
    engine.advance(1);
    const { entityUrl, latestExecution } = engine.action('Prod', 'Ship');
    for (const url of [entityUrl, latestExecution.externalExecutionUrl]) {
      expect(url).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/.*region=eu-west-1$/);
    }
  });

  it('2.8 a stage with conditions that was never entered shows them without a result', () => {
    const engine = new Harness();
    const exits = { beforeEntry: condition('FAIL'), onSuccess: condition('FAIL'), onFailure: condition('ROLLBACK') };
    engine.create(pipeline([stage('Source', source()), { ...stage('Test', lambda()), ...exits }], V2));
    const unchecked = { conditionStates: [{ ruleStates: [{ ruleName: 'Check' }] }] };
    expect(engine.stage('Test')).toEqual({
      stageName: 'Test',
      inboundExecutions: [],
      inboundTransitionState: { enabled: true },
      actionStates: [{ actionName: 'Smoke', entityUrl: expect.any(String) }],
      beforeEntryConditionState: unchecked,
      onSuccessConditionState: unchecked,
      onFailureConditionState: unchecked,
    });
    inOrder(engine);
  });

  it('2.8 conditions, rules and retries of a stage stand in the order of the model', () => {
    const engine = new Harness();
    engine.behave({ match: { rule: 'After' }, outcome: 'fail', summary: 'too slow', times: 1 });
    const check = (name: string) => condition('FAIL', variableCheck('a', 'EQ', 'a', name));
    const test = { ...stage('Test', lambda()), beforeEntry: check('Before'), onSuccess: check('After') };
    const id = engine.create(pipeline([stage('Source', source()), test], V2));
    engine.behave({ match: { action: 'Smoke' }, outcome: 'fail', times: 1 });
    engine.advance(11);
    engine.retry('Test', id);
    engine.advance(10);
    const state = engine.stage('Test');
    expect(Object.keys(state)).toEqual([
      'stageName',
      'inboundExecutions',
      'inboundTransitionState',
      'actionStates',
      'latestExecution',
      'beforeEntryConditionState',
      'onSuccessConditionState',
      'retryStageMetadata',
    ]);
    const failed = { status: 'Failed', summary: expect.any(String), lastStatusChange: START + 21_000 };
    expect(state.onSuccessConditionState.conditionStates).toEqual([
      {
        latestExecution: failed,
        ruleStates: [
          {
            ruleName: 'After',
            latestExecution: {
              ruleExecutionId: UUID,
              ...failed,
              errorDetails: { code: 'JobFailed', message: 'Rule After failed' },
            },
          },
        ],
      },
    ]);
    expect(state.retryStageMetadata).toEqual({ manualStageRetryAttempt: 1, latestRetryTrigger: 'ManualStageRetry' });
    inOrder(engine);
  });

  it('2.8 in PARALLEL mode stages show no execution, however many run', () => {
    const engine = new Harness();
    const gate = { ...stage('Gate', approval()), beforeEntry: condition('FAIL', variableCheck('a', 'EQ', 'a')) };
    engine.create(pipeline([stage('Source', connection()), gate], { ...V2, executionMode: 'PARALLEL' }));
    engine.start();
    engine.advance(2);
    const members = { inboundExecutions: [], inboundTransitionState: { enabled: true } };
    expect(engine.state().stageStates).toEqual([
      { stageName: 'Source', ...members, actionStates: [{ actionName: 'Checkout', entityUrl: expect.any(String) }] },
      {
        stageName: 'Gate',
        ...members,
        actionStates: [{ actionName: 'Approve' }],
        beforeEntryConditionState: { conditionStates: [{ ruleStates: [{ ruleName: 'Check' }] }] },
      },
    ]);
  });

  it('2.8 a stage tells how its last execution ended there', () => {
    const statusAfter = (end: (engine: Harness, id: string) => void) => {
      const engine = new Harness();
      const id = engine.create(pipeline([stage('Source', source()), stage('Gate', approval())]));
      engine.advance(1);
      end(engine, id);
      return [engine.stage('Gate').latestExecution.status, engine.action('Gate', 'Approve').latestExecution.status];
    };
    expect(statusAfter((engine) => engine.answer('Gate', 'Approve', 'Approved'))).toEqual(['Succeeded', 'Succeeded']);
    expect(statusAfter((engine) => engine.answer('Gate', 'Approve', 'Rejected'))).toEqual(['Failed', 'Failed']);
    expect(statusAfter((engine, id) => engine.stop(id))).toEqual(['Stopping', 'InProgress']);
    expect(statusAfter((engine, id) => engine.stop(id, { abandon: true }))).toEqual(['Stopped', 'Abandoned']);
    const update = (engine: Harness) =>
      engine.update(pipeline([stage('Source', source()), stage('Gate', approval(), deploy())]));
    expect(statusAfter(update)).toEqual(['Cancelled', 'Abandoned']);
  });

  it('2.5 a transition that was enabled again names who did it, and no reason', () => {
    const { engine } = busy();
    engine.enable('Prod', 'Inbound', ALICE);
    expect(engine.stage('Prod').inboundTransitionState).toEqual({
      enabled: true,
      lastChangedBy: ALICE,
      lastChangedAt: START + 23_000,
    });
    inOrder(engine);
  });
});
