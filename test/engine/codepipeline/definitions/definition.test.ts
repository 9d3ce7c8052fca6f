import { describe, expect, it } from 'vitest';
import { deploy, pipeline, source, stage, threeStages } from '../definitions.ts';
import { DAY, Harness, START } from '../harness.ts';

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

  it('2.1 GetPipeline gives what was sent with what AWS fills in, and nothing else', () => {
    const engine = new Harness();
    const { stages, ...rest } = threeStages();
    engine.create({ ...rest, stages });
    expect(engine.call('GetPipeline', { name: 'web' }).pipeline).toEqual({
      ...rest,
      version: 1,
      pipelineType: 'V1',
      executionMode: 'SUPERSEDED',
      stages: stages.map(({ name, actions }) => ({
        name,
        actions: actions.map((action) => ({ runOrder: 1, inputArtifacts: [], outputArtifacts: [], ...action })),
      })),
    });
  });

  it('2.1 the answer has tags only where some were given', () => {
    const engine = new Harness();
    expect(Object.keys(engine.call('CreatePipeline', { pipeline: threeStages() }))).toEqual(['pipeline']);
    const tags: object[] = [];
    expect(engine.call('CreatePipeline', { pipeline: threeStages({ name: 'other' }), tags }).tags).toEqual([]);
  });

  it('2.2 a name in use is told before a mistake in the definition, and that before tags', () => {
    const engine = new Harness();
    const wrong = pipeline([stage('Source', source())]);
    const tags = [{ key: 'aws:x', value: '' }];
    expect(engine.refusal('CreatePipeline', { pipeline: wrong, tags })).toMatch(/^InvalidStructureException/);
    engine.create(threeStages());
    expect(engine.refusal('CreatePipeline', { pipeline: wrong, tags })).toMatch(/^PipelineNameInUseException/);
  });

  it('2.2 a name is in use until its pipeline is deleted', () => {
    const engine = new Harness();
    engine.create(threeStages());
    expect(engine.refusal('CreatePipeline', { pipeline: threeStages() })).toMatch(/^PipelineNameInUseException/);
    engine.call('DeletePipeline', { name: 'web' });
    engine.create(threeStages());
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

  it('6.1 one more may be there and be updated as long as it does not poll, or when another no longer does', () => {
    const engine = new Harness();
    const configuration = { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' };
    const quiet = pipeline([stage('Source', source('Checkout', { configuration })), stage('Prod', deploy())]);
    for (let i = 0; i < 300; i++) engine.raw('CreatePipeline', { pipeline: threeStages({ name: `p${i}` }) });
    engine.call('CreatePipeline', { pipeline: quiet });
    engine.update(quiet);
    expect(engine.refusal('UpdatePipeline', { pipeline: threeStages() })).toMatch(/^LimitExceededException/);
    expect(engine.call('GetPipeline', { name: 'web' }).pipeline.version).toBe(2);
    engine.call('DeletePipeline', { name: 'p7' });
    engine.update(threeStages());
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

  it('2.2 executions that wait vanish with those that run, in front of the first stage too', () => {
    const engine = new Harness();
    engine.create(threeStages());
    engine.disable('Prod');
    engine.advance(60);
    engine.start();
    engine.start();
    expect(engine.stage('Source').inboundExecutions).toHaveLength(1);
    expect(engine.stage('Prod').inboundExecutions).toHaveLength(1);
    const before = engine.events().length;
    engine.call('DeletePipeline', { name: 'web' });
    engine.advance(60);
    expect(engine.events()).toHaveLength(before);
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
    engine.call('DeletePipeline', { name: 'b' });
    const left = engine.call('ListPipelines', {}).pipelines;
    expect(left.map((entry: { name: string }) => entry.name)).toEqual(['a', 'c']);
  });
});
