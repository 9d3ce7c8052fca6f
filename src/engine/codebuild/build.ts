import type { BuildStatus, PhaseContext, PhaseType } from './phases.ts';

export interface EnvironmentVariable {
  name: string;
  value: string;
  type?: string;
}

export interface BuildPhase {
  readonly phaseType: PhaseType;
  readonly startTime: number;
  endTime?: number;
  phaseStatus?: BuildStatus;
  durationInSeconds?: number;
  contexts?: PhaseContext[];
}

/** A build of a pipeline (spec 4); times are epoch milliseconds. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  readonly project: string;
  readonly pipeline: string;
  readonly startTime: number;
  readonly sourceVersion: string | undefined;
  readonly resolvedSourceVersion: string | undefined;
  readonly environment: readonly EnvironmentVariable[];
  readonly consoleUrl: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logStreamArn: string;
  readonly artifactLocation: string;
  readonly phases: BuildPhase[];
  endTime?: number;
  currentPhase: PhaseType;
  buildStatus: BuildStatus;
  exportedEnvironmentVariables: { name: string; value: string }[];
}

/** Where a build takes place, for the members that name other resources. */
export interface BuildPlace {
  account: string;
  region: string;
}

/** The build as BatchGetBuilds answers it, with every member a real answer has (spec 4). */
export function buildAnswer(build: Build, place: BuildPlace, timeoutInMinutes: number): object {
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.buildNumber,
    startTime: build.startTime,
    endTime: build.endTime,
    currentPhase: build.currentPhase,
    buildStatus: build.buildStatus,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: build.resolvedSourceVersion,
    projectName: build.project,
    phases: build.phases,
    source: { type: 'CODEPIPELINE', insecureSsl: false },
    secondarySources: [],
    secondarySourceVersions: [],
    artifacts: { location: build.artifactLocation },
    secondaryArtifacts: [],
    cache: { type: 'NO_CACHE' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: build.environment.map(({ name, value, type = 'PLAINTEXT' }) => ({ name, value, type })),
      privilegedMode: false,
      imagePullCredentialsType: 'CODEBUILD',
    },
    serviceRole: `arn:aws:iam::${place.account}:role/service-role/codebuild-${build.project}-service-role`,
    logs: logsAnswer(build, place),
    timeoutInMinutes,
    queuedTimeoutInMinutes: 480,
    buildComplete: build.endTime !== undefined,
    initiator: `codepipeline/${build.pipeline}`,
    encryptionKey: `arn:aws:kms:${place.region}:${place.account}:alias/aws/s3`,
    exportedEnvironmentVariables: build.exportedEnvironmentVariables,
    reportArns: [],
  };
}

/** Before PROVISIONING there is no log to point at (spec 4) [R]. */
function logsAnswer(build: Build, { region }: BuildPlace): object {
  const exists = build.phases.some(({ phaseType }) => phaseType === 'PROVISIONING');
  const place = exists ? `group=${build.logGroup};stream=${build.logStream}` : 'group=null;stream=null';
  return {
    groupName: exists ? build.logGroup : undefined,
    streamName: exists ? build.logStream : undefined,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEvent:${place}`,
    cloudWatchLogsArn: exists ? build.logStreamArn : undefined,
    cloudWatchLogs: { status: 'ENABLED' },
    s3Logs: { status: 'DISABLED', encryptionDisabled: false },
  };
}
