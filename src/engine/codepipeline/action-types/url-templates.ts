import type { ActionType, ActionTypeSettings } from '../../../rules/action-types.ts';
import { commitUrl, connectionUrl, consoleHost, objectUrl, type Place } from '../views/pages.ts';

const PLACE: Place = { account: '{Account}', region: '{Region}' };
const CONSOLE = consoleHost(PLACE.region);
const REGION = `region=${PLACE.region}`;
const CODECOMMIT = `${CONSOLE}/codesuite/codecommit/repositories/{Config:RepositoryName}`;
const ECR = `${CONSOLE}/ecr/repositories/private/${PLACE.account}/{Config:RepositoryName}`;
const CODEBUILD = `${CONSOLE}/codesuite/codebuild/${PLACE.account}/projects/{Config:ProjectName}`;
const CODEDEPLOY = `${CONSOLE}/codesuite/codedeploy`;
const CODEPIPELINE = `${CONSOLE}/codesuite/codepipeline/pipelines/{Config:PipelineName}`;

const CODEBUILD_URLS: ActionTypeSettings = {
  entityUrlTemplate: `${CODEBUILD}/view?${REGION}`,
  executionUrlTemplate: `${CODEBUILD}/build/{ExternalExecutionId}/view/new?${REGION}`,
};
const CODEDEPLOY_URLS: ActionTypeSettings = {
  entityUrlTemplate: `${CODEDEPLOY}/applications/{Config:ApplicationName}/deployment-groups/{Config:DeploymentGroupName}?${REGION}`,
  executionUrlTemplate: `${CODEDEPLOY}/deployments/{ExternalExecutionId}?${REGION}`,
};

/** The pages of the types that come with the service [R]; `{Account}` and `{Region}` stand for those of the pipeline. */
const BUILT_IN: Readonly<Record<string, ActionTypeSettings>> = {
  'Source/S3': {
    entityUrlTemplate: bucketUrl('{Config:S3Bucket}'),
    revisionUrlTemplate: objectUrl(PLACE.region, '{Config:S3Bucket}', '{Config:S3ObjectKey}', '{RevisionId}'),
  },
  'Source/CodeCommit': {
    entityUrlTemplate: `${CODECOMMIT}/browse/refs/heads/{Config:BranchName}/--/?${REGION}`,
    revisionUrlTemplate: `${CODECOMMIT}/commit/{RevisionId}?${REGION}`,
  },
  'Source/ECR': {
    entityUrlTemplate: `${ECR}?${REGION}`,
    revisionUrlTemplate: `${ECR}/_/image/{RevisionId}/details?${REGION}`,
  },
  'Source/CodeStarSourceConnection': {
    entityUrlTemplate: repositoryUrl('BRANCH', { Branch: '{Config:BranchName}' }),
    revisionUrlTemplate: repositoryUrl('COMMIT', { Commit: '{RevisionId}' }),
  },
  'Source/GitHub': {
    entityUrlTemplate: 'https://github.com/{Config:Owner}/{Config:Repo}/tree/{Config:Branch}',
    revisionUrlTemplate: commitUrl('{Config:Owner}', '{Config:Repo}', '{RevisionId}'),
  },
  'Build/CodeBuild': CODEBUILD_URLS,
  'Test/CodeBuild': CODEBUILD_URLS,
  'Deploy/S3': { entityUrlTemplate: bucketUrl('{Config:BucketName}') },
  'Deploy/CodeDeploy': CODEDEPLOY_URLS,
  'Deploy/CodeDeployToECS': { executionUrlTemplate: CODEDEPLOY_URLS.executionUrlTemplate },
  'Deploy/CloudFormation': { entityUrlTemplate: `${CONSOLE}/cloudformation/home?${REGION}#/stacks` },
  'Deploy/ECS': {
    entityUrlTemplate: `${CONSOLE}/ecs/v2/clusters/{Config:ClusterName}/services/{Config:ServiceName}?${REGION}`,
  },
  'Deploy/ElasticBeanstalk': {
    entityUrlTemplate: `${CONSOLE}/elasticbeanstalk/home?${REGION}#/application/overview?applicationName={Config:ApplicationName}`,
  },
  'Invoke/Lambda': { entityUrlTemplate: `${CONSOLE}/lambda/home?${REGION}#/functions/{Config:FunctionName}` },
  'Invoke/StepFunctions': {
    entityUrlTemplate: `${CONSOLE}/states/home?${REGION}#/statemachines/view/{Config:StateMachineArn}`,
    executionUrlTemplate: `${CONSOLE}/states/home?${REGION}#/executions/details/{ExternalExecutionId}`,
  },
  'Invoke/CodePipeline': {
    entityUrlTemplate: `${CODEPIPELINE}/view?${REGION}`,
    executionUrlTemplate: `${CODEPIPELINE}/executions/{ExternalExecutionId}/timeline?${REGION}`,
  },
};

/** The parts in the order in which the service writes them (recorded). */
function repositoryUrl(referenceType: string, reference: Readonly<Record<string, string>>): string {
  const connectionArn = '{Config:ConnectionArn}';
  const FullRepositoryId = '{Config:FullRepositoryId}';
  return connectionUrl(PLACE.region, { connectionArn, referenceType, FullRepositoryId, ...reference });
}

function bucketUrl(bucket: string): string {
  return `https://s3.console.aws.amazon.com/s3/buckets/${bucket}?${REGION}`;
}

/** The pages of an action type: those it was made with, or the service's own. */
export function settingsOf(type: ActionType): ActionTypeSettings | undefined {
  if (type.settings || type.owner === 'Custom') return type.settings;
  return BUILT_IN[`${type.category}/${type.provider}`];
}

/** The same as ListActionTypes shows it: the account and the region are those of who asks. */
export function shownSettings(type: ActionType, place: Place): ActionTypeSettings | undefined {
  const settings = settingsOf(type);
  if (!settings || settings === type.settings) return settings;
  const shown = Object.entries(settings).map(([name, template]: [string, string]) => [
    name,
    template.replaceAll(PLACE.account, place.account).replaceAll(PLACE.region, place.region),
  ]);
  return Object.fromEntries(shown);
}

/** A template with its placeholders filled; undefined when one of them has no value, since the page would not exist. */
export function fillTemplate(
  template: string,
  valueFor: (placeholder: string) => string | undefined,
): string | undefined {
  let url = '';
  let end = 0;
  for (let open = template.indexOf('{'); open >= 0; open = template.indexOf('{', end)) {
    const close = template.indexOf('}', open);
    const value = valueFor(template.slice(open + 1, close));
    if (close < 0 || value === undefined) return undefined;
    url += template.slice(end, open) + value;
    end = close + 1;
  }
  return url + template.slice(end);
}
