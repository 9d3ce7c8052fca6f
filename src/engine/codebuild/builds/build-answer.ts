import { reportArnsOf } from '../reports/report.ts';
import { type Build, type BuildPlace, namesOf } from './build.ts';
import { type BuildPhase, progressOf } from './build-progress.ts';
import { type BuildSettings, DEFAULT_QUEUED_MINUTES, PIPELINE_MINUTES } from './build-settings.ts';

/** The build as it is answered at a time, with every member a real answer has (spec 4). */
export function buildAnswer(build: Build, place: BuildPlace, now: number) {
  const { id, arn } = namesOf(build, place);
  const { phases, currentPhase, buildStatus, endTime, exportedEnvironmentVariables } = progressOf(build, now);
  const settings = build.settings ?? settingsOfNobody(build.project, place);
  const { source } = settings;
  const isSourceThere = source.type === 'CODEPIPELINE' || phases.some(({ phaseType }) => phaseType === 'INSTALL');
  return {
    id,
    arn,
    buildNumber: build.buildNumber,
    startTime: build.startTime,
    endTime,
    currentPhase,
    buildStatus,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: isSourceThere ? build.resolvedSourceVersion : undefined,
    projectName: build.project,
    phases,
    source: { insecureSsl: false, ...source },
    secondarySources: settings.secondarySources,
    secondarySourceVersions: settings.secondarySourceVersions,
    artifacts: artifactsOf(build, settings),
    secondaryArtifacts: settings.secondaryArtifacts.map(({ location, artifactIdentifier }) => ({
      location,
      artifactIdentifier,
    })),
    cache: settings.cache ?? { type: 'NO_CACHE' },
    environment: environmentAnswer(settings, build.environment),
    serviceRole: settings.serviceRole,
    logs: logsAnswer(build, place, phases),
    timeoutInMinutes: settings.timeoutInMinutes,
    queuedTimeoutInMinutes: settings.queuedTimeoutInMinutes,
    buildComplete: endTime !== undefined,
    initiator: build.initiator,
    vpcConfig: settings.vpcConfig,
    encryptionKey: settings.encryptionKey ?? `arn:aws:kms:${place.region}:${place.account}:alias/aws/s3`,
    exportedEnvironmentVariables,
    reportArns: reportArnsOf(build, place, phases),
    fileSystemLocations: settings.fileSystemLocations,
    debugSession: settings.debugSession,
    autoRetryConfig: autoRetryAnswer(build),
    buildBatchArn: build.batchArn,
  };
}

/** What the engine takes for the settings of a project that nobody created [D]. */
function settingsOfNobody(project: string, { account }: BuildPlace): BuildSettings {
  return {
    source: { type: 'CODEPIPELINE' },
    secondarySources: [],
    secondarySourceVersions: [],
    artifacts: { type: 'CODEPIPELINE' },
    secondaryArtifacts: [],
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
    },
    serviceRole: `arn:aws:iam::${account}:role/service-role/codebuild-${project}-service-role`,
    timeoutInMinutes: PIPELINE_MINUTES,
    queuedTimeoutInMinutes: DEFAULT_QUEUED_MINUTES,
  };
}

function autoRetryAnswer({ autoRetry, nextAutoRetry }: Build): object | undefined {
  if (!autoRetry) return undefined;
  const { limit: autoRetryLimit, number: autoRetryNumber, previous: previousAutoRetry } = autoRetry;
  return { autoRetryLimit, autoRetryNumber, nextAutoRetry, previousAutoRetry };
}

/** What it is built in, with its variables. */
export function environmentAnswer(settings: BuildSettings, variables: Build['environment']) {
  return {
    privilegedMode: false,
    imagePullCredentialsType: 'CODEBUILD',
    ...settings.environment,
    environmentVariables: variables.map(({ name, value, type = 'PLAINTEXT' }) => ({ name, value, type })),
  };
}

/** Where what is made goes (spec 4). */
export function artifactsOf(
  { artifactLocation, project, uuid }: Pick<Build, 'artifactLocation' | 'project' | 'uuid'>,
  { artifacts }: BuildSettings,
) {
  if (artifacts.type === 'CODEPIPELINE') return { location: artifactLocation };
  if (artifacts.type === 'NO_ARTIFACTS') return { location: '' };
  const { location, path, namespaceType, name = project, overrideArtifactName, encryptionDisabled } = artifacts;
  const parts = [location, path?.replace(/^\/|\/$/g, ''), namespaceType === 'BUILD_ID' ? uuid : undefined, name];
  return {
    location: `arn:aws:s3:::${parts.filter((part) => part).join('/')}`,
    overrideArtifactName,
    encryptionDisabled,
    artifactIdentifier: artifacts.artifactIdentifier,
    bucketOwnerAccess: artifacts.bucketOwnerAccess,
  };
}

/** Before PROVISIONING there is no log to point at (spec 4) [R]; where none is written there never is [D]. */
function logsAnswer(build: Build, place: BuildPlace, phases: readonly BuildPhase[]) {
  const { logGroup, logStream, logStreamArn } = namesOf(build, place);
  const { cloudWatchLogs = { status: 'ENABLED' }, s3Logs = { status: 'DISABLED' } } = build.settings?.logsConfig ?? {};
  const hasBegun = phases.some(({ phaseType }) => phaseType === 'PROVISIONING');
  const exists = hasBegun && cloudWatchLogs.status === 'ENABLED';
  const where = exists ? `group=${logGroup};stream=${logStream}` : 'group=null;stream=null';
  const s3Key = hasBegun && s3Logs.status === 'ENABLED' ? `${s3Logs.location}/${build.uuid}.gz` : undefined;
  return {
    groupName: exists ? logGroup : undefined,
    streamName: exists ? logStream : undefined,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${place.region}#logEvent:${where}`,
    s3DeepLink: s3Key && `https://s3.console.aws.amazon.com/s3/object/${s3Key}?region=${place.region}`,
    cloudWatchLogsArn: exists ? logStreamArn : undefined,
    s3LogsArn: s3Key && `arn:aws:s3:::${s3Key}`,
    cloudWatchLogs,
    s3Logs: { encryptionDisabled: false, ...s3Logs },
  };
}
