import { describe, expect, it } from 'vitest';
import { TEMPLATE, told, validated } from './validated.ts';

const changed = (from: string, to: string) => {
  expect(TEMPLATE).toContain(from);
  return told(TEMPLATE.replace(from, to), 'template.yaml');
};

describe('a template', () => {
  it('without a fault has no findings, whatever is known only when the stack is made', () => {
    expect(told(TEMPLATE, 'template.yaml')).toEqual([]);
    expect(told(TEMPLATE, 'template.yaml', 'eu-west-1')).toEqual([]);
    expect(validated(TEMPLATE, 'x').kind).toBe('template');
  });

  it.each([
    ['Name: !Sub', 'Name: !Ref', 'a name'],
    ['PipelineType: V2', 'PipelineType: !If [New, V2, V1]', 'a type'],
    ['Name: Deploy', 'Name: !Ref StageName', 'a stage name'],
    [
      'Category: Deploy, Owner: AWS, Provider: CodeDeploy',
      'Category: !Ref C, Owner: AWS, Provider: !Ref P',
      'a type of action',
    ],
    ['- Region: eu-west-1', '- Region: !Ref AWS::Region', 'the region of a store'],
    ["RunOrder: '1'", 'RunOrder: !Ref Order', 'an order'],
    [
      '            - Name: Web\n',
      '            - !If [Live, { Name: x }, !Ref AWS::NoValue]\n            - Name: Web\n',
      'an action',
    ],
    [
      'Configuration: { ApplicationName: !Ref App, DeploymentGroupName: live }',
      "Configuration: { 'Fn::If': [A, {}, {}] }",
      'a configuration',
    ],
    [
      'Configuration: { ApplicationName: !Ref App,',
      'Namespace: !Ref N\n              Configuration: { ApplicationName: "#{Other.x}",',
      'a namespace',
    ],
    ['Name: !Ref SourceName', 'Name: !Join [P, source]', 'the name of an artifact'],
    [
      '      Stages:',
      '      DisableInboundStageTransitions: [{ StageName: !Ref S, Reason: !Ref R }]\n      Stages:',
      'a closed transition',
    ],
  ])('%s → %s: %s that is not known is no error', (from, to) => {
    expect(changed(from, to).filter((line) => line.includes(' error '))).toEqual([]);
  });

  it.each([
    [
      'DeploymentGroupName: live',
      'DeploymentGrupName: live',
      "31:79 error InvalidActionDeclarationException: Action configuration for action 'Web' contains unknown configuration 'DeploymentGrupName': CodeDeploy takes ApplicationName, DeploymentGroupName",
    ],
    [
      'Name: Deploy\n',
      'name: Deploy\n',
      '26:11 error unknown-field: Stages[1] has an unknown field "name": Name is meant',
    ],
    [
      'Version: 1 }',
      'Version: 2 }',
      "18:15 error InvalidActionDeclarationException: ActionType (Category: 'Source', Provider: 'CodeStarSourceConnection', Owner: 'AWS', Version: '2') in action 'Checkout' is not available",
    ],
    [
      'Name: Deploy\n',
      'Name: Source\n',
      "26:17 error InvalidStageDeclarationException: Stage name 'Source' is used more than once",
    ],
    [
      "RunOrder: '1'",
      'RunOrder: first',
      '29:25 error SerializationException: RunOrder must be a whole number, not a text',
    ],
    [
      '      Stages:',
      '      DisableInboundStageTransitions: [{ StageName: Prod, Reason: "no: never" }]\n      Stages:',
      "14:53 error closed-transition: a transition is closed into the stage 'Prod', which the pipeline does not have",
    ],
  ])('%s → %s is an error in the words of the template', (from, to, expected) => {
    expect(changed(from, to)).toContain(expected);
  });

  it('is checked in every pipeline, each by its name', () => {
    const resource = (name: string) => ({
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: { Name: name, Stages: [] },
    });
    const json = JSON.stringify({
      Resources: { One: resource('first'), Two: { ...resource('x'), Properties: undefined } },
    });
    const { findings } = validated(json, 'cdk.out');
    expect(new Set(findings.map(({ pipeline }) => pipeline))).toEqual(new Set(['first', 'Two']));
    expect(findings.map(({ message }) => message)).toContain('the pipeline Two has no Properties');
  });

  it('without a pipeline is worth a warning', () => {
    expect(told('Resources:\n  B: { Type: AWS::S3::Bucket }', 'x.yaml')).toEqual([
      '2:3 warning no-pipeline: the template has no resource of the type AWS::CodePipeline::Pipeline: there is nothing to check',
    ]);
  });

  it('secrets that are resolved when the stack is made are none in plain text', () => {
    const to = (token: string) =>
      `Owner: ThirdParty, Provider: GitHub, Version: 1 }\n              Configuration: { Owner: a, Repo: b, Branch: c, PollForSourceChanges: false, OAuthToken: ${token} }\n              X: {`;
    const withToken = (token: string) =>
      changed(
        'Owner: AWS, Provider: CodeStarSourceConnection, Version: 1 }\n              Configuration:',
        `${to(token)} }\n              Y:`,
      ).filter((line) => line.includes('plain-secret'));
    expect(withToken("'{{resolve:secretsmanager:github}}'")).toEqual([]);
    expect(withToken('abc')).toHaveLength(1);
  });
});
