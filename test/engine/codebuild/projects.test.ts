import { describe, expect, it } from 'vitest';
import { ARN, Harness, START } from './harness.ts';

const S3 = { type: 'S3', location: 'bucket/in.zip' };
const ENVIRONMENT = { type: 'LINUX_CONTAINER', image: 'i', computeType: 'BUILD_GENERAL1_SMALL' };
const REQUIRED = {
  name: 'web',
  source: S3,
  artifacts: { type: 'NO_ARTIFACTS' },
  environment: ENVIRONMENT,
  serviceRole: 'role',
};

describe('projects', () => {
  it('4 a created project is answered with what nobody said of it', () => {
    const harness = new Harness();
    expect(harness.project('web', { tags: [{ key: 'team', value: 'a' }], badgeEnabled: true })).toMatchObject({
      name: 'web',
      arn: `${ARN}:project/web`,
      timeoutInMinutes: 60,
      queuedTimeoutInMinutes: 480,
      cache: { type: 'NO_CACHE' },
      badge: { badgeEnabled: true },
      tags: [{ key: 'team', value: 'a' }],
      created: START,
      lastModified: START,
      environment: { environmentVariables: [], privilegedMode: false, imagePullCredentialsType: 'CODEBUILD' },
    });
  });

  it('4 a name is taken once, and free again when its project is deleted', () => {
    const harness = new Harness();
    harness.project();
    expect(harness.refusal('CreateProject', REQUIRED)).toBe(
      `ResourceAlreadyExistsException: Project already exists: ${ARN}:project/web`,
    );
    harness.call('DeleteProject', { name: 'web' });
    harness.call('DeleteProject', { name: 'web' });
    harness.call('CreateProject', REQUIRED);
  });

  it('4 an update replaces what it names and leaves the rest', () => {
    const harness = new Harness();
    harness.project('web', { description: 'old', timeoutInMinutes: 20, concurrentBuildLimit: 2 });
    harness.advance(5);
    const { project } = harness.call('UpdateProject', { name: 'web', description: 'new', concurrentBuildLimit: -1 });
    expect(project).toMatchObject({ description: 'new', timeoutInMinutes: 20, created: START });
    expect(project.lastModified).toBe(START + 5000);
    expect(project).not.toHaveProperty('concurrentBuildLimit');
    expect(harness.refusal('UpdateProject', { name: 'other' })).toContain('ResourceNotFoundException');
  });

  it.each([
    ['a source without a place', { source: { type: 'GITHUB' } }],
    ['no source and no buildspec', { source: { type: 'NO_SOURCE' } }],
    ['no source and a path', { source: { type: 'NO_SOURCE', buildspec: 'ci/buildspec.yml' } }],
    ['artifacts for a pipeline alone', { artifacts: { type: 'CODEPIPELINE' } }],
    ['artifacts nowhere', { artifacts: { type: 'S3' } }],
    ['no room for any build', { concurrentBuildLimit: 0 }],
    ['a log in no bucket', { logsConfig: { s3Logs: { status: 'ENABLED' } } }],
    ['a second source without a name', { secondarySources: [S3] }],
    [
      'two sources of one name',
      {
        secondarySources: [
          { ...S3, sourceIdentifier: 'a' },
          { ...S3, sourceIdentifier: 'a' },
        ],
      },
    ],
  ])('4 %s is refused', (_, wrong) => {
    const harness = new Harness();
    expect(harness.refusal('CreateProject', { ...REQUIRED, ...wrong })).toContain('InvalidInputException');
    expect(harness.call('ListProjects', {}).projects).toEqual([]);
  });

  it('4 secondary sources have identifiers of their own', () => {
    const harness = new Harness();
    const source = (sourceIdentifier: string) => ({
      type: 'GITHUB',
      location: 'https://example.com/a.git',
      sourceIdentifier,
    });
    const { secondarySources } = harness.project('web', { secondarySources: [source('a'), source('b')] });
    expect(secondarySources.map((one: { sourceIdentifier: string }) => one.sourceIdentifier)).toEqual(['a', 'b']);
    const twice = { name: 'web', secondarySources: [source('a'), source('a')] };
    expect(harness.refusal('UpdateProject', twice)).toContain('sourceIdentifier a is there twice');
  });

  it('7.3 an account has at most 5,000 projects', () => {
    const harness = new Harness();
    const { name: _, ...more } = harness.project('p-0');
    for (let i = 1; i < 5000; i++) harness.raw('CreateProject', { ...more, name: `p-${i}` });
    expect(harness.refusal('CreateProject', { ...more, name: 'one-more' })).toBe(
      'AccountLimitExceededException: Cannot have more than 5000 projects for the account',
    );
  });

  it('4 projects are got by name or ARN, and unknown ones named', () => {
    const harness = new Harness();
    harness.project();
    const answer = harness.call('BatchGetProjects', { names: ['web', `${ARN}:project/web`, 'none'] });
    expect(answer.projects).toHaveLength(2);
    expect(answer.projectsNotFound).toEqual(['none']);
  });

  it('4 projects are listed by name or by time, either way', () => {
    const harness = new Harness();
    for (const name of ['bb', 'cc', 'aa']) {
      harness.project(name);
      harness.advance(1);
    }
    harness.call('UpdateProject', { name: 'cc', description: 'x' });
    const list = (input: object) => harness.call('ListProjects', input).projects;
    expect(list({})).toEqual(['aa', 'bb', 'cc']);
    expect(list({ sortOrder: 'DESCENDING' })).toEqual(['cc', 'bb', 'aa']);
    expect(list({ sortBy: 'CREATED_TIME' })).toEqual(['bb', 'cc', 'aa']);
    expect(list({ sortBy: 'LAST_MODIFIED_TIME', sortOrder: 'DESCENDING' })).toEqual(['cc', 'aa', 'bb']);
  });

  it('1.5 100 projects are a page, and a token holds for its own list only', () => {
    const harness = new Harness();
    for (let i = 0; i < 101; i++) harness.project(`project-${String(i).padStart(3, '0')}`);
    const { projects, nextToken } = harness.call('ListProjects', {});
    expect(projects).toHaveLength(100);
    expect(harness.call('ListProjects', { nextToken }).projects).toEqual(['project-100']);
    expect(harness.refusal('ListProjects', { nextToken, sortOrder: 'DESCENDING' })).toContain('InvalidInputException');
  });
});
