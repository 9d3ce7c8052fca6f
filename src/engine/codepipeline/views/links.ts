import type { ActionLayout } from '../definitions/layout.ts';
import type { SourceRevision } from '../executions/execution.ts';

export interface Place {
  readonly account: string;
  readonly region: string;
}

export function consoleHost(region: string): string {
  return `https://${region}.console.aws.amazon.com`;
}

type Configuration = Readonly<Record<string, string>>;

/** What an action works on, as a page for a person; by provider, absent where there is no such page [R]. */
const ENTITY_URLS: Readonly<Record<string, (configuration: Configuration, place: Place) => string>> = {
  CodeCommit: ({ RepositoryName, BranchName }, { region }) =>
    `${consoleHost(region)}/codesuite/codecommit/repositories/${RepositoryName}/browse/refs/heads/${BranchName}/--/?region=${region}`,
  CodeStarSourceConnection: ({ ConnectionArn, FullRepositoryId, BranchName }, { region }) =>
    connectionUrl(region, ConnectionArn ?? '', { FullRepositoryId, referenceType: 'BRANCH', Branch: BranchName }),
  GitHub: ({ Owner, Repo, Branch }) => `https://github.com/${Owner}/${Repo}/tree/${Branch}`,
  ECR: ({ RepositoryName }, { account, region }) =>
    `${consoleHost(region)}/ecr/repositories/private/${account}/${RepositoryName}?region=${region}`,
  CodeBuild: ({ ProjectName }, { account, region }) =>
    `${consoleHost(region)}/codesuite/codebuild/${account}/projects/${ProjectName}/view?region=${region}`,
  CodeDeploy: ({ ApplicationName, DeploymentGroupName }, { region }) =>
    `${consoleHost(region)}/codesuite/codedeploy/applications/${ApplicationName}/deployment-groups/${DeploymentGroupName}?region=${region}`,
  ElasticBeanstalk: ({ ApplicationName }, { region }) =>
    `${consoleHost(region)}/elasticbeanstalk/home?region=${region}#/application/overview?applicationName=${ApplicationName}`,
  Lambda: ({ FunctionName }, { region }) =>
    `${consoleHost(region)}/lambda/home?region=${region}#/functions/${FunctionName}`,
  ECS: ({ ClusterName, ServiceName }, { region }) =>
    `${consoleHost(region)}/ecs/v2/clusters/${ClusterName}/services/${ServiceName}?region=${region}`,
  CloudFormation: (_, { region }) => `${consoleHost(region)}/cloudformation/home?region=${region}#/stacks`,
};

export function entityUrl(action: ActionLayout, place: Place): string | undefined {
  const { provider, category } = action.type;
  if (provider === 'S3') return bucketUrl(action.configuration, category === 'Source', place.region);
  return ENTITY_URLS[provider]?.(action.configuration, place);
}

function bucketUrl(configuration: Configuration, isSource: boolean, region: string): string {
  const bucket = isSource ? configuration.S3Bucket : configuration.BucketName;
  return `https://s3.console.aws.amazon.com/s3/buckets/${bucket}?region=${region}`;
}

/** A revision's page, by source provider [R]. */
const REVISION_URLS: Readonly<Record<string, (id: string, configuration: Configuration, place: Place) => string>> = {
  CodeCommit: (id, { RepositoryName }, { region }) =>
    `${consoleHost(region)}/codesuite/codecommit/repositories/${RepositoryName}/commit/${id}?region=${region}`,
  CodeStarSourceConnection: (id, { ConnectionArn, FullRepositoryId }, { region }) =>
    connectionUrl(region, ConnectionArn ?? '', { FullRepositoryId, referenceType: 'COMMIT', Commit: id }),
  GitHub: (id, { Owner, Repo }) => commitUrl(Owner, Repo, id),
  S3: (id, { S3Bucket, S3ObjectKey }, { region }) => objectUrl(region, S3Bucket, S3ObjectKey, id),
  ECR: (id, { RepositoryName }, { account, region }) =>
    `${consoleHost(region)}/ecr/repositories/private/${account}/${RepositoryName}/_/image/${id}/details?region=${region}`,
};

/** The page that was given with the revision, or the provider's own; made when asked for, not kept. */
export function revisionUrl(action: ActionLayout, revision: SourceRevision, place: Place): string | undefined {
  return revision.url ?? REVISION_URLS[action.type.provider]?.(revision.id, action.configuration, place);
}

export function commitUrl(owner: string | undefined, repository: string | undefined, id: string): string {
  return `https://github.com/${owner}/${repository}/commit/${id}`;
}

export function objectUrl(region: string, bucket: string | undefined, key: string | undefined, id: string): string {
  return `https://s3.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${key}&versionId=${id}`;
}

/** Connection pages lead through a redirect of the connection service [R]. */
function connectionUrl(
  region: string,
  connectionArn: string,
  parts: Readonly<Record<string, string | undefined>>,
): string {
  const query = Object.entries({ connectionArn, ...parts })
    .map(([key, value]) => `${key}=${value ?? ''}`)
    .join('&');
  return `${consoleHost(region)}/codesuite/settings/connections/redirect?${query}`;
}
