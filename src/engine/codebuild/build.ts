import type { ScriptInput } from './log-script.ts';

export interface EnvironmentVariable {
  name: string;
  value: string;
  type?: string;
}

/**
 * What is settled when a build of a pipeline starts; how far it is and what it prints follow from that and the time
 * (spec 4). Times are epoch milliseconds.
 */
export interface Build {
  readonly project: string;
  readonly buildNumber: number;
  readonly pipeline: string;
  readonly startTime: number;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly artifactLocation?: string;
  readonly environment: readonly EnvironmentVariable[];
  readonly logStream: string;
  readonly outcome: 'succeed' | 'fail' | 'hang';
  /** Milliseconds. */
  readonly duration: number;
  readonly logLines?: ScriptInput['logLines'];
  readonly testReport?: ScriptInput['testReport'];
  /** Of the chance in what it prints. */
  readonly seed: number;
  /** Variables that it exports when it succeeds. */
  readonly exports: Readonly<Record<string, string>>;
}

/** Where a build takes place, for the members that name other resources. */
export interface BuildPlace {
  account: string;
  region: string;
}

/** Under what names a build is known. */
export interface BuildNames {
  readonly id: string;
  readonly arn: string;
  readonly consoleUrl: string;
  readonly logGroup: string;
  readonly logStreamArn: string;
}

export function namesOf(
  { project, logStream }: Pick<Build, 'project' | 'logStream'>,
  { account, region }: BuildPlace,
): BuildNames {
  const id = `${project}:${logStream}`;
  const logGroup = `/aws/codebuild/${project}`;
  return {
    id,
    arn: `arn:aws:codebuild:${region}:${account}:build/${id}`,
    consoleUrl: `https://${region}.console.aws.amazon.com/codesuite/codebuild/${account}/projects/${project}/build/${encodeURIComponent(id)}/view`,
    logGroup,
    logStreamArn: `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:${logStream}`,
  };
}

/** What its script is written from. */
export function scriptOf({ project, buildNumber, outcome, logLines, testReport }: Build): ScriptInput {
  return { project, buildNumber, fails: outcome === 'fail', logLines, testReport };
}
