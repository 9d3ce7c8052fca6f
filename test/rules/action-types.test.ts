import { describe, expect, it } from 'vitest';
import { ACTION_TYPES, type Range } from '../../src/rules/action-types.ts';
import type { ActionDeclaration, ActionTypeId, PipelineDeclaration } from '../../src/rules/pipeline-declaration.ts';
import { firstDefinitionProblem } from '../../src/rules/pipeline-definition.ts';
import { lambda, pipeline, source, stage, V2 } from '../engine/codepipeline/definitions.ts';

/** Table 2.3: provider, how many artifacts in and out, and the configuration that it must have. */
const TABLE: readonly (readonly [provider: string, inputs: Range, outputs: Range, required: readonly string[]])[] = [
  ['Source/S3', [0, 0], [1, 1], ['S3Bucket', 'S3ObjectKey']],
  ['Source/CodeCommit', [0, 0], [1, 1], ['RepositoryName', 'BranchName']],
  ['Source/ECR', [0, 0], [1, 1], ['RepositoryName']],
  ['Source/CodeStarSourceConnection', [0, 0], [1, 1], ['ConnectionArn', 'FullRepositoryId', 'BranchName']],
  ['Source/ThirdParty/GitHub', [0, 0], [1, 1], ['Owner', 'Repo', 'Branch', 'OAuthToken']],
  ['Build/CodeBuild', [1, 5], [0, 5], ['ProjectName']],
  ['Test/CodeBuild', [1, 5], [0, 5], ['ProjectName']],
  ['Compute/Commands', [0, 10], [0, 1], []],
  ['Build/Commands', [0, 10], [0, 1], []],
  ['Test/DeviceFarm', [1, 1], [0, 0], ['ProjectId', 'DevicePoolArn']],
  ['Approval/Manual', [0, 0], [0, 0], []],
  ['Deploy/CodeDeploy', [1, 1], [0, 0], ['ApplicationName', 'DeploymentGroupName']],
  [
    'Deploy/CodeDeployToECS',
    [1, 5],
    [0, 0],
    ['ApplicationName', 'DeploymentGroupName', 'TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact'],
  ],
  ['Deploy/S3', [1, 1], [0, 0], ['BucketName', 'Extract']],
  ['Deploy/CloudFormation', [0, 10], [0, 1], ['ActionMode', 'StackName']],
  ['Deploy/ECS', [1, 1], [0, 0], ['ClusterName', 'ServiceName']],
  ['Deploy/ElasticBeanstalk', [1, 1], [0, 0], ['ApplicationName', 'EnvironmentName']],
  ['Deploy/OpsWorks', [1, 1], [0, 0], []],
  ['Deploy/ServiceCatalog', [1, 1], [0, 0], []],
  ['Invoke/Lambda', [0, 5], [0, 5], ['FunctionName']],
  ['Invoke/StepFunctions', [0, 1], [0, 1], ['StateMachineArn']],
  ['Invoke/CodePipeline', [0, 0], [0, 0], ['PipelineName']],
];

function idOf(provider: string): ActionTypeId {
  const parts = provider.split('/');
  const [category, owner] = [parts[0], parts.length === 3 ? parts[1] : 'AWS'];
  return { category, owner, provider: parts.at(-1), version: '1' } as ActionTypeId;
}

const artifacts = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${prefix}${index}` }));

/** A pipeline with an action `One` of the provider that has so many artifacts and these keys. */
function using(provider: string, inputs: number, outputs: number, keys: readonly string[]): PipelineDeclaration {
  const actionTypeId = idOf(provider);
  const isCommands = actionTypeId.provider === 'Commands';
  const several = actionTypeId.provider === 'CodeBuild' && inputs > 1 ? ['PrimarySource'] : [];
  const one: ActionDeclaration = {
    name: 'One',
    actionTypeId,
    configuration: Object.fromEntries([...keys, ...several].map((key) => [key, 'x'])),
    inputArtifacts: artifacts('In', inputs),
    outputArtifacts: artifacts('Out', outputs),
    ...(isCommands && { commands: ['make'] }),
  };
  const sources = artifacts('In', Math.max(inputs, 1)).map((made) =>
    source(`Get${made.name}`, { outputArtifacts: [made] }),
  );
  const stages =
    actionTypeId.category === 'Source'
      ? [stage('Source', one), stage('Rest', lambda())]
      : [stage('Source', ...sources), stage('Rest', one)];
  return pipeline(stages, V2);
}

function problem(definition: PipelineDeclaration): string | undefined {
  const found = firstDefinitionProblem(definition, 'us-east-1');
  return found && `${found.exception}: ${found.message}`;
}

describe.each(TABLE)('%s', (provider, [leastIn, mostIn], [leastOut, mostOut], required) => {
  it('2.3 takes as few artifacts as it must and as many as it may', () => {
    expect(problem(using(provider, leastIn, leastOut, required))).toBeUndefined();
    expect(problem(using(provider, mostIn, mostOut, required))).toBeUndefined();
  });

  it('2.3 takes neither fewer nor more', () => {
    const refused = (inputs: number, outputs: number) => problem(using(provider, inputs, outputs, required));
    const counted = /^InvalidActionDeclarationException: Action 'One' has \d+ (input|output) artifact/;
    expect(refused(mostIn + 1, mostOut)).toMatch(counted);
    expect(refused(mostIn, mostOut + 1)).toMatch(counted);
    if (leastIn > 0) expect(refused(leastIn - 1, leastOut)).toMatch(counted);
    if (leastOut > 0) expect(refused(leastIn, leastOut - 1)).toMatch(counted);
  });

  it('2.3 must have its configuration', () => {
    for (const key of required) {
      const others = required.filter((other) => other !== key);
      expect(problem(using(provider, leastIn, leastOut, others))).toBe(
        `InvalidActionDeclarationException: Action configuration for action 'One' is missing required configuration '${key}'`,
      );
    }
  });
});

describe('the providers together', () => {
  it('2.3 those that the table does not have are the newer ones and the partners', () => {
    const inTable = new Set(TABLE.map(([provider]) => JSON.stringify(idOf(provider))));
    const others = ACTION_TYPES.filter(
      ({ category, owner, provider, version }) => !inTable.has(JSON.stringify({ category, owner, provider, version })),
    );
    expect(others.map(({ provider }) => provider)).toEqual([
      'ECRBuildAndPublish',
      'CloudFormationStackSet',
      'CloudFormationStackInstances',
      'AppConfig',
      'EKS',
      'EC2',
      'GhostInspector',
      'Nouvola',
      'Runscope',
      'Snyk',
    ]);
  });

  it('2.3 an object is named unless what is deployed is extracted', () => {
    const deployed = (configuration: Record<string, string>) => {
      const definition = using('Deploy/S3', 1, 0, []);
      const [first, second] = definition.stages;
      return problem({ ...definition, stages: [first!, stage('Rest', { ...second!.actions[0]!, configuration })] });
    };
    expect(deployed({ BucketName: 'b', Extract: 'true' })).toBeUndefined();
    expect(deployed({ BucketName: 'b', Extract: 'false', ObjectKey: 'k' })).toBeUndefined();
    expect(deployed({ BucketName: 'b', Extract: 'false' })).toMatch(/'ObjectKey'$/);
  });
});
