import type { ActionCategory, ActionOwner, ActionTypeId } from './pipeline-declaration.ts';

type Range = readonly [least: number, most: number];

export type SourceRevisionType = 'COMMIT_ID' | 'IMAGE_DIGEST' | 'S3_OBJECT_VERSION_ID' | 'S3_OBJECT_KEY';

/** What CodePipeline knows of a provider: artifact counts, configuration, limits (spec 2.3). */
export interface ActionType {
  readonly category: ActionCategory;
  readonly owner: ActionOwner;
  readonly provider: string;
  readonly inputs: Range;
  readonly outputs: Range;
  readonly required: readonly string[];
  /** Keys taken beside the required ones; absent where the full list is not known, then every key is taken. */
  readonly optional?: readonly string[];
  /** Keys whose values AWS never gives back. */
  readonly secret?: readonly string[];
  readonly timeoutMinutes: number;
  readonly v2Only?: boolean;
  /** Revision types that StartPipelineExecution may override. */
  readonly revisionTypes?: readonly SourceRevisionType[];
  /** How the provider notices a change when nothing says otherwise. */
  readonly detection?: 'poll' | 'event' | 'connection' | 'webhook';
}

const HOUR = 60;
const DAY = 24 * HOUR;

type Facts = Omit<ActionType, 'category' | 'owner' | 'provider' | 'timeoutMinutes'> & {
  readonly timeoutMinutes?: number;
};

/** Every provider without a limit of its own has one hour (spec 2.3). */
function aws(category: ActionCategory, provider: string, facts: Facts): ActionType {
  return { category, owner: 'AWS', provider, timeoutMinutes: HOUR, ...facts };
}

const NONE: Range = [0, 0];
const ONE: Range = [1, 1];

const CODEBUILD: Facts = {
  inputs: [1, 5],
  outputs: [0, 5],
  required: ['ProjectName'],
  optional: ['PrimarySource', 'EnvironmentVariables', 'BatchEnabled', 'CombineArtifacts', 'BuildspecOverride'],
  timeoutMinutes: 8 * HOUR,
};

// [R]: artifact counts of Commands.
const COMMANDS: Facts = { inputs: [0, 10], outputs: [0, 1], required: [], optional: [], v2Only: true };

/** Table 2.3; rows and counts that the spec does not confirm carry [R]. */
export const ACTION_TYPES: readonly ActionType[] = [
  aws('Source', 'S3', {
    inputs: NONE,
    outputs: ONE,
    required: ['S3Bucket', 'S3ObjectKey'],
    optional: ['PollForSourceChanges', 'AllowOverrideForS3ObjectKey'],
    revisionTypes: ['S3_OBJECT_VERSION_ID', 'S3_OBJECT_KEY'],
    detection: 'poll',
  }),
  aws('Source', 'CodeCommit', {
    inputs: NONE,
    outputs: ONE,
    required: ['RepositoryName', 'BranchName'],
    optional: ['PollForSourceChanges', 'OutputArtifactFormat'],
    revisionTypes: ['COMMIT_ID'],
    detection: 'poll',
  }),
  aws('Source', 'ECR', {
    inputs: NONE,
    outputs: ONE,
    required: ['RepositoryName'],
    optional: ['ImageTag'],
    revisionTypes: ['IMAGE_DIGEST'],
    detection: 'event',
  }),
  aws('Source', 'CodeStarSourceConnection', {
    inputs: NONE,
    outputs: ONE,
    required: ['ConnectionArn', 'FullRepositoryId', 'BranchName'],
    optional: ['OutputArtifactFormat', 'DetectChanges'],
    revisionTypes: ['COMMIT_ID'],
    detection: 'connection',
  }),
  {
    category: 'Source',
    owner: 'ThirdParty',
    provider: 'GitHub',
    inputs: NONE,
    outputs: ONE,
    required: ['Owner', 'Repo', 'Branch', 'OAuthToken'],
    optional: ['PollForSourceChanges'],
    secret: ['OAuthToken'],
    timeoutMinutes: HOUR,
    revisionTypes: ['COMMIT_ID'],
    detection: 'webhook',
  },
  aws('Build', 'CodeBuild', CODEBUILD),
  aws('Test', 'CodeBuild', CODEBUILD),
  aws('Compute', 'Commands', COMMANDS),
  aws('Build', 'Commands', COMMANDS),
  // [R]: the artifact counts of ECRBuildAndPublish and EKS, which are known as V2-only.
  aws('Build', 'ECRBuildAndPublish', {
    inputs: [1, 1],
    outputs: [0, 1],
    required: ['ECRRepositoryName'],
    v2Only: true,
  }),
  aws('Test', 'DeviceFarm', { inputs: ONE, outputs: NONE, required: ['ProjectId', 'DevicePoolArn'] }),
  aws('Approval', 'Manual', {
    inputs: NONE,
    outputs: NONE,
    required: [],
    optional: ['NotificationArn', 'ExternalEntityLink', 'CustomData'],
    timeoutMinutes: 7 * DAY,
  }),
  aws('Deploy', 'CodeDeploy', {
    inputs: ONE,
    outputs: NONE,
    required: ['ApplicationName', 'DeploymentGroupName'],
    optional: [],
    timeoutMinutes: 5 * DAY,
  }),
  aws('Deploy', 'CodeDeployToECS', {
    inputs: [1, 5], // [R]
    outputs: NONE,
    required: ['ApplicationName', 'DeploymentGroupName', 'TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact'],
    timeoutMinutes: 5 * DAY,
  }),
  aws('Deploy', 'S3', {
    inputs: ONE,
    outputs: NONE,
    required: ['BucketName', 'Extract'],
    optional: ['ObjectKey', 'KMSEncryptionKeyARN', 'CannedACL', 'CacheControl'],
    timeoutMinutes: 90,
  }),
  aws('Deploy', 'CloudFormation', {
    inputs: [0, 10],
    outputs: [0, 1],
    required: ['ActionMode', 'StackName'],
    timeoutMinutes: 3 * DAY,
  }),
  // [R]: stack sets, AppConfig, EKS and EC2.
  aws('Deploy', 'CloudFormationStackSet', { inputs: [1, 10], outputs: [0, 1], required: ['StackSetName'] }),
  aws('Deploy', 'CloudFormationStackInstances', { inputs: [0, 10], outputs: [0, 1], required: ['StackSetName'] }),
  aws('Deploy', 'AppConfig', { inputs: ONE, outputs: NONE, required: ['Application', 'Environment'] }),
  aws('Deploy', 'EKS', { inputs: [0, 1], outputs: NONE, required: ['ClusterName'], v2Only: true }),
  aws('Deploy', 'EC2', { inputs: [0, 1], outputs: NONE, required: ['InstanceTagKey', 'InstanceType'], v2Only: true }),
  aws('Deploy', 'ECS', {
    inputs: ONE,
    outputs: NONE,
    required: ['ClusterName', 'ServiceName'],
    optional: ['FileName', 'DeploymentTimeout'],
  }),
  aws('Deploy', 'ElasticBeanstalk', {
    inputs: ONE,
    outputs: NONE,
    required: ['ApplicationName', 'EnvironmentName'],
    optional: [],
  }),
  aws('Deploy', 'OpsWorks', { inputs: ONE, outputs: NONE, required: [] }),
  aws('Deploy', 'ServiceCatalog', { inputs: ONE, outputs: NONE, required: [] }),
  aws('Invoke', 'Lambda', {
    inputs: [0, 5],
    outputs: [0, 5],
    required: ['FunctionName'],
    optional: ['UserParameters'],
    timeoutMinutes: DAY,
  }),
  aws('Invoke', 'StepFunctions', {
    inputs: [0, 1], // [R]
    outputs: [0, 1],
    required: ['StateMachineArn'],
    optional: ['ExecutionNamePrefix', 'InputType', 'Input'],
    timeoutMinutes: 7 * DAY,
  }),
  aws('Invoke', 'CodePipeline', { inputs: NONE, outputs: NONE, required: ['PipelineName'] }),
];

const VERSION = '1';

const BY_ID = new Map(ACTION_TYPES.map((type) => [keyOf(type), type]));

function keyOf(type: Pick<ActionTypeId, 'category' | 'owner' | 'provider'>): string {
  return `${type.category}/${type.owner}/${type.provider}`;
}

/** The action type of an id, or undefined when the service has none of that name (spec 2.2). */
export function findActionType(id: ActionTypeId): ActionType | undefined {
  return id.version === VERSION ? BY_ID.get(keyOf(id)) : undefined;
}
