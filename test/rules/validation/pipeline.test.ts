import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { definition, deploy, source, told, validated } from './validated.ts';

const inJson = (value: unknown) => told(JSON.stringify(value, null, 1), 'pipeline.json');
const rules = (value: unknown) =>
  validated(JSON.stringify(value), 'pipeline.json').findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe('a definition without a fault', () => {
  it('has no findings: bare, as get-pipeline prints it, in JSON and in YAML', () => {
    expect(inJson(definition())).toEqual([]);
    expect(inJson({ pipeline: definition({ version: 3 }), metadata: { created: 1 } })).toEqual([]);
    expect(told(stringify(definition()), 'pipeline.yaml')).toEqual([]);
  });

  it.each(['plain', 'cdk-wide', 'v2-conditions-lambda'])('%s, as AWS printed it, has no error', (name) => {
    const text = readFileSync(`fixtures/pipelines/${name}.json`, 'utf8');
    expect(validated(text, name).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('2.1 what the model does not allow', () => {
  it('a wrong type says how to write it', () => {
    const type = { category: 'Deploy', owner: 'AWS', provider: 'CodeDeploy', version: 1 };
    const text = stringify(
      definition({
        stages: [
          { name: 'Source', actions: [source()] },
          { name: 'Deploy', actions: [deploy({ actionTypeId: type })] },
        ],
      }),
    );
    expect(told(text, 'p.yaml')).toEqual([
      '29:20 error SerializationException: version must be a text: write "1" in quotes',
    ]);
  });

  it('what is missing is told where it should be, and what else is wrong as well', () => {
    const { roleArn: _, ...rest } = definition({ name: 'we b', executionMode: 'QUEUE' });
    expect(inJson(rest)).toEqual([
      '1:1 error ValidationException: the pipeline has no roleArn',
      "2:10 error ValidationException: name 'we b' must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+",
      "57:19 error ValidationException: executionMode 'QUEUE' must satisfy enum value set: [QUEUED, SUPERSEDED, PARALLEL]",
    ]);
  });

  it('a field that there is not is an error that names the one that is meant', () => {
    const stages = [
      { name: 'Source', actions: [source({ runorder: 1 })] },
      { name: 'Deploy', actions: [deploy()] },
    ];
    expect(inJson(definition({ stages }))).toEqual([
      '31:6 error unknown-field: actions[0] has an unknown field "runorder": runOrder is meant',
    ]);
  });

  it('values of a configuration are never shown', () => {
    const configuration = { ApplicationName: 'x'.repeat(1001), DeploymentGroupName: 'live' };
    const stages = [
      { name: 'Source', actions: [source()] },
      { name: 'Deploy', actions: [deploy({ configuration })] },
    ];
    expect(inJson(definition({ stages }))).toEqual([
      expect.stringMatching(
        / error ValidationException: configuration ApplicationName must have length less than or equal to 1000$/,
      ),
    ]);
  });

  it('members that are null are as good as absent', () => {
    expect(
      inJson(
        definition({
          triggers: null,
          stages: [
            { name: 'Source', actions: [source({ region: null })] },
            { name: 'Deploy', actions: [deploy()] },
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('2.2 what AWS would answer is told at its place, with the part that it belongs to', () => {
  it('an action', () => {
    const configuration = { ApplicationName: 'web', DeploymentGrupName: 'live' };
    const stages = [
      { name: 'Source', actions: [source()] },
      { name: 'Deploy', actions: [deploy({ configuration })] },
    ];
    const text = JSON.stringify(definition({ stages }), null, 1);
    const part = {
      pipeline: 'web',
      stage: 'Deploy',
      action: 'Web',
      severity: 'error',
      rule: 'InvalidActionDeclarationException',
    };
    expect(validated(text, 'p.json').findings).toEqual([
      {
        ...part,
        line: 45,
        column: 6,
        message: "Action configuration for action 'Web' is missing required configuration 'DeploymentGroupName'",
      },
      {
        ...part,
        line: 47,
        column: 29,
        message:
          "Action configuration for action 'Web' contains unknown configuration 'DeploymentGrupName': CodeDeploy takes ApplicationName, DeploymentGroupName",
      },
    ]);
  });

  it('the whole pipeline', () => {
    expect(
      inJson(definition({ stages: [{ name: 'Source', actions: [source()] }] })).map((line) => line.split(': ')[1]),
    ).toEqual([
      'Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
      'Pipeline should contain at least 1 action whose category is not Source',
      "no action reads the artifact 'Source'",
    ]);
  });

  it('what only V2 has says what to do', () => {
    expect(inJson(definition({ pipelineType: 'V1', executionMode: 'QUEUED' }))).toEqual([
      expect.stringContaining('QUEUED or PARALLEL mode can only be used with V2 pipelines: set pipelineType to V2'),
    ]);
  });

  it('the region is not made up where nobody names it', () => {
    const wrong = deploy({ actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'Nothing', version: '1' } });
    const text = JSON.stringify(
      definition({
        stages: [
          { name: 'Source', actions: [source()] },
          { name: 'Deploy', actions: [wrong] },
        ],
      }),
    );
    expect(told(text, 'p.json')[0]).toMatch(/in action 'Web' is not available$/);
    expect(told(text, 'p.json', 'eu-west-1')[0]).toMatch(/in action 'Web' is not available in region 'EU_WEST_1'$/);
  });

  it('custom actions are taken as they are: nobody can tell offline', () => {
    const custom = deploy({ actionTypeId: { category: 'Deploy', owner: 'Custom', provider: 'Ours', version: '1' } });
    expect(
      inJson(
        definition({
          stages: [
            { name: 'Source', actions: [source()] },
            { name: 'Deploy', actions: [custom] },
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('2.2 the region', () => {
  const stores = { 'eu-west-1': { type: 'S3', location: 'one' }, 'us-east-1': { type: 'S3', location: 'two' } };
  const { artifactStore: _, ...rest } = definition({ artifactStores: stores });

  it('is the one that fits when nobody names it', () => {
    expect(inJson(rest)).toEqual([]);
  });

  it('is the one that is named, or that the metadata tell', () => {
    const missing = "The following region is missing in 'pipeline.artifactStores': eu-north-1.";
    const wrapped = { pipeline: rest, metadata: { pipelineArn: 'arn:aws:codepipeline:eu-north-1:123456789012:web' } };
    expect(told(JSON.stringify(rest), 'p.json', 'eu-north-1')[0]).toContain(missing);
    expect(told(JSON.stringify(wrapped), 'p.json')[0]).toContain(missing);
    expect(told(JSON.stringify(wrapped), 'p.json', 'eu-west-1')).toEqual([]);
  });
});

describe('what AWS takes and what hurts later is a warning', () => {
  const withActions = (first: object, second: object, change = {}) =>
    definition({
      stages: [
        { name: 'Source', actions: [first] },
        { name: 'Deploy', actions: [second] },
      ],
      ...change,
    });
  const build = (configuration: object) =>
    deploy({
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: { ProjectName: 'web', ...configuration },
    });
  const variables = (...list: object[]) => ({ EnvironmentVariables: JSON.stringify(list) });

  it.each([
    ['a password for a build', build(variables({ name: 'DB_PASSWORD', value: 'hunter2' })), ['warning plain-secret']],
    [
      'one that comes from elsewhere',
      build(variables({ name: 'DB_PASSWORD', value: '/db', type: 'PARAMETER_STORE' })),
      [],
    ],
    [
      'where a secret is kept',
      build(variables({ name: 'SECRET_ARN', value: 'arn:aws:x' }, { name: 'TOKEN', value: '#{variables.x}' })),
      ['warning undeclared-variable'],
    ],
    [
      'an access key by its form',
      build(variables({ name: 'KEY', value: 'AKIAABCDEFGHIJKLMNOP' })),
      ['warning plain-secret'],
    ],
    [
      'a password for a stack',
      deploy({
        actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CloudFormation', version: '1' },
        configuration: {
          ActionMode: 'CREATE_UPDATE',
          StackName: 'db',
          ParameterOverrides: '{"DbPassword":"hunter2","Size":"2"}',
        },
      }),
      ['warning plain-secret'],
    ],
    ['no list of variables', build({ EnvironmentVariables: 'A=1' }), ['warning build-environment']],
    [
      'a variable that nobody declares',
      deploy({ configuration: { ApplicationName: '#{variables.app}', DeploymentGroupName: 'x' } }),
      ['warning undeclared-variable'],
    ],
    ['an artifact that nobody reads', build({}), []],
  ])('%s', (_, action, expected) => {
    expect(rules(withActions(source(), action))).toEqual(expected);
  });

  it('2.2 tokens in plain text, and masks that stand for stored ones', () => {
    const gitHub = (token: string) =>
      source({
        actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
        configuration: { Owner: 'a', Repo: 'b', Branch: 'main', PollForSourceChanges: 'false', OAuthToken: token },
      });
    expect(rules(withActions(gitHub('abc'), deploy()))).toEqual(['warning plain-secret']);
    expect(rules(withActions(gitHub('****'), deploy()))).toEqual(['warning masked-secret']);
  });

  it('2.11 a source that polls because nobody says otherwise, and in PARALLEL takes what is newest', () => {
    const s3 = (change = {}) =>
      source({
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
        configuration: { S3Bucket: 'b', S3ObjectKey: 'k', ...change },
      });
    expect(rules(withActions(s3(), deploy()))).toEqual(['warning polls-by-default']);
    expect(rules(withActions(s3({ PollForSourceChanges: 'false' }), deploy(), { executionMode: 'PARALLEL' }))).toEqual([
      'warning parallel-takes-head',
    ]);
  });

  it('an artifact and a variable that nobody uses', () => {
    const made = build({});
    expect(
      rules(
        withActions(source(), { ...made, outputArtifacts: [{ name: 'Built' }] }, { variables: [{ name: 'LEVEL' }] }),
      ).sort(),
    ).toEqual(['warning unread-artifact', 'warning unused-variable']);
  });
});

it('a file with very many faults is told in its first ones, in time', () => {
  const stages = Array.from({ length: 20_000 }, () => ({ actions: [{}] }));
  const { findings } = validated(JSON.stringify(definition({ stages })), 'p.json');
  expect(findings.length).toBeLessThanOrEqual(201);
});
