import { describe, expect, it } from 'vitest';
import { approval, deploy, pipeline, source, stage, threeStages } from '../definitions.ts';
import { DAY, Harness, START } from '../harness.ts';

const OTHER = '00000000-0000-4000-8000-000000000000';

/** Five executions of three stages, all of which have ended. */
function five() {
  const engine = new Harness();
  const ids = [engine.create(threeStages())];
  for (let i = 0; i < 4; i++) {
    engine.advance(60);
    ids.push(engine.start());
  }
  engine.advance(60);
  return { engine, ids };
}

type Summary = { pipelineExecutionId: string };

function idsOf(page: { pipelineExecutionSummaries: Summary[] }): string[] {
  return page.pipelineExecutionSummaries.map((entry) => entry.pipelineExecutionId);
}

describe('ListPipelineExecutions', () => {
  it('2.9 a source action shows its revision as what it found outside, with its page', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(1);
    const { revisionUrl } = engine.action('Source', 'Checkout');
    const { executionResult } = engine
      .details()
      .find((run: { stageName: string }) => run.stageName === 'Source').output;
    expect(revisionUrl).toMatch(executionResult.externalExecutionId);
    expect(executionResult.externalExecutionUrl).toBe(revisionUrl);
  });

  it('2.9 newest start first', () => {
    const { engine, ids } = five();
    expect(engine.executions().map((entry: Summary) => entry.pipelineExecutionId)).toEqual(ids.toReversed());
  });

  it('2.9 a summary has its times, mode, type and revisions', () => {
    const { engine } = five();
    const oldest = engine.executions().at(-1);
    expect(oldest).toMatchObject({
      status: 'Succeeded',
      startTime: START,
      lastUpdateTime: START + 21_000,
      executionMode: 'SUPERSEDED',
      executionType: 'STANDARD',
      sourceRevisions: [{ actionName: 'Checkout', revisionId: expect.stringMatching(/^[0-9a-f]{40}$/) }],
    });
  });

  it('2.9 succeededInStage: what succeeded in the stage in the current version', () => {
    const engine = new Harness();
    engine.behave({ match: { stage: 'Prod' }, outcome: 'fail', times: 1 });
    const failedInProd = engine.create(threeStages());
    engine.advance(60);
    const succeeded = engine.start();
    engine.advance(60);
    const list = (stageName: string) =>
      idsOf(
        engine.call('ListPipelineExecutions', { pipelineName: 'web', filter: { succeededInStage: { stageName } } }),
      );
    expect(list('Build')).toEqual([succeeded, failedInProd]);
    expect(list('Prod')).toEqual([succeeded]);
    expect(list('Nope')).toEqual([]);
    engine.call('UpdatePipeline', { pipeline: threeStages() });
    expect(list('Prod')).toEqual([]);
  });

  it('1.5 pages by token; what starts meanwhile neither repeats nor hides an execution', () => {
    const { engine, ids } = five();
    const input = { pipelineName: 'web', maxResults: 2 };
    const first = engine.call('ListPipelineExecutions', input);
    engine.start();
    const second = engine.call('ListPipelineExecutions', { ...input, nextToken: first.nextToken });
    const third = engine.call('ListPipelineExecutions', { ...input, nextToken: second.nextToken });
    expect([first, second, third].flatMap(idsOf)).toEqual(ids.toReversed());
    expect(third.nextToken).toBeUndefined();
  });

  it('1.5 a full last page has no token', () => {
    const { engine } = five();
    expect(engine.call('ListPipelineExecutions', { pipelineName: 'web', maxResults: 5 }).nextToken).toBeUndefined();
  });

  it('1.5 a token of other arguments, another operation, or nobody is refused', () => {
    const { engine } = five();
    const input = { pipelineName: 'web', maxResults: 2 };
    const { nextToken } = engine.call('ListPipelineExecutions', input);
    for (const [operation, other] of [
      ['ListPipelineExecutions', { ...input, maxResults: 3, nextToken }],
      ['ListActionExecutions', { ...input, nextToken }],
      ['ListPipelines', { nextToken }],
      ['ListPipelineExecutions', { ...input, nextToken: 'made-up' }],
    ] as const) {
      expect(engine.refusal(operation, other)).toMatch(/^InvalidNextTokenException/);
    }
  });

  it('1.5 a page holds 100 unless told otherwise', () => {
    const engine = new Harness();
    engine.create(threeStages());
    for (let i = 0; i < 120; i++) engine.start();
    const page = engine.call('ListPipelineExecutions', { pipelineName: 'web' });
    expect(idsOf(page).length).toBe(100);
    expect(page.nextToken).toBeDefined();
  });

  it('2.9 what started more than 12 months ago is forgotten, unless it is still under way', () => {
    const { engine, ids } = five();
    engine.disable('Build');
    const waiting = engine.start();
    engine.advance(366 * DAY);
    expect(idsOf(engine.call('ListPipelineExecutions', { pipelineName: 'web' }))).toEqual([waiting]);
    expect(engine.history()).toEqual(['Source/Checkout Succeeded']);
    const input = { pipelineName: 'web', pipelineExecutionId: ids[0]! };
    expect(engine.refusal('GetPipelineExecution', input)).toMatch(/^PipelineExecutionNotFoundException/);
  });
});

describe('GetPipelineExecution', () => {
  it('2.9 names the artifacts with their revisions', () => {
    const { engine, ids } = five();
    const input = { pipelineName: 'web', pipelineExecutionId: ids[0]! };
    const { pipelineExecution } = engine.call('GetPipelineExecution', input);
    expect(pipelineExecution).toMatchObject({ pipelineName: 'web', pipelineVersion: 1, status: 'Succeeded' });
    expect(pipelineExecution.artifactRevisions).toEqual([
      expect.objectContaining({
        name: 'Src',
        revisionId: engine.executions().at(-1).sourceRevisions[0].revisionId,
        created: START + 1000,
      }),
    ]);
  });

  it('7.4 unknown execution, also one of another pipeline', () => {
    const { engine, ids } = five();
    engine.create(threeStages({ name: 'other' }));
    for (const pipelineExecutionId of [OTHER, ids[0]!]) {
      const input = { pipelineName: 'other', pipelineExecutionId };
      expect(engine.refusal('GetPipelineExecution', input)).toMatch(/^PipelineExecutionNotFoundException/);
    }
  });
});

describe('ListActionExecutions', () => {
  it('2.9 a detail has input and output, with lists and variables that are empty when unused', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(60);
    const [ship, , checkout] = engine.details();
    const s3location = { bucket: 'artifacts-us-east-1', key: expect.stringMatching(/^web\/Src\/[A-Za-z0-9]{7}$/) };
    expect(checkout).toMatchObject({
      pipelineVersion: 1,
      startTime: START,
      lastUpdateTime: START + 1000,
      input: { inputArtifacts: [], region: 'us-east-1' },
      output: { outputArtifacts: [{ name: 'Src', s3location }] },
    });
    expect(ship).toMatchObject({
      input: { inputArtifacts: checkout.output.outputArtifacts, resolvedConfiguration: { ApplicationName: 'web' } },
      output: { outputArtifacts: [], outputVariables: {} },
    });
  });

  it('1.7 artifact keys cut the names of pipeline and artifact', () => {
    const engine = new Harness();
    const name = 'a-pipeline-with-a-long-name';
    const outputArtifacts = [{ name: 'SourceArtifact' }];
    const inputArtifacts = outputArtifacts;
    const stages = [
      stage('Source', source('Checkout', { outputArtifacts })),
      stage('Prod', deploy('Ship', { inputArtifacts })),
    ];
    engine.create(pipeline(stages, { name }));
    engine.advance(1);
    const { key } = engine.details(name).at(-1).output.outputArtifacts[0].s3location;
    expect(key).toMatch(/^a-pipeline-with-a-lo\/SourceArti\/[A-Za-z0-9]{7}$/);
  });

  it('2.9 filters by execution, and by the latest runs in it', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
    const id = engine.create(threeStages());
    engine.advance(60);
    engine.retry('Prod', id);
    engine.advance(60);
    engine.start();
    expect(engine.history().length).toBe(5);
    expect(engine.history({ pipelineExecutionId: id }).length).toBe(4);
    const latest = (startTimeRange: string) => ({
      latestInPipelineExecution: { pipelineExecutionId: id, startTimeRange },
    });
    expect(engine.history(latest('All')).length).toBe(4);
    expect(engine.history(latest('Latest'))).toEqual([
      'Source/Checkout Succeeded',
      'Build/Compile Succeeded',
      'Prod/Ship Succeeded',
    ]);
  });

  it('7.1 unknown execution, unknown pipeline, and two filters at once', () => {
    const { engine, ids } = five();
    const refuse = (filter: object, pipelineName = 'web') =>
      engine.refusal('ListActionExecutions', { pipelineName, filter });
    expect(refuse({ pipelineExecutionId: OTHER })).toMatch(/^PipelineExecutionNotFoundException/);
    expect(refuse({}, 'nope')).toMatch(/^PipelineNotFoundException/);
    const latestInPipelineExecution = { pipelineExecutionId: ids[0], startTimeRange: 'All' };
    expect(refuse({ pipelineExecutionId: ids[0], latestInPipelineExecution })).toMatch(/^ValidationException/);
  });

  it('1.5 pages through all runs', () => {
    const { engine } = five();
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = engine.call('ListActionExecutions', { pipelineName: 'web', maxResults: 4, nextToken });
      seen.push(...page.actionExecutionDetails.map((run: { actionExecutionId: string }) => run.actionExecutionId));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(new Set(seen).size).toBe(15);
    expect(seen.length).toBe(15);
  });
});

describe('GetPipelineState', () => {
  it('2.8 a stage that never ran has neither execution nor runs, and nobody waits', () => {
    const engine = new Harness();
    engine.create(pipeline([stage('Source', source()), stage('Gate', approval())]));
    expect(engine.stage('Gate')).toEqual({
      stageName: 'Gate',
      inboundExecutions: [],
      inboundTransitionState: { enabled: true },
      actionStates: [{ actionName: 'Approve' }],
    });
  });

  it('2.8 the pipeline with its version and times, stages and actions as declared', () => {
    const { engine } = five();
    const { stageStates, ...rest } = engine.state();
    expect(rest).toEqual({ pipelineName: 'web', pipelineVersion: 1, created: START, updated: START });
    expect(stageStates.map((entry: { stageName: string }) => entry.stageName)).toEqual(['Source', 'Build', 'Prod']);
  });

  it('2.8 a build shows its id, page and log', () => {
    const { engine } = five();
    const { latestExecution, entityUrl } = engine.action('Build', 'Compile');
    expect(latestExecution.externalExecutionId).toMatch(/^web-build:/);
    expect(latestExecution.externalExecutionUrl).toContain(latestExecution.externalExecutionId);
    expect(latestExecution.logStreamARN).toContain('log-group:/aws/codebuild/web-build:log-stream:');
    expect(entityUrl).toContain('web-build');
  });

  it('2.8 a source keeps its revision while the next run of it is in progress', () => {
    const { engine } = five();
    const { currentRevision } = engine.action('Source', 'Checkout');
    engine.start();
    expect(engine.action('Source', 'Checkout').latestExecution.status).toBe('InProgress');
    expect(engine.action('Source', 'Checkout').currentRevision).toEqual(currentRevision);
  });

  it('7.1 unknown pipeline', () => {
    expect(new Harness().refusal('GetPipelineState', { name: 'nope' })).toMatch(/^PipelineNotFoundException/);
  });
});
