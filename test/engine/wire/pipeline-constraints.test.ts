import { describe, expect, it } from 'vitest';
import { awsRequest, emptyEngine, json } from '../support/requests.ts';

type Keys = readonly (string | number)[];

/** A definition in which every field with a constraint has a value. */
function everyField() {
  const type = (category: string, provider: string) => ({ category, owner: 'AWS', provider, version: '1' });
  const branches = { includes: ['main'], excludes: ['wip/*'] };
  const rule = { name: 'Fresh', ruleTypeId: type('Rule', 'LambdaInvoke'), configuration: { FunctionName: 'fresh' } };
  return {
    name: 'web',
    roleArn: 'arn:aws:iam::123456789012:role/pipelines',
    artifactStore: { type: 'S3', location: 'bucket', encryptionKey: { id: 'alias/pipelines', type: 'KMS' } },
    pipelineType: 'V2',
    executionMode: 'QUEUED',
    version: 1,
    variables: [{ name: 'STAGE', defaultValue: 'beta', description: 'where to' }],
    triggers: [
      {
        providerType: 'CodeStarSourceConnection',
        gitConfiguration: {
          sourceActionName: 'Checkout',
          push: [{ branches, filePaths: { includes: ['src/**'] } }, { tags: { includes: ['v*'] } }],
          pullRequest: [{ events: ['OPEN'], branches }],
        },
      },
    ],
    stages: [
      {
        name: 'Source',
        actions: [
          {
            name: 'Checkout',
            actionTypeId: type('Source', 'CodeStarSourceConnection'),
            configuration: { ConnectionArn: 'arn', FullRepositoryId: 'acme/web', BranchName: 'main' },
            outputArtifacts: [{ name: 'Src' }],
          },
        ],
      },
      {
        name: 'Work',
        actions: [
          {
            name: 'Script',
            actionTypeId: type('Compute', 'Commands'),
            runOrder: 1,
            commands: ['make'],
            inputArtifacts: [{ name: 'Src' }],
            outputArtifacts: [{ name: 'Out', files: ['out/**'] }],
            outputVariables: ['TAG'],
            environmentVariables: [{ name: 'MODE', value: 'fast', type: 'PLAINTEXT' }],
            namespace: 'script',
            region: 'us-east-1',
            roleArn: 'arn:aws:iam::123456789012:role/script',
          },
          { name: 'Approve', actionTypeId: type('Approval', 'Manual'), timeoutInMinutes: 60 },
        ],
        beforeEntry: { conditions: [{ result: 'FAIL', rules: [{ ...rule, timeoutInMinutes: 5 }] }] },
        onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'ALL_ACTIONS' } },
      },
      {
        name: 'Prod',
        actions: [
          {
            name: 'Ship',
            actionTypeId: type('Deploy', 'OpsWorks'),
            configuration: { Stack: 'web' },
            inputArtifacts: [{ name: 'Out' }],
          },
        ],
      },
    ],
  };
}

function keysOf(path: string): Keys {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The definition with another value at a path. */
function changed(path: string, value: unknown): object {
  const definition = everyField();
  const keys = [...keysOf(path)];
  const last = keys.pop()!;
  // biome-ignore lint/suspicious/noExplicitAny: the path leads through objects and lists of any kind.
  const holder = keys.reduce((inner: any, key) => inner[key], definition);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return definition;
}

function valueAt(definition: object, path: string): unknown {
  // biome-ignore lint/suspicious/noExplicitAny: the path leads through objects and lists of any kind.
  return keysOf(path).reduce((inner: any, key) => inner[key], definition);
}

/** A path as AWS spells it: list members count from 1. */
function awsPath(path: string): string {
  const parts = keysOf(path).flatMap((key) => (typeof key === 'number' ? [`${key + 1}`, 'member'] : [key]));
  return ['pipeline', ...parts].join('.');
}

const create = (body: object) => awsRequest('CodePipeline_20150709.CreatePipeline', body);

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index));
const atMost = (count: number) => `Member must have length less than or equal to ${count}`;
const atLeast = (count: number) => `Member must have length greater than or equal to ${count}`;
const valueAtMost = (count: number) => `Member must have value less than or equal to ${count}`;
const valueAtLeast = (count: number) => `Member must have value greater than or equal to ${count}`;
const pattern = (expression: string) => `Member must satisfy regular expression pattern: ${expression}`;
const oneOf = (...names: string[]) => `Member must satisfy enum value set: [${names.join(', ')}]`;
const missing = 'Member must not be null';

const NAME = '[A-Za-z0-9.@\\-_]+';
const VARIABLE = '[A-Za-z0-9@\\-_]+';
const ROLE = 'arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*';
const SCRIPT = 'stages.1.actions.0';
const PUSH = 'triggers.0.gitConfiguration.push';
const PULL_REQUEST = 'triggers.0.gitConfiguration.pullRequest';
const CONDITIONS = 'stages.1.beforeEntry.conditions';
const RULES = `${CONDITIONS}.0.rules`;

const variable = (index: number) => ({ name: `V${index}` });
const trigger = () => everyField().triggers[0];
const pushFilter = () => ({ branches: { includes: ['main'] } });
const rule = (index: number) => ({
  ...everyField().stages[1]!.beforeEntry!.conditions[0]!.rules[0]!,
  name: `R${index}`,
});

describe('the fields of a definition', () => {
  it('2.1 as they are here all may be', async () => {
    const engine = await emptyEngine();
    expect(engine.handle(create({ pipeline: everyField() })).status).toBe(200);
  });

  it.each<[path: string, value: unknown, constraint: string]>([
    ['name', undefined, missing],
    ['name', '', atLeast(1)],
    ['name', text(101), atMost(100)],
    ['name', 'my pipeline', pattern(NAME)],
    ['roleArn', undefined, missing],
    ['roleArn', 'arn:aws:iam::12345678901:role/x', pattern(ROLE)],
    ['roleArn', 'arn:aws:iam::123456789012:user/x', pattern(ROLE)],
    ['roleArn', `arn:aws:iam::123456789012:role/${text(1000)}`, atMost(1024)],
    ['artifactStore.type', 'EFS', oneOf('S3')],
    ['artifactStore.location', 'ab', atLeast(3)],
    ['artifactStore.location', text(64), atMost(63)],
    ['artifactStore.encryptionKey.id', text(401), atMost(400)],
    ['artifactStore.encryptionKey.type', 'AES', oneOf('KMS')],
    ['stages', undefined, missing],
    ['stages.1.name', text(101), atMost(100)],
    ['stages.1.name', 'a/b', pattern(NAME)],
    ['stages.1.blockers', [{ name: 'b', type: 'Never' }], oneOf('Schedule')],
    ['version', 0, valueAtLeast(1)],
    ['pipelineType', 'V3', oneOf('V1', 'V2')],
    ['executionMode', 'SERIAL', oneOf('QUEUED', 'SUPERSEDED', 'PARALLEL')],
    ['variables', many(51, variable), atMost(50)],
    ['variables.0.name', text(129), atMost(128)],
    ['variables.0.name', 'a.b', pattern(VARIABLE)],
    ['variables.0.defaultValue', '', atLeast(1)],
    ['variables.0.defaultValue', text(1001), atMost(1000)],
    ['variables.0.description', text(201), atMost(200)],
    ['triggers', many(51, trigger), atMost(50)],
    ['triggers.0.providerType', 'GitHub', oneOf('CodeStarSourceConnection')],
    [PUSH, [], atLeast(1)],
    [PUSH, many(4, pushFilter), atMost(3)],
    [PULL_REQUEST, [], atLeast(1)],
    [PULL_REQUEST, many(4, pushFilter), atMost(3)],
    [`${PULL_REQUEST}.0.events`, [], atLeast(1)],
    [`${PUSH}.0.branches.includes`, [], atLeast(1)],
    [`${PUSH}.0.branches.includes`, many(9, String), atMost(8)],
    [`${PUSH}.0.branches.excludes`, many(9, String), atMost(8)],
    [`${PUSH}.0.filePaths.includes`, many(9, String), atMost(8)],
    [`${PUSH}.0.filePaths.includes.0`, text(256), atMost(255)],
    [`${PUSH}.0.branches.includes.0`, text(256), atMost(255)],
    [`${PUSH}.1.tags.includes`, many(9, String), atMost(8)],
    [`${PUSH}.1.tags.includes.0`, text(256), atMost(255)],
    [`${PULL_REQUEST}.0.branches.includes`, many(9, String), atMost(8)],
    [`${SCRIPT}.name`, text(101), atMost(100)],
    [
      `${SCRIPT}.actionTypeId.category`,
      'Sleep',
      oneOf('Source', 'Build', 'Deploy', 'Test', 'Invoke', 'Approval', 'Compute'),
    ],
    [`${SCRIPT}.actionTypeId.owner`, 'Me', oneOf('AWS', 'ThirdParty', 'Custom')],
    [`${SCRIPT}.actionTypeId.provider`, text(36), atMost(35)],
    [`${SCRIPT}.actionTypeId.provider`, 'a b', pattern('[0-9A-Za-z_-]+')],
    [`${SCRIPT}.actionTypeId.version`, text(10), atMost(9)],
    [`${SCRIPT}.runOrder`, 0, valueAtLeast(1)],
    [`${SCRIPT}.runOrder`, 1000, valueAtMost(999)],
    [`${SCRIPT}.inputArtifacts.0.name`, text(101), atMost(100)],
    [`${SCRIPT}.inputArtifacts.0.name`, 'a.b', pattern('[a-zA-Z0-9_\\-]+')],
    [`${SCRIPT}.outputArtifacts.0.name`, 'a.b', pattern('[a-zA-Z0-9_\\-]+')],
    [`${SCRIPT}.outputArtifacts.0.files`, [], atLeast(1)],
    [`${SCRIPT}.outputArtifacts.0.files`, many(11, String), atMost(10)],
    [`${SCRIPT}.outputArtifacts.0.files.0`, text(129), atMost(128)],
    [`${SCRIPT}.commands`, [], atLeast(1)],
    [`${SCRIPT}.commands`, many(51, String), atMost(50)],
    [`${SCRIPT}.commands.0`, text(1001), atMost(1000)],
    [`${SCRIPT}.outputVariables`, [], atLeast(1)],
    [`${SCRIPT}.outputVariables`, many(16, String), atMost(15)],
    [`${SCRIPT}.environmentVariables`, [], atLeast(1)],
    [`${SCRIPT}.environmentVariables`, many(11, (i) => ({ name: `E${i}`, value: 'x' })), atMost(10)],
    [`${SCRIPT}.environmentVariables.0.name`, text(129), atMost(128)],
    [`${SCRIPT}.environmentVariables.0.name`, 'A-B', pattern('[A-Za-z0-9_]+')],
    [`${SCRIPT}.environmentVariables.0.value`, text(2001), atMost(2000)],
    [`${SCRIPT}.environmentVariables.0.type`, 'SECRET', oneOf('PLAINTEXT', 'SECRETS_MANAGER')],
    [`${SCRIPT}.namespace`, text(101), atMost(100)],
    [`${SCRIPT}.namespace`, 'a.b', pattern('[A-Za-z0-9@\\-_]+')],
    [`${SCRIPT}.region`, 'eu1', atLeast(4)],
    [`${SCRIPT}.region`, text(31), atMost(30)],
    ['stages.1.actions.1.timeoutInMinutes', 4, valueAtLeast(5)],
    ['stages.1.actions.1.timeoutInMinutes', 86_401, valueAtMost(86_400)],
  ])('2.1 %s cannot be %j', async (path, value, constraint) => {
    const engine = await emptyEngine();
    const response = engine.handle(create({ pipeline: changed(path, value) }));
    const { __type: name, message } = json(response);
    expect([response.status, name]).toEqual([400, 'ValidationException']);
    expect(message).toContain(` at '${awsPath(path)}`);
    expect(message).toContain(constraint);
  });

  it.each<[path: string, value: unknown, constraint: string]>([
    [CONDITIONS, [], atLeast(1)],
    [CONDITIONS, many(2, () => ({ result: 'FAIL', rules: [rule(0)] })), atMost(1)],
    [`${CONDITIONS}.0.result`, 'STOP', oneOf('ROLLBACK', 'FAIL', 'RETRY', 'SKIP')],
    [RULES, [], atLeast(1)],
    [RULES, many(6, rule), atMost(5)],
    [`${RULES}.0.timeoutInMinutes`, 4, valueAtLeast(5)],
    [`${RULES}.0.timeoutInMinutes`, 86_401, valueAtMost(86_400)],
    ['stages.1.onFailure.result', 'STOP', oneOf('ROLLBACK', 'FAIL', 'RETRY', 'SKIP')],
    ['stages.1.onFailure.retryConfiguration.retryMode', 'ALL', oneOf('FAILED_ACTIONS', 'ALL_ACTIONS')],
  ])('2.4 %s cannot be %j', async (path, value, constraint) => {
    const engine = await emptyEngine();
    const { __type: name, message } = json(engine.handle(create({ pipeline: changed(path, value) })));
    expect([name, message]).toEqual(['ValidationException', expect.stringContaining(constraint)]);
    expect(message).toContain(` at '${awsPath(path)}`);
  });

  it.each<[path: string, key: string, value: string, constraint: string]>([
    ['stages.2.actions.0.configuration', text(51), 'x', `Map keys must satisfy constraint: [${atMost(50)}`],
    ['stages.2.actions.0.configuration', 'Stack', text(1001), `Map value must satisfy constraint: [${atMost(1000)}`],
    ['stages.2.actions.0.configuration', 'Stack', '', `${atLeast(1)}]`],
    // The unresolved form counts.
    [
      'stages.2.actions.0.configuration',
      'Stack',
      '#{script.TAG}'.repeat(80),
      `Map value must satisfy constraint: [${atMost(1000)}`,
    ],
    [`${RULES}.0.configuration`, 'FunctionName', text(10_001), `Map value must satisfy constraint: [${atMost(10_000)}`],
  ])('2.1 no key or value of %s may be too long or empty', async (path, key, value, constraint) => {
    const engine = await emptyEngine();
    const { __type: name, message } = json(engine.handle(create({ pipeline: changed(path, { [key]: value }) })));
    expect(name).toBe('ValidationException');
    expect(message).toContain(`Value at '${awsPath(path)}' failed to satisfy constraint: `);
    expect(message).toContain(constraint);
  });

  it('2.1 artifactStores has regions for keys, and stores like the single one', async () => {
    const engine = await emptyEngine();
    const store = { type: 'S3', location: 'ab' };
    const artifactStores = { 'us-east-1': store, abc: { ...store, location: 'bucket' } };
    const { __type: name, message } = json(engine.handle(create({ pipeline: { ...everyField(), artifactStores } })));
    expect([name, message]).toEqual(['ValidationException', expect.stringMatching(/^2 validation errors detected: /)]);
    expect(message).toContain(`Value at 'pipeline.artifactStores' failed to satisfy constraint: Map keys must satisfy`);
    expect(message).toContain(`Value 'ab' at 'pipeline.artifactStores.us-east-1.member.location' failed`);
  });

  it.each<[path: string, value: unknown]>([
    ['name', text(100)],
    ['name', 'A-z0.9@_'],
    ['roleArn', 'arn:aws-us-gov:iam::123456789012:role/path/x'],
    ['artifactStore.location', 'abc'],
    ['artifactStore.location', text(63)],
    ['artifactStore.encryptionKey.id', text(400)],
    ['stages.1.name', text(100)],
    ['variables', many(50, variable)],
    ['variables.0.name', text(128)],
    ['variables.0.defaultValue', text(1000)],
    ['variables.0.description', text(200)],
    ['variables.0.description', ''],
    [PUSH, many(3, pushFilter)],
    [PULL_REQUEST, many(3, pushFilter)],
    [`${PUSH}.0.branches.includes`, many(8, () => text(255))],
    [`${PUSH}.1.tags.includes`, many(8, () => text(255))],
    [`${PUSH}.0.filePaths.includes`, many(8, () => text(255))],
    [`${SCRIPT}.name`, text(100)],
    [`${SCRIPT}.runOrder`, 999],
    [`${SCRIPT}.outputArtifacts.0.files`, many(10, () => text(128))],
    [`${SCRIPT}.commands`, many(50, () => text(1000))],
    [`${SCRIPT}.outputVariables`, many(15, String)],
    [`${SCRIPT}.environmentVariables`, many(10, (i) => ({ name: `E${i}`, value: text(2000) }))],
    [`${SCRIPT}.environmentVariables.0.name`, text(128)],
    [`${SCRIPT}.namespace`, text(100)],
    ['stages.1.actions.1.timeoutInMinutes', 5],
    ['stages.1.actions.1.timeoutInMinutes', 86_400],
    ['stages.2.actions.0.configuration', { [text(50)]: text(1000) }],
    [RULES, many(5, rule)],
    [`${RULES}.0.configuration`, { FunctionName: text(10_000) }],
    [`${RULES}.0.timeoutInMinutes`, 86_400],
  ])('2.1 %s may be as much as it may', async (path, value) => {
    const engine = await emptyEngine();
    const response = engine.handle(create({ pipeline: changed(path, value) }));
    expect(response.status).toBe(200);
    expect(valueAt(json(response).pipeline, path)).toEqual(value);
  });

  it('2.1 every mistake is told at once, and nothing is made', async () => {
    const engine = await emptyEngine();
    const { pipelineType: _, ...rest } = changed('name', 'a b') as Record<string, unknown>;
    const { message } = json(engine.handle(create({ pipeline: { ...rest, pipelineType: 'V3', version: 0 } })));
    expect(message).toMatch(/^3 validation errors detected: /);
    expect(json(engine.handle(awsRequest('CodePipeline_20150709.ListPipelines', {}))).pipelines).toEqual([]);
  });
});

describe('the tags of a new pipeline', () => {
  const tagged = async (tags: object[]) => json((await emptyEngine()).handle(create({ pipeline: everyField(), tags })));

  it('2.1 may be 50, with keys of 128 and values of 0 to 256 characters', async () => {
    const tags = many(50, (i) => ({ key: `${i}`.padStart(128, 'k'), value: text(i === 0 ? 0 : 256) }));
    expect((await tagged(tags)).tags).toEqual(tags);
  });

  it.each([
    [{ key: '', value: 'x' }, atLeast(1)],
    [{ key: text(129), value: 'x' }, atMost(128)],
    [{ key: 'k', value: text(257) }, atMost(256)],
    [{ key: 'k' }, missing],
  ])('2.1 cannot be %j', async (tag, constraint) => {
    const { __type: name, message } = await tagged([tag]);
    expect([name, message]).toEqual(['ValidationException', expect.stringContaining(constraint)]);
  });

  it('2.1 cannot be 51', async () => {
    expect((await tagged(many(51, (i) => ({ key: `k${i}`, value: '' })))).__type).toBe('TooManyTagsException');
  });
});
