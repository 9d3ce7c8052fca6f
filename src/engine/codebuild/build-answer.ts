import { type Build, type BuildPlace, namesOf } from './build.ts';
import { type BuildPhase, progressOf } from './build-progress.ts';
import { BUILD_TIMEOUT_MINUTES } from './phases.ts';

/** The build as BatchGetBuilds answers it at a time, with every member a real answer has (spec 4). */
export function buildAnswer(build: Build, place: BuildPlace, now: number): object {
  const { id, arn } = namesOf(build, place);
  const { phases, currentPhase, buildStatus, endTime, exportedEnvironmentVariables } = progressOf(build, now);
  return {
    id,
    arn,
    buildNumber: build.buildNumber,
    startTime: build.startTime,
    endTime,
    currentPhase,
    buildStatus,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: build.resolvedSourceVersion,
    projectName: build.project,
    phases,
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
    logs: logsAnswer(build, place, phases),
    timeoutInMinutes: BUILD_TIMEOUT_MINUTES,
    queuedTimeoutInMinutes: 480,
    buildComplete: endTime !== undefined,
    initiator: `codepipeline/${build.pipeline}`,
    encryptionKey: `arn:aws:kms:${place.region}:${place.account}:alias/aws/s3`,
    exportedEnvironmentVariables,
    reportArns: [],
  };
}

/** Before PROVISIONING there is no log to point at (spec 4) [R]. */
function logsAnswer(build: Build, place: BuildPlace, phases: readonly BuildPhase[]): object {
  const { logGroup, logStreamArn } = namesOf(build, place);
  const exists = phases.some(({ phaseType }) => phaseType === 'PROVISIONING');
  const where = exists ? `group=${logGroup};stream=${build.logStream}` : 'group=null;stream=null';
  return {
    groupName: exists ? logGroup : undefined,
    streamName: exists ? build.logStream : undefined,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${place.region}#logEvent:${where}`,
    cloudWatchLogsArn: exists ? logStreamArn : undefined,
    cloudWatchLogs: { status: 'ENABLED' },
    s3Logs: { status: 'DISABLED', encryptionDisabled: false },
  };
}
