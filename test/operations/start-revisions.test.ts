import { beforeEach, describe, expect, it } from 'vitest';
import { planStart } from '../../src/operations/start.ts';
import { ACTION_TYPES } from '../../src/rules/action-types.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

const COMMIT = 'a'.repeat(40);
const DIGEST = `sha256:${'b'.repeat(64)}`;
const S3 = { S3Bucket: 'drop', S3ObjectKey: 'app.zip', PollForSourceChanges: 'false' };

/** A source of each kind that takes a revision, and what it takes. */
const SOURCES: readonly [string, string, Record<string, string>, string, string, string][] = [
  ['AWS', 'CodeCommit', { RepositoryName: 'web', BranchName: 'main' }, COMMIT, 'COMMIT_ID', COMMIT],
  [
    'AWS',
    'CodeStarSourceConnection',
    {
      ConnectionArn: 'arn:aws:codestar-connections:eu-west-1:123456789012:connection/1',
      FullRepositoryId: 'shop/web',
      BranchName: 'main',
    },
    COMMIT,
    'COMMIT_ID',
    COMMIT,
  ],
  [
    'ThirdParty',
    'GitHub',
    { Owner: 'shop', Repo: 'web', Branch: 'main', OAuthToken: 'secret' },
    COMMIT,
    'COMMIT_ID',
    COMMIT,
  ],
  ['AWS', 'ECR', { RepositoryName: 'web', ImageTag: 'latest' }, DIGEST, 'IMAGE_DIGEST', DIGEST],
  ['AWS', 'S3', S3, 'version-7', 'S3_OBJECT_VERSION_ID', 'version-7'],
  ['AWS', 'S3', { ...S3, AllowOverrideForS3ObjectKey: 'true' }, 'key:other.zip', 'S3_OBJECT_KEY', 'other.zip'],
];

describe('2.7 the revisions that a start may be given', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open({ endpoint: 'http://127.0.0.1:4599' });
  });

  function create(owner: string, provider: string, configuration: Record<string, string>): void {
    const { pipeline } = gatedPipeline('web');
    const [source, ...others] = pipeline.stages;
    const actionTypeId = { category: 'Source', owner, provider, version: '1' };
    const action = { name: 'Fetch', actionTypeId, configuration, outputArtifacts: [{ name: 'Source' }] };
    rig.aws('CreatePipeline', { pipeline: { ...pipeline, stages: [{ ...source, actions: [action] }, ...others] } });
    rig.elapse(5);
  }
  const plan = (value: string) =>
    rig.finish(planStart(rig.operations, { pipeline: rig.id('web'), revisions: [{ action: 'Fetch', value }] }));

  it.each(SOURCES)('%s/%s %j takes %s as %s', async (owner, provider, configuration, given, type, value) => {
    create(owner, provider, configuration);
    const made = await plan(given);
    expect(made.awsCommand()).toContain(`actionName=Fetch,revisionType=${type},revisionValue=${value}`);
    const result = await rig.finish(made.run());
    const executionId = result.subjects[0]?.executionId;
    const { latestExecution } = (
      rig.aws('GetPipelineState', { name: 'web' }).stageStates as {
        latestExecution: { pipelineExecutionId: string };
      }[]
    )[0]!;
    expect(latestExecution.pipelineExecutionId).toBe(executionId);
    rig.elapse(5);
    const found = JSON.stringify(rig.aws('ListActionExecutions', { pipelineName: 'web' }));
    expect(found).toContain(value);
  });

  it('are known for every kind of source that takes one', () => {
    const kinds = ACTION_TYPES.filter(({ category, revisionTypes }) => category === 'Source' && revisionTypes);
    const pairs = kinds.flatMap(({ provider, revisionTypes = [] }) =>
      revisionTypes.map((type) => `${provider} ${type}`),
    );
    expect(pairs.sort()).toEqual(SOURCES.map(([, provider, , , type]) => `${provider} ${type}`).sort());
  });

  it.each([
    ['AWS', 'ECR', { RepositoryName: 'web', ImageTag: 'latest' }, 'v1.2', 'takes the digest of an image'],
    ['AWS', 'S3', S3, 'key:other.zip', 'Fetch takes no other key: its AllowOverrideForS3ObjectKey is not true'],
  ])('%s/%s %j refuses %s', async (owner, provider, configuration, given, message) => {
    create(owner, provider, configuration as Record<string, string>);
    await expect(plan(given)).rejects.toMatchObject({ kind: 'usage', exitCode: 2 });
    await expect(plan(given)).rejects.toThrow(message);
    expect(rig.sent).not.toContain('StartPipelineExecution');
  });

  it('have a token for each intent: the same plan starts once, another one again', async () => {
    create('AWS', 'ECR', { RepositoryName: 'web', ImageTag: 'latest' });
    const [one, other] = [await plan(DIGEST), await plan(DIGEST)];
    const ids = [];
    for (const made of [one, one, other]) ids.push((await rig.finish(made.run())).subjects[0]?.executionId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});
