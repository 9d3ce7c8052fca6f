import { describe, expect, it } from 'vitest';
import { condition, deploy, lambda, pipeline, source, stage, threeStages, V2, variableCheck } from './definitions.ts';
import { Harness } from './harness.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const TRANSITION = { transitionType: 'Inbound', reason: 'x' };
const RESULT = { status: 'Approved', summary: '' };
const REVISION = { revisionId: 'r', revisionChangeId: 'c', created: 0 };

/** What the operations on a pipeline need beside its name, all of it unknown. */
const ON_PIPELINES: readonly (readonly [operation: string, input: object])[] = [
  ['GetPipeline', {}],
  ['GetPipelineState', {}],
  ['StartPipelineExecution', {}],
  ['GetPipelineExecution', { pipelineExecutionId: UNKNOWN }],
  ['ListPipelineExecutions', {}],
  ['ListActionExecutions', {}],
  ['ListRuleExecutions', {}],
  ['ListDeployActionExecutionTargets', { actionExecutionId: UNKNOWN }],
  ['StopPipelineExecution', { pipelineExecutionId: UNKNOWN }],
  ['DisableStageTransition', { stageName: 'Nope', ...TRANSITION }],
  ['EnableStageTransition', { stageName: 'Nope', transitionType: 'Inbound' }],
  ['RetryStageExecution', { stageName: 'Nope', pipelineExecutionId: UNKNOWN, retryMode: 'ALL_ACTIONS' }],
  ['RollbackStage', { stageName: 'Nope', targetPipelineExecutionId: UNKNOWN }],
  ['OverrideStageCondition', { stageName: 'Nope', pipelineExecutionId: UNKNOWN, conditionType: 'ON_SUCCESS' }],
  ['PutApprovalResult', { stageName: 'Nope', actionName: 'Nope', token: UNKNOWN, result: RESULT }],
  ['PutActionRevision', { stageName: 'Nope', actionName: 'Nope', actionRevision: REVISION }],
];
const BY_NAME = ['GetPipeline', 'GetPipelineState', 'StartPipelineExecution'];

function named(operation: string, pipelineName: string, input: object): object {
  return { [BY_NAME.includes(operation) ? 'name' : 'pipelineName']: pipelineName, ...input };
}

describe('unknown names', () => {
  it.each(ON_PIPELINES)('7.4 %s of an unknown pipeline', (operation, input) => {
    const engine = new Harness();
    engine.create(threeStages());
    const refused = engine.refusal(operation, named(operation, 'nope', input));
    expect(refused).toBe("PipelineNotFoundException: Account '123456789012' does not have a pipeline with name 'nope'");
  });

  it.each(ON_PIPELINES.filter(([, input]) => 'stageName' in input))(
    '7.4 %s of an unknown stage, whatever else is unknown',
    (operation, input) => {
      const engine = new Harness();
      engine.create(threeStages());
      const refused = engine.refusal(operation, named(operation, 'web', input));
      expect(refused).toBe("StageNotFoundException: Pipeline 'web' does not have a stage 'Nope'");
    },
  );

  it.each(ON_PIPELINES.filter(([, input]) => 'actionName' in input))(
    '7.4 %s of an unknown action, whatever else is unknown',
    (operation, input) => {
      const engine = new Harness();
      engine.create(threeStages());
      const refused = engine.refusal(operation, { ...named(operation, 'web', input), stageName: 'Source' });
      expect(refused).toBe("ActionNotFoundException: Stage 'Source' of pipeline 'web' does not have an action 'Nope'");
    },
  );

  it.each(['GetPipelineExecution', 'ListActionExecutions', 'ListRuleExecutions', 'RollbackStage'])(
    '7.4 %s of an execution that is unknown, or another pipeline’s',
    (operation) => {
      const engine = new Harness();
      const elsewhere = engine.create(threeStages({ name: 'api' }));
      engine.create(threeStages());
      for (const id of [UNKNOWN, elsewhere]) {
        const inputs: Readonly<Record<string, object>> = {
          GetPipelineExecution: { pipelineExecutionId: id },
          RollbackStage: { stageName: 'Prod', targetPipelineExecutionId: id },
        };
        const input = inputs[operation] ?? { filter: { pipelineExecutionId: id } };
        expect(engine.refusal(operation, { pipelineName: 'web', ...input })).toBe(
          `PipelineExecutionNotFoundException: Pipeline 'web' does not have an execution '${id}'`,
        );
      }
    },
  );

  it('7.4 a version outside 1..current is PipelineVersionNotFound', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.update(threeStages());
    for (const version of [1, 2])
      expect(engine.call('GetPipeline', { name: 'web', version }).pipeline.version).toBe(version);
    expect(engine.refusal('GetPipeline', { name: 'web', version: 3 })).toBe(
      "PipelineVersionNotFoundException: Pipeline 'web' does not have a version 3",
    );
  });
});

describe('definitions that are refused', () => {
  const blocked = { ...stage('Prod', deploy()), blockers: [{ name: 'b', type: 'Schedule' }] } as never;

  it.each([
    ['InvalidStructure', pipeline([stage('Source', source())])],
    ['InvalidStageDeclaration', pipeline([stage('Source', source()), stage('Source', deploy())])],
    ['InvalidActionDeclaration', pipeline([stage('Source', source()), stage('Prod', deploy('A'), deploy('A'))])],
    ['InvalidBlockerDeclaration', pipeline([stage('Source', source()), blocked])],
  ])('7.1 %s, at creation and by an update', (name, wrong) => {
    const engine = new Harness();
    expect(engine.refusal('CreatePipeline', { pipeline: wrong })).toMatch(new RegExp(`^${name}Exception: `));
    engine.create(threeStages());
    expect(engine.refusal('UpdatePipeline', { pipeline: wrong })).toMatch(new RegExp(`^${name}Exception: `));
    expect(engine.state().pipelineVersion).toBe(1);
  });

  it('7.1 LimitExceeded by an update that makes one more pipeline poll', () => {
    const engine = new Harness();
    for (let number = 0; number < 300; number++) {
      engine.raw('CreatePipeline', { pipeline: threeStages({ name: `p${number}` }) });
    }
    const configuration = { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' };
    const [, ...others] = threeStages().stages;
    engine.create(pipeline([stage('Source', source('Checkout', { configuration })), ...others]));
    expect(engine.refusal('UpdatePipeline', { pipeline: threeStages() })).toMatch(/^LimitExceededException: .*300/);
    expect(engine.state().pipelineVersion).toBe(1);
  });
});

it('7.1 OverrideStageCondition lets none go on when 50 are under way', () => {
  const engine = new Harness();
  const test = { ...stage('Test', lambda()), beforeEntry: condition('FAIL', variableCheck('a', 'EQ', 'b')) };
  const failed = engine.create(pipeline([stage('Source', source()), test], { ...V2, executionMode: 'PARALLEL' }));
  engine.advance(1);
  for (let count = 0; count < 50; count++) engine.start();
  const input = { pipelineName: 'web', stageName: 'Test', pipelineExecutionId: failed, conditionType: 'BEFORE_ENTRY' };
  expect(engine.refusal('OverrideStageCondition', input)).toMatch(
    /^ConcurrentPipelineExecutionsLimitExceededException/,
  );
  engine.advance(1);
  engine.override('Test', failed);
  expect(engine.status(failed)).toBe('InProgress');
});
