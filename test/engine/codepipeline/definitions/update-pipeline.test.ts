import { describe, expect, it } from 'vitest';
import type { PipelineDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import {
  approval,
  build,
  condition,
  deploy,
  gated,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from '../definitions.ts';
import { Harness, START } from '../harness.ts';

const PARALLEL = { ...V2, executionMode: 'PARALLEL' } as const;
const SKIPPED = { beforeEntry: condition('SKIP', variableCheck('a', 'EQ', 'b')) };

describe('UpdatePipeline', () => {
  it('2.7 counts the version up, also for an unchanged definition, and keeps the old ones', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(60);
    engine.call('UpdatePipeline', { pipeline: threeStages() });
    const changed = pipeline([stage('Source', source()), stage('Prod', deploy())], { version: 99 });
    expect(engine.call('UpdatePipeline', { pipeline: changed }).pipeline.version).toBe(3);
    const stagesOf = (version?: number) => engine.call('GetPipeline', { name: 'web', version }).pipeline.stages.length;
    expect([stagesOf(), stagesOf(1), stagesOf(2)]).toEqual([2, 3, 3]);
    expect(engine.call('GetPipeline', { name: 'web' }).metadata.updated).toBe(START + 60_000);
  });

  it('2.2 a definition with a mistake changes nothing', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    const before = [engine.call('GetPipeline', { name: 'web' }), engine.events().length];
    const wrong = pipeline([stage('Source', source()), stage('Source', deploy())]);
    expect(engine.refusal('UpdatePipeline', { pipeline: wrong })).toMatch(/^InvalidStageDeclarationException/);
    expect([engine.call('GetPipeline', { name: 'web' }), engine.events().length]).toEqual(before);
    expect(engine.status(id)).toBe('InProgress');
  });

  it('2.2 an unknown pipeline is told before a mistake in the definition', () => {
    const wrong = pipeline([stage('Source', source())]);
    expect(new Harness().refusal('UpdatePipeline', { pipeline: wrong })).toMatch(/does not include a pipeline/);
  });

  it('2.2 an unknown pipeline is an invalid structure', () => {
    expect(new Harness().refusal('UpdatePipeline', { pipeline: threeStages() })).toBe(
      "InvalidStructureException: The account with id '123456789012' does not include a pipeline with the name 'web'",
    );
  });

  it('2.7 changed stages cancel what runs and what waits', () => {
    const engine = new Harness();
    const running = engine.create(gated());
    engine.advance(1);
    const waiting = engine.start();
    engine.advance(1);
    engine.call('UpdatePipeline', { pipeline: threeStages() });
    expect([running, waiting].map((id) => engine.status(id))).toEqual(['Cancelled', 'Cancelled']);
    expect(engine.story(running).slice(-3)).toEqual([
      'action Gate/Approve CANCELED',
      'stage Gate CANCELED',
      'pipeline CANCELED',
    ]);
    const next = engine.start();
    engine.advance(60);
    expect(engine.status(next)).toBe('Succeeded');
  });

  it.each<[string, PipelineDeclaration]>([
    ['an action', pipeline([stage('Source', source()), stage('Build', build('Make')), stage('Prod', deploy())])],
    [
      'a configuration',
      pipeline([
        stage('Source', source()),
        stage('Build', build()),
        stage('Prod', deploy('Ship', { configuration: { ApplicationName: 'web', EnvironmentName: 'live' } })),
      ]),
    ],
    ['a stage’s name', pipeline([stage('Source', source()), stage('Make', build()), stage('Prod', deploy())])],
    [
      'a condition',
      pipeline([stage('Source', source()), stage('Build', build()), { ...stage('Prod', deploy()), ...SKIPPED }], V2),
    ],
    ['the order of stages', pipeline([stage('Source', source()), stage('Prod', deploy()), stage('Build', build())])],
    ['the mode', threeStages({ ...V2, executionMode: 'QUEUED' })],
  ])('2.7 %s changed: what runs and what waits is Cancelled, and neither goes on nor stops', (_, changed) => {
    const engine = new Harness();
    const running = engine.create(threeStages());
    const waiting = engine.start();
    engine.update(changed);
    for (const id of [running, waiting]) {
      expect(engine.status(id)).toBe('Cancelled');
      const named = { pipelineName: 'web', pipelineExecutionId: id };
      expect(engine.refusal('StopPipelineExecution', named)).toMatch(/^PipelineExecutionNotStoppableException/);
      const retry = { ...named, stageName: 'Source', retryMode: 'ALL_ACTIONS' };
      expect(engine.refusal('RetryStageExecution', retry)).toMatch(/^StageNotRetryableException/);
    }
    engine.advance(60);
    expect(engine.history()).toEqual(['Source/Checkout Abandoned']);
    expect(engine.stage('Source').inboundExecutions).toEqual([]);
  });

  it('2.7 an execution that is stopping is cancelled as well', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.stop(id);
    engine.update(gated());
    expect(engine.status(id)).toBe('Cancelled');
    expect(engine.story(id).slice(-3)).toEqual([
      'action Source/Checkout CANCELED',
      'stage Source CANCELED',
      'pipeline CANCELED',
    ]);
  });

  const MORE = { ...V2, variables: [{ name: 'SIZE', defaultValue: 'big' }] };
  it.each<[string, Partial<PipelineDeclaration>]>([
    ['the role', { roleArn: 'arn:aws:iam::123456789012:role/other' }],
    ['the store', { artifactStore: { type: 'S3', location: 'other-bucket' } }],
    ['the type', V2],
    ['the variables', MORE],
  ])('2.7 %s changed: executions go on as they were, waiting ones too', (_, change) => {
    const engine = new Harness();
    const running = engine.create(threeStages());
    engine.disable('Prod');
    engine.advance(11);
    const second = engine.start();
    engine.advance(1);
    const waiting = engine.start();
    engine.update(threeStages(change));
    engine.enable('Prod');
    engine.advance(120);
    expect([running, second, waiting].map((id) => engine.status(id))).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
    const versions = engine.details().map((run: { pipelineVersion: number }) => run.pipelineVersion);
    expect(new Set(versions)).toEqual(new Set([1]));
    const next = engine.start();
    const named = { pipelineName: 'web', pipelineExecutionId: next };
    expect(engine.call('GetPipelineExecution', named).pipelineExecution.pipelineVersion).toBe(2);
  });

  it('2.7 what runs keeps the variables and the store of its version, also when it is retried', () => {
    const engine = new Harness();
    const configuration = { ApplicationName: 'web', EnvironmentName: '#{variables.STAGE}' };
    const stages = [stage('Source', source()), stage('Prod', deploy('Ship', { configuration }))];
    const definition = (location: string, defaultValue: string) =>
      pipeline(stages, {
        ...V2,
        artifactStore: { type: 'S3', location },
        variables: [{ name: 'STAGE', defaultValue }],
      });
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const id = engine.create(definition('bucket-1', 'beta'));
    engine.advance(60);
    engine.update(definition('bucket-2', 'prod'));
    engine.retry('Prod', id);
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    const [{ input }] = engine.details();
    expect(input.resolvedConfiguration.EnvironmentName).toBe('beta');
    expect(input.inputArtifacts[0].s3location.bucket).toBe('bucket-1');
  });

  it('2.7 an update that leaves the stages alone lets executions go on', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    engine.advance(1);
    engine.call('UpdatePipeline', { pipeline: threeStages({ pipelineType: 'V2' }) });
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
    const input = { pipelineName: 'web', pipelineExecutionId: id };
    expect(engine.call('GetPipelineExecution', input).pipelineExecution.pipelineVersion).toBe(1);
    expect(engine.state().pipelineVersion).toBe(2);
  });

  it('2.7 the order of members is no part of the stages', () => {
    const engine = new Harness();
    const id = engine.create(threeStages());
    const reordered = (value: object) => Object.fromEntries(Object.entries(value).reverse());
    const stages = threeStages().stages.map((entry) => reordered({ ...entry, actions: entry.actions.map(reordered) }));
    engine.call('UpdatePipeline', { pipeline: reordered({ ...threeStages(), stages }) });
    expect(engine.status(id)).toBe('InProgress');
  });

  it('2.7 what a stage has seen is kept by its name', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod');
    engine.advance(60);
    const before = engine.stage('Build').latestExecution;
    engine.call('UpdatePipeline', {
      pipeline: pipeline([stage('Source', source()), stage('Build', build(), approval()), stage('Prod', deploy())]),
    });
    expect(engine.stage('Build').latestExecution).toEqual(before);
    expect(engine.stage('Prod').inboundTransitionState.disabledReason).toBe('freeze');
    expect(engine.action('Build', 'Approve')).toEqual({ actionName: 'Approve' });
  });
});

describe('the stages of an updated pipeline', () => {
  it('2.7 a renamed stage has seen nothing, and is open', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Build');
    engine.advance(5);
    engine.update(pipeline([stage('Source', source()), stage('Make', build()), stage('Prod', deploy())]));
    expect(engine.stage('Make')).toMatchObject({ inboundExecutions: [], inboundTransitionState: { enabled: true } });
    expect(engine.stage('Make')).not.toHaveProperty('latestExecution');
    expect(engine.stage('Source').latestExecution.status).toBe('Succeeded');
    const retry = { pipelineName: 'web', stageName: 'Build', pipelineExecutionId: engine.start() };
    expect(engine.refusal('RetryStageExecution', { ...retry, retryMode: 'ALL_ACTIONS' })).toMatch(
      /^StageNotFoundException/,
    );
  });

  it('2.7 stages in another order take along what they have seen, and who was cancelled in them', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod');
    engine.advance(5);
    engine.update(pipeline([stage('Source', source()), stage('Prod', deploy()), stage('Build', build())]));
    const seen = engine
      .state()
      .stageStates.map((state: StageView) => [
        state.stageName,
        state.latestExecution?.status,
        state.inboundTransitionState.enabled,
      ]);
    expect(seen).toEqual([
      ['Source', 'Succeeded', true],
      ['Prod', undefined, false],
      ['Build', 'Cancelled', true],
    ]);
    engine.enable('Prod');
    const id = engine.start();
    engine.advance(60);
    expect(engine.status(id)).toBe('Succeeded');
  });

  it('2.4 each mode runs the definition that was saved with it', () => {
    const engine = new Harness();
    engine.create(threeStages(V2));
    engine.update(pipeline([stage('Source', source()), stage('Prod', deploy('Fast'))], PARALLEL));
    const parallel = engine.start();
    engine.advance(60);
    engine.update(threeStages(V2));
    const superseded = engine.start();
    engine.advance(60);
    expect(engine.history({ pipelineExecutionId: parallel })).toEqual([
      'Source/Checkout Succeeded',
      'Prod/Fast Succeeded',
    ]);
    expect(engine.history({ pipelineExecutionId: superseded })).toHaveLength(3);
  });
});

interface StageView {
  stageName: string;
  latestExecution?: { status: string };
  inboundTransitionState: { enabled: boolean };
}
