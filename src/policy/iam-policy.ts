import { OPERATIONS, type OperationId } from '../aws/operation-ids.ts';
import { OPERATION_RESOURCES, type ResourceKind } from '../aws/operation-resources.ts';
import { usage } from '../domain/fault.ts';

/** Who gets it: somebody who looks, or somebody who also does what Signalbox does. */
export type PolicyLevel = 'read' | 'operate';

/** What a policy is narrowed to; nothing given means everything. */
export interface PolicyScope {
  /** Account ids. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Globs of names: `*` and `?` mean the same to IAM. */
  readonly pipelines: readonly string[];
}

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly IamStatement[];
}

export interface IamStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** A managed policy may have this many characters; IAM does not count white space. */
const MOST_CHARACTERS = 6144;

interface ResourceSpec {
  readonly sid: string;
  /** The part of an ARN behind the account, for each of the pipelines that are meant. */
  resource(pipeline: string): string;
  readonly service: string;
}

const RESOURCES: Readonly<Record<Exclude<ResourceKind, 'any'>, ResourceSpec>> = {
  pipeline: { sid: 'Pipelines', service: 'codepipeline', resource: (pipeline) => pipeline },
  stage: { sid: 'Stages', service: 'codepipeline', resource: (pipeline) => `${pipeline}/*` },
  action: { sid: 'Actions', service: 'codepipeline', resource: (pipeline) => `${pipeline}/*/*` },
  application: { sid: 'Applications', service: 'codedeploy', resource: () => 'application:*' },
  'deployment-group': { sid: 'DeploymentGroups', service: 'codedeploy', resource: () => 'deploymentgroup:*' },
  'deployment-config': { sid: 'DeploymentConfigs', service: 'codedeploy', resource: () => 'deploymentconfig:*' },
  'build-project': { sid: 'BuildProjects', service: 'codebuild', resource: () => 'project/*' },
  // Also its streams.
  'log-group': { sid: 'Logs', service: 'logs', resource: () => 'log-group:*' },
};

/** The least that IAM has to allow for everything that Signalbox calls. Throws Fault `usage` where it is longer than IAM takes. */
export function iamPolicy(level: PolicyLevel, scope: PolicyScope): IamPolicy {
  const kinds: readonly ResourceKind[] = [...(Object.keys(RESOURCES) as ResourceKind[]), 'any'];
  const statements = kinds.map((kind) => statement(kind, level, scope)).filter(({ Action }) => Action.length > 0);
  const policy: IamPolicy = { Version: '2012-10-17', Statement: statements };
  const length = JSON.stringify(policy).length;
  if (length <= MOST_CHARACTERS) return policy;
  throw usage(
    `the policy would have ${length} characters, and IAM takes ${MOST_CHARACTERS}: name fewer pipelines, accounts or regions, or match them by globs`,
  );
}

function statement(kind: ResourceKind, level: PolicyLevel, scope: PolicyScope): IamStatement {
  const isMeant = (id: OperationId) =>
    OPERATION_RESOURCES[id] === kind && (level === 'operate' || OPERATIONS[id] === 'read');
  const ids = (Object.keys(OPERATIONS) as OperationId[]).filter(isMeant);
  return {
    Sid: kind === 'any' ? 'Everything' : RESOURCES[kind].sid,
    Effect: 'Allow',
    Action: ids.toSorted(),
    Resource: kind === 'any' ? ['*'] : resources(RESOURCES[kind], scope),
  };
}

function resources({ service, resource }: ResourceSpec, scope: PolicyScope): string[] {
  const orAny = (names: readonly string[]) => (names.length === 0 ? ['*'] : names);
  const arns = orAny(scope.regions).flatMap((region) =>
    orAny(scope.accounts).flatMap((account) =>
      orAny(scope.pipelines).map(
        (pipeline) => `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource(pipeline)}`,
      ),
    ),
  );
  return [...new Set(arns)];
}

/** Regions whose names begin so are in a partition of their own. */
const PARTITIONS: readonly (readonly [beginning: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
];

function partitionOf(region: string): string {
  return PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';
}
