import { describe, expect, it } from 'vitest';
import { checkEcsAppSpec, ecsAppSpec } from '../../../src/rules/appspec/ecs-appspec.ts';
import { checkLambdaAppSpec, lambdaAppSpec } from '../../../src/rules/appspec/lambda-appspec.ts';
import { documentOf, problemsIn } from './read.ts';

const LAMBDA = `version: 0.0
Resources:
  - web:
      Type: AWS::Lambda::Function
      Properties: { Name: web, Alias: live, CurrentVersion: 1, TargetVersion: "2" }
Hooks:
  - BeforeAllowTraffic: check
  - AfterAllowTraffic: arn:aws:lambda:us-east-1:123456789012:function:smoke
`;

const ECS = {
  version: 0,
  Resources: [
    {
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: { TaskDefinition: 'web:7', LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } },
      },
    },
  ],
  Hooks: [{ BeforeInstall: 'a' }, { AfterInstall: 'b' }, { AfterAllowTestTraffic: 'c' }, { AfterAllowTraffic: 'd' }],
};

describe('the AppSpec file of Lambda', () => {
  it('3.10 says what is shifted, and which functions are called', () => {
    expect(problemsIn(LAMBDA, checkLambdaAppSpec)).toEqual([]);
    expect(lambdaAppSpec(documentOf(LAMBDA))).toEqual({
      functionName: 'web',
      alias: 'live',
      currentVersion: '1',
      targetVersion: '2',
      hooks: new Map([
        ['BeforeAllowTraffic', 'check'],
        ['AfterAllowTraffic', 'arn:aws:lambda:us-east-1:123456789012:function:smoke'],
      ]),
    });
  });

  it('3.10 upper and lower case make no difference in keys', () => {
    const text = LAMBDA.replace('Resources', 'resources').replace('Type', 'type').replace('Alias', 'alias');
    const lower = text.replace('Hooks', 'hooks').replace('BeforeAllowTraffic', 'beforeAllowTraffic');
    expect(problemsIn(lower, checkLambdaAppSpec)).toEqual([]);
    expect(lambdaAppSpec(documentOf(lower))).toEqual(lambdaAppSpec(documentOf(LAMBDA)));
  });

  it.each([
    ['', [[]]],
    [LAMBDA.replace('version: 0.0', 'version: 2'), [['version']]],
    [LAMBDA.replace('AWS::Lambda::Function', 'AWS::ECS::Service'), [['Resources', 0, 'web', 'Type']]],
    [LAMBDA.replace('Alias: live, ', ''), [['Resources', 0, 'web', 'Properties', 'Alias']]],
    ['version: 0.0', [['Resources']]],
    ['version: 0.0\nResources: [{ a: {} }, { b: {} }]', [['Resources']]],
    [LAMBDA.replace('BeforeAllowTraffic', 'BeforeInstall'), [['Hooks', 0, 'BeforeInstall']]],
    [LAMBDA.replace(': check', ': ""'), [['Hooks', 0, 'BeforeAllowTraffic']]],
    [LAMBDA.replace(/Hooks:[\s\S]*/, 'Hooks: check'), [['Hooks']]],
  ])('3.10 what is wrong is found where it stands (%#)', (text, paths) => {
    expect(problemsIn(text, checkLambdaAppSpec).map(({ path }) => path)).toEqual(paths);
  });
});

describe('the AppSpec file of ECS', () => {
  it('3.11 says which tasks come, and which functions are called', () => {
    const text = JSON.stringify(ECS);
    expect(problemsIn(text, checkEcsAppSpec)).toEqual([]);
    expect(ecsAppSpec(documentOf(text))).toEqual({
      taskDefinition: 'web:7',
      hooks: new Map([
        ['BeforeInstall', 'a'],
        ['AfterInstall', 'b'],
        ['AfterAllowTestTraffic', 'c'],
        ['AfterAllowTraffic', 'd'],
      ]),
    });
  });

  it('3.11 needs a task definition and the container that takes the traffic', () => {
    const resource = { Type: 'AWS::ECS::Service', Properties: { LoadBalancerInfo: { ContainerPort: 80 } } };
    const text = JSON.stringify({ ...ECS, Resources: [{ TargetService: resource }] });
    expect(problemsIn(text, checkEcsAppSpec).map(({ path }) => path.slice(4).join('.'))).toEqual([
      'TaskDefinition',
      'LoadBalancerInfo.ContainerName',
    ]);
  });
});
