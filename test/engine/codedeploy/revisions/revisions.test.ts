import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DeploymentHarness, WEB_TAGS } from '../deployments/deployment-harness.ts';
import { Harness, START } from '../harness.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const s3 = (key: string, more: object = {}, bundleType = 'zip') => ({
  revisionType: 'S3',
  s3Location: { bucket: 'bundles', key, bundleType, ...more },
});
const commit = (commitId: string, repository = 'acme/web') => ({
  revisionType: 'GitHub',
  gitHubLocation: { repository, commitId },
});
const appSpec = (content: string) => ({ revisionType: 'AppSpecContent', appSpecContent: { content } });
const text = (content: string) => ({ revisionType: 'String', string: { content } });
const SHA = 'f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00b';
const many = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => item(i));

function withApplication(computePlatform = 'Server'): DeploymentHarness {
  const engine = new DeploymentHarness();
  engine.application('web', computePlatform);
  return engine;
}

/** A machine to which the groups `prod` and `test` deploy. */
function withGroups(): DeploymentHarness {
  const engine = withApplication();
  engine.fleet('i-1');
  for (const deploymentGroupName of ['prod', 'test']) engine.group({ deploymentGroupName, ...WEB_TAGS });
  return engine;
}

function register(engine: Harness, revision: object, description?: string): void {
  engine.call('RegisterApplicationRevision', { applicationName: 'web', revision, description });
}

function get(engine: Harness, revision: object) {
  return engine.call('GetApplicationRevision', { applicationName: 'web', revision });
}

function list(engine: Harness, more: object = {}): object[] {
  return engine.call('ListApplicationRevisions', { applicationName: 'web', ...more }).revisions;
}

describe('revisions', () => {
  it.each([
    ['Server', s3('app.zip')],
    ['Server', s3('app.tar', { version: '3', eTag: '"abc"' }, 'tar')],
    ['Server', s3('app.tgz', {}, 'tgz')],
    ['Server', commit(SHA)],
    ['Lambda', s3('appspec.yml', {}, 'YAML')],
    ['ECS', s3('appspec.json', {}, 'JSON')],
  ])('3.3 of %s can be %j', (platform, revision) => {
    const engine = withApplication(platform);
    engine.advance(5);
    register(engine, revision, 'the first');
    expect(get(engine, revision)).toEqual({
      applicationName: 'web',
      revision,
      revisionInfo: { description: 'the first', deploymentGroups: [], registerTime: START + 5000 },
    });
  });

  it.each([
    ['Lambda', 'appSpecContent', appSpec('version: 0.0')],
    ['ECS', 'appSpecContent', appSpec('version: 0.0')],
    ['Lambda', 'string', text('version: 0.0')],
  ])('3.3 of %s can be a text, which is known by its hash', (platform, member, revision) => {
    const engine = withApplication(platform);
    register(engine, revision);
    const { revisionType } = revision;
    const hash = { revisionType, [member]: { sha256: sha256('version: 0.0') } };
    const whole = { revisionType, [member]: { content: 'version: 0.0', sha256: sha256('version: 0.0') } };
    for (const asked of [revision, hash, whole]) expect(get(engine, asked).revision).toEqual(whole);
    expect(list(engine)).toEqual([hash]);
  });

  const FOREIGN = (type: string, platform: string) =>
    `Revision type: ${type} is not supported under compute platform: ${platform}`;
  it.each([
    ['Server', appSpec('x'), FOREIGN('AppSpecContent', 'SERVER')],
    ['Server', text('x'), FOREIGN('String', 'SERVER')],
    ['Lambda', commit(SHA), FOREIGN('GitHub', 'LAMBDA')],
    ['ECS', commit(SHA), FOREIGN('GitHub', 'ECS')],
    ['ECS', text('x'), FOREIGN('String', 'ECS')],
    ['Server', s3('a', {}, 'YAML'), 'BundleType must be either tar, zip or tgz'],
    ['Server', { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k' } }, 'BundleType must be either tar'],
    ['Lambda', s3('a'), 'BundleType must be either YAML or JSON'],
    ['Server', s3('a', {}, 'rar'), ''],
    ['Server', s3(''), ''],
    ['Server', s3('a', { bucket: undefined }), ''],
    ['Server', { revisionType: 'S3' }, ''],
    ['Server', commit(''), ''],
    ['Server', commit(SHA, 'web'), ''],
    ['Server', { revisionType: 'GitHub' }, ''],
    ['Server', { s3Location: s3('a').s3Location }, ''],
    ['Server', {}, ''],
    ['Server', { revisionType: 'Svn' }, ''],
    ['Server', { revisionType: '' }, ''],
    ['ECS', { revisionType: 'AppSpecContent' }, ''],
    ['ECS', { revisionType: 'AppSpecContent', appSpecContent: {} }, ''],
    ['ECS', { revisionType: 'AppSpecContent', appSpecContent: { content: 'x', sha256: sha256('y') } }, ''],
  ])('3.3 of %s cannot be %j', (platform, revision, message) => {
    const engine = withApplication(platform);
    const input = { applicationName: 'web', revision };
    for (const operation of ['RegisterApplicationRevision', 'GetApplicationRevision']) {
      expect(engine.refusal(operation, input)).toContain(`InvalidRevisionException: ${message}`);
    }
    const batch = { applicationName: 'web', revisions: [revision] };
    expect(engine.refusal('BatchGetApplicationRevisions', batch)).toMatch(/^InvalidRevisionException/);
    expect(list(engine)).toEqual([]);
  });

  it.each([appSpec, text])('3.3 of two texts are two, each known by its hash (%#)', (of) => {
    const engine = withApplication('Lambda');
    for (const content of ['one', 'two']) register(engine, of(content), content);
    const hashes = ['one', 'two'].map(sha256);
    const known = list(engine).map((one) => Object.values(one).find((value) => typeof value === 'object').sha256);
    expect(known).toEqual(hashes);
    for (const [place, hash] of hashes.entries()) {
      const { revisionType, ...rest } = of('') as Record<string, unknown>;
      const found = get(engine, { revisionType, [Object.keys(rest)[0]!]: { sha256: hash } });
      expect(found.revisionInfo.description).toBe(['one', 'two'][place]);
    }
  });

  it('3.3 must be named', () => {
    const engine = withApplication();
    for (const operation of ['RegisterApplicationRevision', 'GetApplicationRevision']) {
      expect(engine.refusal(operation, { applicationName: 'web' })).toMatch(/^RevisionRequiredException/);
    }
    for (const revisions of [undefined, [], [null]]) {
      const input = { applicationName: 'web', revisions };
      expect(engine.refusal('BatchGetApplicationRevisions', input)).toMatch(/^RevisionRequiredException/);
    }
  });

  it.each([
    ['RegisterApplicationRevision', { revision: s3('a') }],
    ['GetApplicationRevision', { revision: s3('a') }],
    ['BatchGetApplicationRevisions', { revisions: [s3('a')] }],
    ['ListApplicationRevisions', {}],
  ])('7.4 %s needs an application that is there', (operation, more) => {
    const engine = new Harness();
    const refused = (applicationName?: string) => engine.refusal(operation, { applicationName, ...more });
    expect(refused()).toMatch(/^ApplicationNameRequiredException/);
    expect(refused('we b')).toMatch(/^InvalidApplicationNameException/);
    expect(refused('web')).toMatch(/^ApplicationDoesNotExistException/);
  });

  it('7.4 have a description of at most 256 characters', () => {
    const engine = withApplication();
    register(engine, s3('a'), 'x'.repeat(256));
    const input = { applicationName: 'web', revision: s3('b'), description: 'x'.repeat(257) };
    expect(engine.refusal('RegisterApplicationRevision', input)).toMatch(/^DescriptionTooLongException/);
  });

  it('7.4 that nobody registered do not exist', () => {
    const engine = withApplication();
    register(engine, s3('a', { version: '1' }));
    for (const revision of [s3('b'), s3('a', { version: '2' }), s3('a', {}, 'tar'), commit(SHA)]) {
      const refused = engine.refusal('GetApplicationRevision', { applicationName: 'web', revision });
      expect(refused).toMatch(/^RevisionDoesNotExistException/);
    }
  });

  it('3.3 of an object without its version are the one that was registered last', () => {
    const engine = withApplication();
    for (const version of ['1', '2']) register(engine, s3('a', { version, eTag: version }), version);
    expect(get(engine, s3('a')).revisionInfo.description).toBe('2');
    expect(get(engine, s3('a', { version: '1' })).revisionInfo.description).toBe('1');
    register(engine, s3('a'), 'none');
    expect(get(engine, s3('a')).revisionInfo.description).toBe('none');
  });

  it('3.3 keep their time when they are registered again, and their description unless another is given', () => {
    const engine = withApplication();
    register(engine, s3('a'), 'one');
    engine.advance(5);
    register(engine, s3('a'));
    expect(get(engine, s3('a')).revisionInfo).toMatchObject({ description: 'one', registerTime: START });
    register(engine, s3('a'), 'two');
    expect(get(engine, s3('a')).revisionInfo).toMatchObject({ description: 'two', registerTime: START });
    expect(list(engine)).toHaveLength(1);
  });

  it('3.3 tell when they were used, and of which groups they are the target', () => {
    const engine = withGroups();
    register(engine, s3('a'));
    engine.advance(1);
    engine.deploy({ revision: s3('a') });
    engine.deploy({ revision: s3('a'), deploymentGroupName: 'test' });
    engine.stop(engine.create({ revision: s3('b') }));
    expect(get(engine, s3('a')).revisionInfo).toEqual({
      deploymentGroups: ['prod', 'test'],
      registerTime: START,
      firstUsedTime: START + 1000,
      lastUsedTime: START + 61_000,
    });
    expect(get(engine, s3('b')).revisionInfo).toEqual({
      deploymentGroups: [],
      registerTime: START + 121_000,
      firstUsedTime: START + 121_000,
      lastUsedTime: START + 121_000,
    });
    expect(engine.groupInfo('test').targetRevision).toEqual(s3('a'));
  });

  it('3.3 that are texts show in their group by their hash', () => {
    const engine = withApplication('Lambda');
    engine.group({ deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' } });
    const properties = '{ Name: f, Alias: live, CurrentVersion: "1", TargetVersion: "2" }';
    const content = `version: 0.0\nResources: [{ f: { Type: AWS::Lambda::Function, Properties: ${properties} } }]\n`;
    expect(engine.status(engine.deploy({ revision: appSpec(content) }))).toBe('Succeeded');
    const { targetRevision } = engine.groupInfo();
    expect(targetRevision).toEqual({ revisionType: 'AppSpecContent', appSpecContent: { sha256: sha256(content) } });
    expect(get(engine, targetRevision).revisionInfo.deploymentGroups).toEqual(['prod']);
    expect(get(engine, targetRevision).revision.appSpecContent.content).toBe(content);
  });

  it('3.3 come in batches of at most 25, and what is missing is said', () => {
    const engine = withApplication();
    for (const key of ['a', 'b']) register(engine, s3(key), key);
    const batch = (...revisions: object[]) =>
      engine.call('BatchGetApplicationRevisions', { applicationName: 'web', revisions });
    expect(batch(s3('b'), s3('x'), s3('a'))).toEqual({
      applicationName: 'web',
      errorMessage: expect.any(String),
      revisions: ['b', 'a'].map((key) => ({
        revisionLocation: s3(key),
        genericRevisionInfo: get(engine, s3(key)).revisionInfo,
      })),
    });
    expect(batch(s3('a')).errorMessage).toBeUndefined();
    batch(...many(25, (i) => s3(`${i}`)));
    const tooMany = { applicationName: 'web', revisions: many(26, (i) => s3(`${i}`)) };
    expect(engine.refusal('BatchGetApplicationRevisions', tooMany)).toMatch(/^BatchLimitExceededException/);
  });
});

describe('lists of revisions', () => {
  /** `a` is used last, `b` never, `c` first; they are registered in the order c, a, b. */
  function withThree(): Harness {
    const engine = withGroups();
    for (const key of ['c', 'a', 'b']) {
      register(engine, s3(key));
      engine.advance(1);
    }
    for (const key of ['c', 'a', 'c', 'a']) engine.deploy({ revision: s3(key) });
    return engine;
  }

  const keys = (revisions: object[]) =>
    revisions.map((revision) => (revision as ReturnType<typeof s3>).s3Location.key).join('');

  it.each([
    [{}, 'cab'],
    [{ sortBy: 'registerTime' }, 'cab'],
    [{ sortBy: 'registerTime', sortOrder: 'descending' }, 'bac'],
    [{ sortBy: 'firstUsedTime' }, 'bca'],
    [{ sortBy: 'lastUsedTime', sortOrder: 'ascending' }, 'bca'],
    [{ sortBy: 'lastUsedTime', sortOrder: 'descending' }, 'acb'],
    [{ sortOrder: 'descending' }, 'bac'],
    [{ deployed: 'include' }, 'a'],
    [{ deployed: 'exclude' }, 'cb'],
    [{ deployed: 'ignore' }, 'cab'],
    [{ s3Bucket: 'bundles' }, 'cab'],
    [{ s3Bucket: 'bundles', s3KeyPrefix: 'b' }, 'b'],
    [{ s3Bucket: 'other' }, ''],
  ])('3.3 %j', (asked, expected) => {
    expect(keys(list(withThree(), asked))).toBe(expected);
  });

  it('3.3 of a bucket have no revisions of other kinds', () => {
    const engine = withApplication();
    register(engine, commit(SHA));
    expect(list(engine)).toEqual([commit(SHA)]);
    expect(list(engine, { s3Bucket: 'bundles' })).toEqual([]);
  });

  it.each([
    [{ s3KeyPrefix: 'a' }, 'BucketNameFilterRequiredException'],
    [{ sortBy: 'name' }, 'InvalidSortByException'],
    [{ sortOrder: 'up' }, 'InvalidSortOrderException'],
    [{ deployed: 'maybe' }, 'InvalidDeployedStateFilterException'],
    [{ s3Bucket: '' }, 'InvalidBucketNameFilterException'],
    [{ s3Bucket: 'Bundles!' }, 'InvalidBucketNameFilterException'],
    [{ s3Bucket: 'bundles', s3KeyPrefix: 'x'.repeat(1025) }, 'InvalidKeyPrefixFilterException'],
    [{ nextToken: 'x' }, 'InvalidNextTokenException'],
  ])('7.4 cannot be asked for with %j', (asked, exception) => {
    const refused = withApplication().refusal('ListApplicationRevisions', { applicationName: 'web', ...asked });
    expect(refused).toMatch(new RegExp(`^${exception}`));
  });

  it('1.5 come in pages of 100, in the order that was asked for', () => {
    const engine = withApplication();
    for (let i = 0; i < 150; i++) register(engine, s3(`${i}`));
    for (const sortOrder of ['ascending', 'descending']) {
      const asked = { applicationName: 'web', sortOrder };
      const first = engine.call('ListApplicationRevisions', asked);
      expect(first.revisions).toHaveLength(100);
      const second = engine.call('ListApplicationRevisions', { ...asked, nextToken: first.nextToken });
      expect(second.nextToken).toBeUndefined();
      const expected = many(150, (i) => s3(`${i}`));
      if (sortOrder === 'descending') expected.reverse();
      expect([...first.revisions, ...second.revisions]).toEqual(expected);
      const other = { applicationName: 'web', sortBy: 'lastUsedTime', sortOrder, nextToken: first.nextToken };
      expect(engine.refusal('ListApplicationRevisions', other)).toMatch(/^InvalidNextTokenException/);
    }
  });
});
