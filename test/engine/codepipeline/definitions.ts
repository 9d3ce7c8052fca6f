import type { CustomActionTypeRequest } from '../../../src/engine/codepipeline/action-types/custom-action-type.ts';
import type {
  ActionCategory,
  ActionDeclaration,
  ConditionResult,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
} from '../../../src/rules/pipeline-declaration.ts';

type Extra = Partial<ActionDeclaration>;

function action(category: ActionCategory, provider: string, name: string, extra: Extra): ActionDeclaration {
  return { name, actionTypeId: { category, owner: 'AWS', provider, version: '1' }, ...extra };
}

export function source(name = 'Checkout', extra: Extra = {}): ActionDeclaration {
  const configuration = { RepositoryName: 'web', BranchName: 'main' };
  return action('Source', 'CodeCommit', name, { configuration, outputArtifacts: [{ name: 'Src' }], ...extra });
}

export function connection(name = 'Checkout', extra: Extra = {}): ActionDeclaration {
  const configuration = {
    ConnectionArn:
      'arn:aws:codestar-connections:us-east-1:123456789012:connection/00000000-0000-0000-0000-000000000001',
    FullRepositoryId: 'acme/web',
    BranchName: 'main',
  };
  const outputArtifacts = [{ name: 'Src' }];
  return action('Source', 'CodeStarSourceConnection', name, { configuration, outputArtifacts, ...extra });
}

export function build(name = 'Compile', extra: Extra = {}): ActionDeclaration {
  const configuration = { ProjectName: 'web-build' };
  return action('Build', 'CodeBuild', name, { configuration, inputArtifacts: [{ name: 'Src' }], ...extra });
}

export function approval(name = 'Approve', extra: Extra = {}): ActionDeclaration {
  return action('Approval', 'Manual', name, extra);
}

export function deploy(name = 'Ship', extra: Extra = {}): ActionDeclaration {
  const configuration = { ApplicationName: 'web', EnvironmentName: 'prod' };
  return action('Deploy', 'ElasticBeanstalk', name, { configuration, inputArtifacts: [{ name: 'Src' }], ...extra });
}

export function lambda(name = 'Smoke', extra: Extra = {}): ActionDeclaration {
  return action('Invoke', 'Lambda', name, { configuration: { FunctionName: 'smoke' }, ...extra });
}

export function rule(
  name = 'Check',
  provider = 'LambdaInvoke',
  configuration: Readonly<Record<string, string>> | undefined = { FunctionName: 'check' },
): RuleDeclaration {
  return { name, ruleTypeId: { category: 'Rule', owner: 'AWS', provider, version: '1' }, configuration };
}

export function variableCheck(variable: string, operator: string, value: string, name = 'Check'): RuleDeclaration {
  return rule(name, 'VariableCheck', { Variable: variable, Operator: operator, Value: value });
}

/** A place of a stage with its one condition. */
export function condition(result: ConditionResult, ...rules: RuleDeclaration[]) {
  return { conditions: [{ result, rules: rules.length === 0 ? [rule()] : rules }] };
}

export const V2 = { pipelineType: 'V2' } as const;

export function stage(name: string, ...actions: ActionDeclaration[]): StageDeclaration {
  return { name, actions };
}

export function pipeline(stages: StageDeclaration[], extra: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return {
    name: 'web',
    roleArn: 'arn:aws:iam::123456789012:role/pipeline',
    artifactStore: { type: 'S3', location: 'artifacts-us-east-1' },
    stages,
    ...extra,
  };
}

/** Source → Build → Prod, one action each. */
export function threeStages(extra: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return pipeline([stage('Source', source()), stage('Build', build()), stage('Prod', deploy())], extra);
}

/** Source → Gate (a manual approval) → Prod. */
export function gated(approvalExtra: Extra = {}): PipelineDeclaration {
  return pipeline([
    stage('Source', source()),
    stage('Gate', approval('Approve', approvalExtra)),
    stage('Prod', deploy()),
  ]);
}

/** What CreateCustomActionType takes for a build by a worker of the account. */
export function customType(extra: object = {}): CustomActionTypeRequest {
  return {
    category: 'Build',
    provider: 'Jenkins',
    version: '1',
    settings: {
      entityUrlTemplate: 'https://jenkins.example.com/job/{Config:ProjectName}/',
      executionUrlTemplate: 'https://jenkins.example.com/job/{Config:ProjectName}/{ExternalExecutionId}/',
    },
    configurationProperties: [
      { name: 'ProjectName', required: true, key: true, secret: false, queryable: true },
      { name: 'Password', required: false, key: false, secret: true, queryable: false },
    ],
    inputArtifactDetails: { minimumCount: 0, maximumCount: 2 },
    outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
    ...extra,
  };
}

/** An action of {@link customType}. */
export function customAction(name = 'Compile', extra: Extra = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' },
    configuration: { ProjectName: 'web', Password: 'hunter2' },
    inputArtifacts: [{ name: 'Src' }],
    ...extra,
  };
}

export const CLIENT = { id: '6f1b1f4e-3d0a-4c7e-9a55-0f2c1c1f7b11', token: 'partner-token' };

/** An action that a partner runs. */
export function partnerAction(name = 'Check', extra: Extra = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: 'Test', owner: 'ThirdParty', provider: 'GhostInspector', version: '1' },
    configuration: { ClientId: CLIENT.id, ClientToken: CLIENT.token },
    ...extra,
  };
}
