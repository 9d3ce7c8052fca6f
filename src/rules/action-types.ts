import type { ActionCategory, ActionOwner, ActionTypeId } from './pipeline-declaration.ts';

export type Range = readonly [least: number, most: number];

export type SourceRevisionType = 'COMMIT_ID' | 'IMAGE_DIGEST' | 'S3_OBJECT_VERSION_ID' | 'S3_OBJECT_KEY';

/** Pages about an action: addresses with the placeholders `{Config:name}`, `{ExternalExecutionId}`, `{RevisionId}`. */
export interface ActionTypeSettings {
  readonly thirdPartyConfigurationUrl?: string;
  readonly entityUrlTemplate?: string;
  readonly executionUrlTemplate?: string;
  readonly revisionUrlTemplate?: string;
}

/** What CodePipeline knows of a provider: artifact counts, configuration, limits (spec 2.3). */
export interface ActionType {
  readonly category: ActionCategory;
  readonly owner: ActionOwner;
  readonly provider: string;
  readonly version: string;
  readonly inputs: Range;
  readonly outputs: Range;
  readonly required: readonly string[];
  /** Keys taken beside the required ones; absent where the full list is not known, then every key is taken. */
  readonly optional?: readonly string[];
  /** Keys whose values AWS never gives back. */
  readonly secret?: readonly string[];
  /** The key by whose value a job worker may choose among jobs (spec 2.12). */
  readonly queryable?: string;
  /** Who does the work beside the service: a worker that asks for jobs, or a function that is called (spec 2.12). */
  readonly executor?: 'JobWorker' | 'Lambda';
  /** How long the executor may say nothing of a job; absent: until the action's timeout. */
  readonly silenceMinutes?: number;
  readonly timeoutMinutes: number;
  readonly v2Only?: boolean;
  /** Revision types that StartPipelineExecution may override. */
  readonly revisionTypes?: readonly SourceRevisionType[];
  /** Absent: those of a type that comes with the service. */
  readonly settings?: ActionTypeSettings;
  /** How the provider notices a change when nothing says otherwise. */
  readonly detection?: 'poll' | 'event' | 'connection' | 'webhook';
}

/** The action type of an id, or undefined when there is none. */
export type FindActionType = (id: ActionTypeId) => ActionType | undefined;

const HOUR = 60;
const DAY = 24 * HOUR;
const VERSION = '1';

/** Actions of custom types, and those that partners run, have a day (spec 2.3, 2.12). */
export const WORKER_TIMEOUT_MINUTES = DAY;

type Facts = Omit<ActionType, 'category' | 'owner' | 'provider' | 'version' | 'timeoutMinutes'> & {
  readonly timeoutMinutes?: number;
};

/** Every provider without a limit of its own has one hour (spec 2.3). */
function aws(category: ActionCategory, provider: string, facts: Facts): ActionType {
  return { category, owner: 'AWS', provider, version: VERSION, timeoutMinutes: HOUR, ...facts };
}

function thirdParty(category: ActionCategory, provider: string, facts: Facts): ActionType {
  return { category, owner: 'ThirdParty', provider, version: VERSION, timeoutMinutes: HOUR, ...facts };
}

/**
 * The configuration of what a partner runs: who the customer is for the partner, and the token that the
 * partner's worker shows with it [D]; whatever else the partner asks for is taken.
 */
const PARTNER = {
  required: ['ClientId', 'ClientToken'],
  secret: ['ClientToken'],
  executor: 'JobWorker',
  timeoutMinutes: WORKER_TIMEOUT_MINUTES,
} as const;

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
  thirdParty('Source', 'GitHub', {
    inputs: NONE,
    outputs: ONE,
    required: ['Owner', 'Repo', 'Branch', 'OAuthToken'],
    optional: ['PollForSourceChanges'],
    secret: ['OAuthToken'],
    revisionTypes: ['COMMIT_ID'],
    detection: 'webhook',
  }),
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
  // [R]: stack sets, AppConfig, and the artifact counts of EKS.
  aws('Deploy', 'CloudFormationStackSet', { inputs: [1, 10], outputs: [0, 1], required: ['StackSetName'] }),
  aws('Deploy', 'CloudFormationStackInstances', { inputs: [0, 10], outputs: [0, 1], required: ['StackSetName'] }),
  aws('Deploy', 'AppConfig', { inputs: ONE, outputs: NONE, required: ['Application', 'Environment'] }),
  aws('Deploy', 'EKS', { inputs: [0, 1], outputs: NONE, required: ['ClusterName'], v2Only: true }),
  aws('Deploy', 'EC2', {
    inputs: ONE,
    outputs: NONE,
    required: ['InstanceTagKey', 'InstanceType'],
    optional: [
      'InstanceTagValue',
      'TargetDirectory',
      'DeploySpec',
      'MaxBatch',
      'MaxError',
      'TargetGroupNameList',
      'PreScript',
      'PostScript',
    ],
    v2Only: true,
  }),
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
    executor: 'Lambda',
    timeoutMinutes: DAY,
    silenceMinutes: 20,
  }),
  aws('Invoke', 'StepFunctions', {
    inputs: [0, 1], // [R]
    outputs: [0, 1],
    required: ['StateMachineArn'],
    optional: ['ExecutionNamePrefix', 'InputType', 'Input'],
    timeoutMinutes: 7 * DAY,
  }),
  aws('Invoke', 'CodePipeline', {
    inputs: NONE,
    outputs: NONE,
    required: ['PipelineName'],
    optional: ['SourceRevisions', 'Variables'],
  }),
  // [R]: the partners' counts.
  thirdParty('Test', 'GhostInspector', { inputs: [0, 1], outputs: NONE, ...PARTNER }),
  thirdParty('Test', 'Nouvola', { inputs: [0, 1], outputs: NONE, ...PARTNER }),
  thirdParty('Test', 'Runscope', { inputs: [0, 1], outputs: NONE, ...PARTNER }),
  thirdParty('Invoke', 'Snyk', { inputs: ONE, outputs: ONE, ...PARTNER }),
];

const BY_PROVIDER = Map.groupBy(ACTION_TYPES, ({ provider }) => provider);

/** The action type that comes with the service, or undefined when it has none of that id (spec 2.2). */
export function findActionType(id: ActionTypeId): ActionType | undefined {
  if (id.version !== VERSION) return undefined;
  return BY_PROVIDER.get(id.provider)?.find(({ category, owner }) => category === id.category && owner === id.owner);
}
