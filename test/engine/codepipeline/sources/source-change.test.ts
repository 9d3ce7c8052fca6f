import { describe, expect, it } from 'vitest';
import type { SourceChange } from '../../../../src/engine/codepipeline/sources/source-change.ts';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { connection, deploy, pipeline, source, stage, threeStages } from '../definitions.ts';
import { ALICE, DAY, Harness } from '../harness.ts';

const COMMIT = '9f3c2a1b4d5e6f708192a3b4c5d6e7f801234567';

function sourced(action: ActionDeclaration, extra = {}) {
  const engine = new Harness();
  engine.create(pipeline([stage('Source', action), stage('Prod', deploy())], extra));
  engine.advance(60);
  return engine;
}

function commit(configuration: Record<string, string>) {
  return source('Checkout', { configuration: { RepositoryName: 'web', BranchName: 'main', ...configuration } });
}

function push(engine: Harness, revision = {}, change: Partial<SourceChange> = {}) {
  return engine.service.sourceChange({ pipeline: 'web', action: 'Checkout', revision, ...change });
}

function outputVariables(engine: Harness) {
  const newest = engine.details().find((run: { actionName: string }) => run.actionName === 'Checkout');
  return newest.output.outputVariables;
}

const GITHUB = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
  configuration: { Owner: 'acme', Repo: 'web', Branch: 'main', OAuthToken: 'secret' },
});

const UNPOLLED_GITHUB = {
  ...GITHUB,
  configuration: { ...GITHUB.configuration!, PollForSourceChanges: 'false' },
};

const ECR = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'ECR', version: '1' },
  configuration: { RepositoryName: 'web' },
});

const BUCKET = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { S3Bucket: 'sources', S3ObjectKey: 'web.zip' },
});

describe('a change in a source', () => {
  it.each([
    ['CodeCommit, polled by default', commit({}), 'PollForSourceChanges', /./],
    [
      'CodeCommit with a rule',
      commit({ PollForSourceChanges: 'false' }),
      'CloudWatchEvent',
      /^arn:aws:events:.*rule\//,
    ],
    ['S3, polled by default', BUCKET, 'PollForSourceChanges', /./],
    ['ECR', ECR, 'CloudWatchEvent', /^arn:aws:events:/],
    ['a connection', connection(), 'WebhookV2', /./],
    ['GitHub of version 1, polled by default', GITHUB, 'PollForSourceChanges', /./],
    ['GitHub of version 1 with a webhook', UNPOLLED_GITHUB, 'Webhook', /^arn:aws:codepipeline:.*:webhook:/],
  ])('2.11 %s: the trigger says who noticed', (_, action, triggerType, triggerDetail) => {
    const engine = sourced(action);
    const id = push(engine);
    const [newest] = engine.executions();
    expect(newest).toMatchObject({
      pipelineExecutionId: id,
      trigger: { triggerType, triggerDetail: expect.stringMatching(triggerDetail) },
    });
  });

  it('2.11 [D] a rule of EventBridge has no longer name than it may have', () => {
    const engine = new Harness();
    const action = commit({ PollForSourceChanges: 'false' });
    engine.create(pipeline([stage('Source', action), stage('Prod', deploy())], { name: 'w'.repeat(80) }));
    engine.service.sourceChange({ pipeline: 'w'.repeat(80), action: 'Checkout' });
    const [newest] = engine.executions('w'.repeat(80));
    expect(newest.trigger.triggerDetail.split('/')[1]).toBe(`codepipeline-${'w'.repeat(51)}`);
  });

  it('2.11 the source action yields the pushed revision', () => {
    const engine = sourced(commit({}));
    push(engine, { id: COMMIT, summary: 'Fix login', author: 'Ana', url: 'https://example.com/c/9f3c' });
    engine.advance(1);
    expect(engine.action('Source', 'Checkout')).toMatchObject({
      currentRevision: { revisionId: COMMIT },
      latestExecution: { summary: 'Fix login', externalExecutionId: COMMIT },
      revisionUrl: 'https://example.com/c/9f3c',
    });
    expect(engine.executions()[0].sourceRevisions).toEqual([
      {
        actionName: 'Checkout',
        revisionId: COMMIT,
        revisionSummary: 'Fix login',
        revisionUrl: 'https://example.com/c/9f3c',
      },
    ]);
  });

  it('2.11 a push without a revision yields a new one each time', () => {
    const engine = sourced(commit({}));
    const ids = new Set<string>();
    for (let i = 0; i < 3; i++) {
      push(engine);
      engine.advance(60);
      ids.add(engine.action('Source', 'Checkout').currentRevision.revisionId);
    }
    expect(ids.size).toBe(3);
  });

  it('2.8 the commit of a connection has its page behind a redirect', () => {
    const engine = sourced(connection());
    push(engine, { id: COMMIT });
    engine.advance(1);
    const { ConnectionArn } = connection().configuration!;
    const redirect = 'https://us-east-1.console.aws.amazon.com/codesuite/settings/connections/redirect';
    expect(engine.action('Source', 'Checkout')).toMatchObject({
      entityUrl: `${redirect}?connectionArn=${ConnectionArn}&referenceType=BRANCH&FullRepositoryId=acme/web&Branch=main`,
      revisionUrl: `${redirect}?connectionArn=${ConnectionArn}&referenceType=COMMIT&FullRepositoryId=acme/web&Commit=${COMMIT}`,
    });
  });

  it('9 a connection gives its summary as a JSON text, also for a message that has to be cut', () => {
    const engine = sourced(connection());
    for (const summary of ['Say "hello"', '"'.repeat(3000)]) {
      push(engine, { id: COMMIT, summary });
      engine.advance(60);
      const text = engine.executions()[0].sourceRevisions[0].revisionSummary;
      expect(JSON.parse(text).ProviderType).toBe('GitHub');
      expect(summary.startsWith(JSON.parse(text).CommitMessage)).toBe(true);
    }
  });

  it('2.11 DetectChanges "false" starts nothing', () => {
    const configuration = { ...connection().configuration, DetectChanges: 'false' };
    const engine = sourced(connection('Checkout', { configuration }));
    expect(push(engine)).toBeNull();
    expect(engine.executions().length).toBe(1);
  });

  const trigger = (gitConfiguration: object) => ({
    pipelineType: 'V2' as const,
    triggers: [
      {
        providerType: 'CodeStarSourceConnection',
        gitConfiguration: { sourceActionName: 'Checkout', ...gitConfiguration },
      },
    ],
  });

  it('2.11 a trigger takes the place of DetectChanges', () => {
    const configuration = { ...connection().configuration, DetectChanges: 'false' };
    const engine = sourced(connection('Checkout', { configuration }), trigger({}));
    expect(push(engine)).not.toBeNull();
  });

  it('2.11 a trigger with filters takes the place of the configured branch', () => {
    const extra = trigger({ push: [{ branches: { includes: ['feature/*'] } }] });
    const engine = sourced(connection(), extra);
    expect(engine.call('GetPipeline', { name: 'web' }).pipeline.triggers).toEqual(extra.triggers);
    expect(push(engine)).toBeNull();
    expect(push(engine, {}, { branch: 'main' })).toBeNull();
    expect(push(engine, {}, { branch: 'feature/a' })).not.toBeNull();
    expect(engine.executions().length).toBe(2);
  });

  it('2.11 a filter of branches and file paths looks at the files of the push', () => {
    const engine = sourced(
      connection(),
      trigger({ push: [{ branches: { includes: ['main'] }, filePaths: { excludes: ['docs/**'] } }] }),
    );
    expect(push(engine, {}, { branch: 'main', files: ['docs/a.md'] })).toBeNull();
    expect(push(engine, {}, { files: ['docs/a.md', 'src/a.ts'] })).not.toBeNull();
  });

  it('2.11 a pushed tag brings the commit of that tag', () => {
    const engine = sourced(connection(), trigger({ push: [{ tags: { includes: ['v*'] } }] }));
    expect(push(engine, {}, { branch: 'main' })).toBeNull();
    expect(push(engine, {}, { tag: 'nightly' })).toBeNull();
    const id = push(engine, { id: COMMIT, summary: 'Release' }, { tag: 'v1' });
    engine.advance(1);
    const { ConnectionArn } = connection().configuration!;
    expect(engine.executions()[0]).toMatchObject({
      pipelineExecutionId: id,
      trigger: { triggerType: 'WebhookV2', triggerDetail: ConnectionArn },
      sourceRevisions: [{ revisionId: COMMIT }],
    });
    expect(outputVariables(engine)).toMatchObject({ CommitId: COMMIT, CommitMessage: 'Release', BranchName: 'main' });
  });

  it('2.11 a pull request brings the head of its own branch', () => {
    const engine = sourced(
      connection(),
      trigger({ pullRequest: [{ events: ['OPEN', 'UPDATED'], branches: { includes: ['main'] } }] }),
    );
    const pullRequest = { event: 'OPEN', branch: 'feature/a', targetBranch: 'main' } as const;
    expect(push(engine, {}, { branch: 'main' })).toBeNull();
    expect(push(engine, {}, { pullRequest: { ...pullRequest, event: 'CLOSED' } })).toBeNull();
    expect(push(engine, {}, { pullRequest: { ...pullRequest, targetBranch: 'dev' } })).toBeNull();
    expect(push(engine, { id: COMMIT }, { pullRequest })).not.toBeNull();
    engine.advance(1);
    expect(outputVariables(engine)).toMatchObject({ CommitId: COMMIT, BranchName: 'feature/a' });
    expect(engine.executions()[0].trigger.triggerType).toBe('WebhookV2');
  });

  it('2.11 a pull request is to be merged into the configured branch unless it says otherwise', () => {
    const engine = sourced(connection(), trigger({ pullRequest: [{ branches: { includes: ['main'] } }] }));
    expect(push(engine, {}, { branch: 'feature/a', pullRequest: { event: 'OPEN' } })).not.toBeNull();
    engine.advance(1);
    expect(outputVariables(engine).BranchName).toBe('feature/a');
  });

  it('2.3 the branch of a push is an output variable', () => {
    const engine = sourced(connection(), trigger({ push: [{ branches: { includes: ['**'] } }] }));
    push(engine, {}, { branch: 'feature/a' });
    engine.advance(1);
    expect(outputVariables(engine).BranchName).toBe('feature/a');
  });

  const commitNames = ['AuthorDate', 'BranchName', 'CommitId', 'CommitMessage'];
  it.each<[string, ActionDeclaration, string[]]>([
    ['CodeCommit', commit({}), [...commitNames, 'CommitterDate', 'RepositoryName']],
    ['a connection', connection(), [...commitNames, 'AuthorDisplayName', 'ConnectionArn', 'FullRepositoryName']],
    ['GitHub of version 1', GITHUB, [...commitNames, 'CommitUrl', 'CommitterDate', 'RepositoryName']],
    ['S3', BUCKET, ['BucketName', 'ETag', 'ObjectKey', 'VersionId']],
    ['ECR', ECR, ['ImageDigest', 'ImageTag', 'ImageURI', 'RegistryId', 'RepositoryName']],
  ])('2.3 %s has these output variables', (_, action, names) => {
    expect(Object.keys(outputVariables(sourced(action))).sort()).toEqual(names.sort());
  });

  it.each<[string, ActionDeclaration, Partial<SourceChange>, Partial<SourceChange>[]]>([
    ['CodeCommit', commit({}), { branch: 'main' }, [{ branch: 'dev' }, { tag: 'v1' }]],
    ['a connection', connection(), { branch: 'main' }, [{ branch: 'dev' }, { tag: 'v1' }]],
    ['GitHub of version 1', GITHUB, { branch: 'main' }, [{ branch: 'dev' }, { tag: 'v1' }]],
    ['S3', BUCKET, { files: ['a.zip', 'web.zip'] }, [{ files: ['a.zip'] }, { branch: 'main' }, { tag: 'v1' }]],
    ['ECR', ECR, { tag: 'latest' }, [{ tag: 'v1' }, { branch: 'main' }, { files: ['web.zip'] }]],
  ])('2.11 %s without a trigger: only what is configured', (_, action, configured, others) => {
    const engine = sourced(action);
    const pullRequest = { event: 'CLOSED', branch: 'feature/a', targetBranch: 'main' } as const;
    for (const other of [...others, { pullRequest }]) expect(push(engine, {}, other)).toBeNull();
    expect(engine.executions().length).toBe(1);
    expect(push(engine, {}, configured)).not.toBeNull();
  });

  it('2.11 an image with the configured tag', () => {
    const engine = sourced({ ...ECR, configuration: { RepositoryName: 'web', ImageTag: 'prod' } });
    expect(push(engine, {}, { tag: 'latest' })).toBeNull();
    expect(push(engine, {}, { tag: 'prod' })).not.toBeNull();
  });

  it('7.4 unknown pipeline, unknown action, and an action that is no source', () => {
    const engine = new Harness();
    engine.create(threeStages());
    const change = (name: string, action: string) => () => engine.service.sourceChange({ pipeline: name, action });
    expect(change('nope', 'Checkout')).toThrow(expect.objectContaining({ name: 'PipelineNotFoundException' }));
    expect(change('web', 'Nope')).toThrow(expect.objectContaining({ name: 'ActionNotFoundException' }));
    expect(change('web', 'Ship')).toThrow(expect.objectContaining({ name: 'ActionNotFoundException' }));
  });

  it('2.11 after 30 idle days polling is disabled until the definition is updated', () => {
    const engine = sourced(commit({}));
    engine.advance(30 * DAY);
    const { metadata } = engine.call('GetPipeline', { name: 'web' });
    expect(metadata.pollingDisabledAt).toBe(metadata.created + 30 * DAY * 1000);
    expect(push(engine)).toBeNull();
    engine.start();
    engine.advance(60);
    expect(push(engine)).toBeNull();
    engine.call('UpdatePipeline', { pipeline: engine.call('GetPipeline', { name: 'web' }).pipeline });
    expect(engine.call('GetPipeline', { name: 'web' }).metadata).not.toHaveProperty('pollingDisabledAt');
    expect(push(engine)).not.toBeNull();
  });
});

describe('a polled pipeline', () => {
  it('2.11 is not idle while executions start', () => {
    const engine = sourced(commit({}));
    engine.advance(29 * DAY);
    engine.start();
    engine.advance(29 * DAY);
    expect(push(engine)).not.toBeNull();
  });

  it('2.11 is not idle while its definition changes', () => {
    const engine = sourced(commit({}));
    engine.advance(29 * DAY);
    engine.update(engine.call('GetPipeline', { name: 'web' }).pipeline);
    engine.advance(29 * DAY);
    expect(engine.call('GetPipeline', { name: 'web' }).metadata).not.toHaveProperty('pollingDisabledAt');
    expect(push(engine)).not.toBeNull();
  });
});

describe('a webhook', () => {
  it('2.11 is no poll: it starts executions after any time', () => {
    const engine = sourced(UNPOLLED_GITHUB);
    engine.advance(31 * DAY);
    expect(push(engine)).not.toBeNull();
  });

  it('2.11 that is registered goes on when polling is over', () => {
    const engine = sourced(GITHUB);
    engine.advance(31 * DAY);
    expect(push(engine)).toBeNull();
    const how = { authentication: 'UNAUTHENTICATED', authenticationConfiguration: {} };
    const webhook = { name: 'hook', targetPipeline: 'web', targetAction: 'Checkout', filters: [], ...how };
    engine.call('PutWebhook', { webhook });
    expect(push(engine)).toBeNull();
    engine.call('RegisterWebhookWithThirdParty', { webhookName: 'hook' });
    expect(push(engine)).not.toBeNull();
    expect(engine.executions()[0].trigger.triggerType).toBe('Webhook');
  });
});

describe('StartPipelineExecution', () => {
  it('2.7 the trigger names the caller', () => {
    const engine = sourced(commit({}));
    engine.start();
    expect(engine.executions()[0].trigger).toEqual({ triggerType: 'StartPipelineExecution', triggerDetail: ALICE });
  });

  it('2.7 the same client request token gives the same execution', () => {
    const engine = sourced(commit({}));
    const first = engine.start('web', { clientRequestToken: 'a-1' });
    expect(engine.start('web', { clientRequestToken: 'a-1' })).toBe(first);
    expect(engine.start('web', { clientRequestToken: 'a-2' })).not.toBe(first);
    expect(engine.executions().length).toBe(3);
  });

  it('2.7 the token is what counts, whatever else is asked for with it', () => {
    const engine = sourced(commit({}), { pipelineType: 'V2', variables: [{ name: 'STAGE', defaultValue: 'beta' }] });
    const clientRequestToken = 'a-1';
    const first = engine.start('web', { clientRequestToken });
    const variables = [{ name: 'STAGE', value: 'prod' }];
    expect(engine.start('web', { clientRequestToken, variables })).toBe(first);
    expect(engine.executions().length).toBe(2);
  });

  it('2.7 a start that is refused leaves its token unused', () => {
    const engine = sourced(commit({}));
    const clientRequestToken = 'a-1';
    const variables = [{ name: 'NOPE', value: 'x' }];
    const refused = engine.refusal('StartPipelineExecution', { name: 'web', clientRequestToken, variables });
    expect(refused).toMatch(/^ValidationException/);
    engine.start('web', { clientRequestToken });
    expect(engine.executions().length).toBe(2);
  });

  it('2.7 a token is that of one pipeline, and goes with it and with its execution', () => {
    const engine = sourced(commit({}));
    const clientRequestToken = 'a-1';
    const first = engine.start('web', { clientRequestToken });
    engine.create(threeStages({ name: 'other' }));
    expect(engine.start('other', { clientRequestToken })).not.toBe(first);
    engine.advance(366 * DAY);
    engine.executions();
    const second = engine.start('web', { clientRequestToken });
    expect(second).not.toBe(first);
    engine.call('DeletePipeline', { name: 'web' });
    engine.create(threeStages());
    expect(engine.start('web', { clientRequestToken })).not.toBe(second);
  });

  it.each([
    ['COMMIT_ID', commit({}), COMMIT],
    ['COMMIT_ID', connection(), COMMIT],
    ['COMMIT_ID', GITHUB, COMMIT],
    ['IMAGE_DIGEST', ECR, 'sha256:00ff'],
    ['S3_OBJECT_VERSION_ID', BUCKET, 'v7'],
  ])('2.7 a source revision override by %s is what the source yields', (revisionType, action, revisionValue) => {
    const engine = sourced(action);
    engine.start('web', { sourceRevisions: [{ actionName: 'Checkout', revisionType, revisionValue }] });
    engine.advance(1);
    expect(engine.action('Source', 'Checkout').currentRevision.revisionId).toBe(revisionValue);
  });

  it('2.7 for S3 version and key may be combined', () => {
    const engine = sourced(BUCKET);
    const sourceRevisions = [
      { actionName: 'Checkout', revisionType: 'S3_OBJECT_VERSION_ID', revisionValue: 'v7' },
      { actionName: 'Checkout', revisionType: 'S3_OBJECT_KEY', revisionValue: 'other.zip' },
    ];
    engine.start('web', { sourceRevisions });
    engine.advance(1);
    const newest = engine.details().find((run: { actionName: string }) => run.actionName === 'Checkout');
    const { outputVariables } = newest.output;
    expect(outputVariables).toMatchObject({ VersionId: 'v7', ObjectKey: 'other.zip' });
    expect(engine.action('Source', 'Checkout').latestExecution.summary).toBe('Amazon S3 version id: v7');
  });

  it('2.7 for S3 the key alone brings the newest version of another object', () => {
    const engine = sourced(BUCKET);
    const override = { actionName: 'Checkout', revisionType: 'S3_OBJECT_KEY', revisionValue: 'other.zip' };
    engine.start('web', { sourceRevisions: [override] });
    engine.advance(1);
    expect(outputVariables(engine)).toMatchObject({ ObjectKey: 'other.zip', VersionId: expect.stringMatching(/./) });
    engine.advance(60);
    engine.start();
    engine.advance(1);
    expect(outputVariables(engine).ObjectKey).toBe('web.zip');
  });

  it('2.7 an override for an unknown action or of a wrong type is refused', () => {
    const engine = sourced(commit({}));
    const refuse = (actionName: string, revisionType: string) =>
      engine.refusal('StartPipelineExecution', {
        name: 'web',
        sourceRevisions: [{ actionName, revisionType, revisionValue: 'x' }],
      });
    expect(refuse('Nope', 'COMMIT_ID')).toMatch(/^ValidationException/);
    expect(refuse('Ship', 'COMMIT_ID')).toMatch(/^ValidationException/);
    expect(refuse('Checkout', 'IMAGE_DIGEST')).toMatch(/^ValidationException/);
  });

  it('7.4 two values for one variable, or two revisions for one source, contradict each other', () => {
    const engine = sourced(commit({}), { pipelineType: 'V2', variables: [{ name: 'STAGE', defaultValue: 'beta' }] });
    const refuse = (more: object) => engine.refusal('StartPipelineExecution', { name: 'web', ...more });
    const value = (text: string) => ({ name: 'STAGE', value: text });
    expect(refuse({ variables: [value('a'), value('b')] })).toMatch(/^ValidationException: .*'STAGE'/);
    const revision = (revisionValue: string) => ({ actionName: 'Checkout', revisionType: 'COMMIT_ID', revisionValue });
    expect(refuse({ sourceRevisions: [revision('a'), revision('b')] })).toMatch(/^ValidationException: .*'Checkout'/);
    expect(engine.executions().length).toBe(1);
  });

  it('2.7 all source actions run, whichever the change concerned', () => {
    const engine = new Harness();
    const other = connection('Infra', { outputArtifacts: [{ name: 'Ops' }] });
    engine.create(pipeline([stage('Source', source(), other), stage('Prod', deploy())]));
    engine.advance(60);
    push(engine, { id: COMMIT });
    engine.advance(1);
    const revisions = engine.executions()[0].sourceRevisions;
    expect(revisions.map((entry: { actionName: string }) => entry.actionName)).toEqual(['Checkout', 'Infra']);
    expect(revisions[0].revisionId).toBe(COMMIT);
  });

  it('7.4 unknown pipeline', () => {
    expect(new Harness().refusal('StartPipelineExecution', { name: 'nope' })).toMatch(/^PipelineNotFoundException/);
  });
});
