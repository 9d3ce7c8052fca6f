import { describe, expect, it } from 'vitest';
import { approval, build, deploy, gated, pipeline, source, stage, threeStages } from '../definitions.ts';
import { DAY, Harness, START } from '../harness.ts';

const GITHUB = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
  configuration: { Owner: 'acme', Repo: 'web', Branch: 'main', OAuthToken: 'ghp_secret' },
});

describe('CreatePipeline and GetPipeline', () => {
  it('2.1 version 1 whatever was sent in, V1 and SUPERSEDED where nothing is said', () => {
    const engine = new Harness();
    const { pipeline: created } = engine.call('CreatePipeline', { pipeline: threeStages({ version: 42 }) });
    expect(created).toMatchObject({ version: 1, pipelineType: 'V1', executionMode: 'SUPERSEDED' });
    expect(created.stages[1].actions[0]).toMatchObject({ runOrder: 1, outputArtifacts: [] });
    const answer = engine.call('GetPipeline', { name: 'web' });
    expect(answer.pipeline).toEqual(created);
    expect(answer.metadata).toEqual({
      pipelineArn: 'arn:aws:codepipeline:us-east-1:123456789012:web',
      created: START,
      updated: START,
    });
  });

  it('2.2 a name in use', () => {
    const engine = new Harness();
    engine.create(threeStages());
    expect(engine.refusal('CreatePipeline', { pipeline: threeStages() })).toBe(
      "PipelineNameInUseException: A pipeline with the name 'web' already exists in account '123456789012'",
    );
  });

  it('2.2 a definition with a mistake is refused with the first one and changes nothing', () => {
    const engine = new Harness();
    const wrong = pipeline([stage('Source', source()), stage('Source', deploy())]);
    expect(engine.refusal('CreatePipeline', { pipeline: wrong })).toBe(
      "InvalidStageDeclarationException: Stage name 'Source' is used more than once",
    );
    expect(engine.call('ListPipelines', {}).pipelines).toEqual([]);
    expect(engine.events()).toEqual([]);
  });

  it('2.13 tags are kept and given back', () => {
    const engine = new Harness();
    const tags = [{ key: 'team', value: 'shop' }];
    expect(engine.call('CreatePipeline', { pipeline: threeStages(), tags }).tags).toEqual(tags);
  });

  it('2.13 reserved, repeated and too many tags', () => {
    const engine = new Harness();
    const refuse = (tags: object[]) => engine.refusal('CreatePipeline', { pipeline: threeStages(), tags });
    expect(refuse([{ key: 'aws:x', value: '' }])).toMatch(/^InvalidTagsException/);
    expect(
      refuse([
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ]),
    ).toMatch(/^InvalidTagsException/);
    const many = Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: '' }));
    expect(refuse(many)).toMatch(/^TooManyTagsException/);
    expect(engine.call('ListPipelines', {}).pipelines).toEqual([]);
  });

  it('6.1 1000 pipelines in a region', () => {
    const engine = new Harness();
    const configuration = { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' };
    const stages = [stage('Source', source('Checkout', { configuration })), stage('Prod', deploy())];
    for (let i = 0; i < 1000; i++) {
      engine.service.operations.CreatePipeline!(
        { pipeline: pipeline(stages, { name: `p${i}` }) },
        { account: '123456789012', region: 'us-east-1', arn: 'x' },
      );
    }
    expect(engine.refusal('CreatePipeline', { pipeline: pipeline(stages) })).toMatch(/^LimitExceededException/);
  });

  it('6.1 300 polling pipelines in a region', () => {
    const engine = new Harness();
    for (let i = 0; i < 300; i++) engine.call('CreatePipeline', { pipeline: threeStages({ name: `p${i}` }) });
    expect(engine.refusal('CreatePipeline', { pipeline: threeStages() })).toMatch(/^LimitExceededException/);
    engine.call('UpdatePipeline', { pipeline: threeStages({ name: 'p7' }) });
  });

  it('7.4 unknown pipeline and versions outside 1..current', () => {
    const engine = new Harness();
    expect(engine.refusal('GetPipeline', { name: 'nope' })).toBe(
      "PipelineNotFoundException: Account '123456789012' does not have a pipeline with name 'nope'",
    );
    engine.create(threeStages());
    expect(engine.refusal('GetPipeline', { name: 'web', version: 2 })).toMatch(/^PipelineVersionNotFoundException/);
  });
});

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

describe('secrets', () => {
  const withToken = (stageName = 'Source', token = 'ghp_secret') => {
    const configuration = { ...GITHUB.configuration!, OAuthToken: token };
    return pipeline([stage(stageName, { ...GITHUB, configuration }), stage('Prod', deploy())]);
  };

  it('2.2 no answer ever gives a secret back', () => {
    const engine = new Harness();
    const created = engine.call('CreatePipeline', { pipeline: withToken() });
    engine.advance(60);
    const answers = [
      created,
      engine.call('GetPipeline', { name: 'web' }),
      engine.call('UpdatePipeline', { pipeline: withToken() }),
      engine.details(),
      engine.state(),
      engine.events(),
    ];
    expect(JSON.stringify(answers)).not.toContain('ghp_secret');
    expect(created.pipeline.stages[0].actions[0].configuration.OAuthToken).toBe('****');
  });

  it('2.7 **** keeps the stored value, unless the stage was renamed', () => {
    const engine = new Harness();
    engine.create(withToken());
    engine.advance(60);
    const shown = engine.call('GetPipeline', { name: 'web' }).pipeline;
    expect(engine.call('UpdatePipeline', { pipeline: shown }).pipeline.version).toBe(2);
    shown.stages[0].name = 'Sources';
    expect(engine.refusal('UpdatePipeline', { pipeline: shown })).toBe(
      "InvalidActionDeclarationException: Action configuration for the new action 'Checkout' contains an invalid configuration for the secret property 'OAuthToken'. '****' may be used in secret properties only when updating an existing action.",
    );
  });

  it('2.7 a kept secret is no change of the stages', () => {
    const engine = new Harness();
    const id = engine.create(withToken());
    const { pipeline: shown } = engine.call('GetPipeline', { name: 'web' });
    engine.call('UpdatePipeline', { pipeline: shown });
    expect(engine.status(id)).toBe('InProgress');
  });

  it('2.2 **** on a new pipeline is refused', () => {
    const message = new Harness().refusal('CreatePipeline', { pipeline: withToken('Source', '****') });
    expect(message).toMatch(/^InvalidActionDeclarationException: Action configuration for the new action 'Checkout'/);
  });
});

describe('DeletePipeline and ListPipelines', () => {
  it('2.2 deleting drops the history, and executions in flight vanish', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.advance(5);
    engine.call('DeletePipeline', { name: 'web' });
    const count = engine.events().length;
    engine.advance(10 * DAY);
    expect(engine.events().length).toBe(count);
    expect(engine.refusal('GetPipelineState', { name: 'web' })).toMatch(/^PipelineNotFoundException/);
    engine.create(threeStages());
    expect(engine.executions().length).toBe(1);
  });

  it('2.2 deleting an unknown name succeeds', () => {
    expect(new Harness().call('DeletePipeline', { name: 'nope' })).toBeUndefined();
  });

  it('1.5 lists by name, in pages when asked', () => {
    const engine = new Harness();
    for (const name of ['b', 'c', 'a']) engine.create(threeStages({ name }));
    const first = engine.call('ListPipelines', { maxResults: 2 });
    expect(first.pipelines.map((entry: { name: string }) => entry.name)).toEqual(['a', 'b']);
    expect(first.pipelines[0]).toEqual({
      name: 'a',
      version: 1,
      pipelineType: 'V1',
      executionMode: 'SUPERSEDED',
      created: START,
      updated: START,
    });
    const second = engine.call('ListPipelines', { maxResults: 2, nextToken: first.nextToken });
    expect(second.pipelines.map((entry: { name: string }) => entry.name)).toEqual(['c']);
    expect(second.nextToken).toBeUndefined();
  });
});
