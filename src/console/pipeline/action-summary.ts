import type { ActionDeclaration } from '../../domain/pipeline.ts';

/** The values of an action's configuration that tell an operator what it works on, in the order to be read. */
const TELLING_KEYS: Readonly<Record<string, readonly string[]>> = {
  CodeCommit: ['RepositoryName', 'BranchName'],
  CodeStarSourceConnection: ['FullRepositoryId', 'BranchName'],
  GitHub: ['Owner', 'Repo', 'Branch'],
  ECR: ['RepositoryName', 'ImageTag'],
  S3: ['S3Bucket', 'S3ObjectKey', 'BucketName', 'ObjectKey'],
  CodeBuild: ['ProjectName'],
  Jenkins: ['ProjectName'],
  CodeDeploy: ['ApplicationName', 'DeploymentGroupName'],
  CodeDeployToECS: ['ApplicationName', 'DeploymentGroupName'],
  ElasticBeanstalk: ['ApplicationName', 'EnvironmentName'],
  CloudFormation: ['StackName', 'ActionMode'],
  ECS: ['ClusterName', 'ServiceName'],
  Lambda: ['FunctionName'],
  StepFunctions: ['StateMachineArn'],
  Manual: [],
};

const PROVIDER_WORDS: Readonly<Record<string, string>> = { CodeStarSourceConnection: 'Connection' };

/** `CodeBuild storefront-build`: by whom an action is done, and on what. */
export function actionSummary(declaration: ActionDeclaration | undefined): string {
  if (!declaration) return '';
  const { provider, configuration } = declaration;
  const keys = TELLING_KEYS[provider] ?? Object.keys(configuration).slice(0, 2);
  const values = keys.flatMap((key) => configuration[key] ?? []);
  return [PROVIDER_WORDS[provider] ?? provider, ...values].join(' ');
}
