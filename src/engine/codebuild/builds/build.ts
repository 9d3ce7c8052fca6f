import type { Buildspec } from '../../../rules/buildspec/buildspec.ts';
import type { EnvironmentVariable } from '../projects/project.ts';
import type { Coverage } from '../reports/code-coverages.ts';
import type { BuildSettings } from './build-settings.ts';
import type { FailingPhase } from './phases.ts';

/** How a build fails that is meant to; without a context it says which command did. */
export interface BuildFailure {
  readonly phase: FailingPhase;
  readonly status: 'FAILED' | 'FAULT';
  readonly context?: { readonly statusCode: string; readonly message: string };
}

/**
 * What is settled when a build starts; how far it is and what it prints follow from that and the time (spec 4). What is
 * decided later, when it leaves the queue and when it is told to stop, changes nothing of what was before. Times are epoch
 * milliseconds.
 */
export interface Build {
  readonly project: string;
  readonly buildNumber: number;
  /** `codepipeline/PIPELINE`, or who asked for it. */
  readonly initiator: string;
  readonly startTime: number;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly artifactLocation?: string;
  readonly environment: readonly EnvironmentVariable[];
  readonly uuid: string;
  readonly outcome: 'succeed' | 'fail' | 'hang';
  /** Milliseconds. */
  readonly duration: number;
  readonly failure?: BuildFailure;
  readonly logLines?: readonly string[];
  readonly logLinesPerSecond?: number;
  readonly testReport?: { readonly passed: number; readonly failed: number };
  readonly codeCoverage?: Coverage;
  /** Of the chance in what it prints. */
  readonly seed: number;
  /** Variables that it exports when it succeeds. */
  readonly exports: Readonly<Record<string, string>>;
  readonly autoRetry?: AutoRetry;
  /** ARN of the build that was started because this one failed. */
  readonly nextAutoRetry?: string;
  /** Of the batch that it is part of. */
  readonly batchArn?: string;
  /** Absent: of a project that nobody created. */
  readonly settings?: BuildSettings;
  /** Absent: what it builds is not known. */
  readonly spec?: Buildspec;
  /** Milliseconds for which it waited for others of its project, or that it still does. */
  readonly waited?: number | 'still';
  /** When it was told to stop. */
  readonly stopTime?: number;
}

/** How often a build that fails begins again, and how often it has [M: AutoRetryConfig]. */
export interface AutoRetry {
  readonly limit: number;
  readonly number: number;
  /** ARN of the build that failed before. */
  readonly previous?: string;
}

/** Where a build takes place, for the members that name other resources. */
export interface BuildPlace {
  readonly account: string;
  readonly region: string;
}

/** Under what names a build is known. */
export interface BuildNames {
  readonly id: string;
  readonly arn: string;
  readonly consoleUrl: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logStreamArn: string;
}

/** Group and stream are those that the project's logsConfig names, or those that AWS gives (spec 4). */
export function namesOf(
  { project, uuid, settings }: Pick<Build, 'project' | 'uuid' | 'settings'>,
  { account, region }: BuildPlace,
): BuildNames {
  const id = `${project}:${uuid}`;
  const { groupName, streamName: prefix } = settings?.logsConfig?.cloudWatchLogs ?? {};
  const logGroup = groupName || `/aws/codebuild/${project}`;
  const logStream = prefix ? `${prefix}/${uuid}` : uuid;
  return {
    id,
    arn: `arn:aws:codebuild:${region}:${account}:build/${id}`,
    consoleUrl: `https://${region}.console.aws.amazon.com/codesuite/codebuild/${account}/projects/${project}/build/${encodeURIComponent(id)}/view`,
    logGroup,
    logStream,
    logStreamArn: `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:${logStream}`,
  };
}
