import { describe, expect, it } from 'vitest';
import { definitionDifference } from '../../src/domain/definition-difference.ts';
import type { ActionDeclaration, PipelineDeclaration } from '../../src/rules/pipeline-declaration.ts';

const source = (configuration: Record<string, string> = {}): ActionDeclaration => ({
  name: 'Checkout',
  actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
  configuration: { Owner: 'shop', Repo: 'front', OAuthToken: '****', ...configuration },
  outputArtifacts: [{ name: 'Source' }],
});

const deploy = (changes: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name: 'Deploy',
  actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { BucketName: 'site', Extract: 'true' },
  inputArtifacts: [{ name: 'Source' }],
  ...changes,
});

const pipeline = (changes: Partial<PipelineDeclaration> = {}): PipelineDeclaration => ({
  name: 'storefront',
  roleArn: 'arn:aws:iam::123456789012:role/pipeline',
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: [
    { name: 'Source', actions: [source()] },
    { name: 'Prod', actions: [deploy()] },
  ],
  ...changes,
});

const withProd = (action: ActionDeclaration) =>
  pipeline({
    stages: [
      { name: 'Source', actions: [source()] },
      { name: 'Prod', actions: [action] },
    ],
  });

describe('the difference of two definitions', () => {
  it('is nothing where AWS has only filled in what was left out (spec 2.1)', () => {
    const filled = {
      ...withProd({ ...deploy({ runOrder: 1 }), outputArtifacts: [] }),
      version: 7,
      pipelineType: 'V1' as const,
      executionMode: 'SUPERSEDED' as const,
    };
    expect(definitionDifference(pipeline({ version: 3 }), filled)).toEqual([]);
    expect(definitionDifference(filled, pipeline())).toEqual([]);
  });

  it('has nothing to say of a list that is empty and one that is not there, beside what is different', () => {
    const before = withProd(deploy({ outputArtifacts: [], configuration: { BucketName: 'site', Extract: 'true' } }));
    const after = withProd(deploy({ configuration: { BucketName: 'other', Extract: 'true' } }));
    expect(definitionDifference(before, after).map(({ path }) => path)).toEqual([
      'stage Prod, action Deploy, configuration BucketName',
    ]);
  });

  it('masks what builds and stacks are given as their secrets, and a token in a command', () => {
    const build = (value: string) =>
      deploy({
        actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
        configuration: { EnvironmentVariables: JSON.stringify([{ name: 'DB_PASSWORD', value }]) },
        environmentVariables: [{ name: 'API_TOKEN', value }],
        commands: [`curl -H AKIAABCDEFGHIJKL${value}`],
      });
    const changes = definitionDifference(withProd(build('1234')), withProd(build('5678')));
    expect(changes.length).toBeGreaterThan(2);
    expect(JSON.stringify(changes)).not.toMatch(/1234|5678/);
    const stack = (password: string, size: string) =>
      deploy({
        actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CloudFormation', version: '1' },
        configuration: { ParameterOverrides: JSON.stringify({ DbPassword: password, Size: size }) },
      });
    const parameters = JSON.stringify(
      definitionDifference(withProd(stack('1234', 'small')), withProd(stack('5678', 'large'))),
    );
    expect(parameters).toMatch(/DbPassword.*small.*large/);
    expect(parameters).not.toMatch(/1234|5678/);
  });

  it('names what changed in words, with both values', () => {
    const after = withProd(
      deploy({ configuration: { BucketName: 'www', Extract: 'true', ObjectKey: 'a' }, runOrder: 2 }),
    );
    expect(definitionDifference(pipeline(), after)).toEqual([
      { path: 'stage Prod, action Deploy, configuration BucketName', kind: 'changed', before: 'site', after: 'www' },
      { path: 'stage Prod, action Deploy, configuration ObjectKey', kind: 'added', after: 'a' },
      { path: 'stage Prod, action Deploy, runOrder', kind: 'changed', before: 1, after: 2 },
    ]);
  });

  it('tells a stage that came from those that stayed', () => {
    const gate = { name: 'Gate', actions: [] };
    const [first, last] = pipeline().stages as [never, never];
    const after = pipeline({ stages: [first, gate, last] });
    expect(definitionDifference(pipeline(), after)).toEqual([{ path: 'stage Gate', kind: 'added', after: gate }]);
    expect(definitionDifference(after, pipeline())).toEqual([{ path: 'stage Gate', kind: 'removed', before: gate }]);
  });

  it('tells that stages change places', () => {
    const [first, last] = pipeline().stages as [never, never];
    expect(definitionDifference(pipeline(), pipeline({ stages: [last, first] }))).toEqual([
      { path: 'order of stages', kind: 'changed', before: ['Source', 'Prod'], after: ['Prod', 'Source'] },
    ]);
  });

  it('knows triggers by the source action that they start', () => {
    const trigger = (includes: string[]) => ({
      providerType: 'CodeStarSourceConnection',
      gitConfiguration: { sourceActionName: 'Checkout', push: [{ branches: { includes } }] },
    });
    expect(
      definitionDifference(pipeline({ triggers: [trigger(['main'])] }), pipeline({ triggers: [trigger(['v*'])] })),
    ).toEqual([
      {
        path: 'trigger of Checkout, gitConfiguration, push',
        kind: 'changed',
        before: [{ branches: { includes: ['main'] } }],
        after: [{ branches: { includes: ['v*'] } }],
      },
    ]);
  });

  it('sees a new secret without showing it (spec 2.2)', () => {
    const stages = (token: string) => [
      { name: 'Source', actions: [source({ OAuthToken: token })] },
      { name: 'Prod', actions: [deploy()] },
    ];
    const changes = definitionDifference(pipeline(), pipeline({ stages: stages('ghp_secret') }));
    expect(changes).toEqual([
      {
        path: 'stage Source, action Checkout, configuration OAuthToken',
        kind: 'changed',
        before: '****',
        after: '****',
      },
    ]);
    expect(definitionDifference(pipeline(), pipeline({ stages: stages('****') }))).toEqual([]);
    const added = definitionDifference(pipeline({ stages: [] }), pipeline({ stages: stages('ghp_secret') }));
    expect(JSON.stringify(added)).not.toContain('ghp_secret');
  });
});
